// A newcomer signs up and buys a certificate with nothing but forms and links: JavaScript is off, the sandbox plays
// the site, staff credit the money.

import { setTimeout as sleep } from 'node:timers/promises';
import { APPLY, CREDIT, LOGOUT, ORDER_PATH, PASTED_KEY, REGISTER, SANDBOX, SECRET } from './pages.mjs';

const SITE = 'story.test';
const STEP_MS_MAX = 60_000;
const POLL_MS = 200;

// Tells the story step by step; `show(name)` takes a picture, `verdict` counts what held.
export async function tell({ page, staff, shop, show, verdict }) {
  const check = (what, holds) => verdict(`story: ${what}`, holds ? [] : [`at ${page.url()}`]);

  await page.goto(REGISTER.path);
  await fill(page, REGISTER.fill);
  await press(page, REGISTER.send);
  check('a newcomer signs up', await page.locator(LOGOUT).count());

  await page.goto(SANDBOX.path);
  await page.fill(SANDBOX.name, SITE);
  await press(page, SANDBOX.add);
  if (!(await page.locator(SANDBOX.csr(SITE)).count())) await press(page, SANDBOX.act(SITE, 'csr'));
  const csr = await page.locator(SANDBOX.csr(SITE)).textContent();
  check('the site makes its key and CSR', csr.includes('BEGIN CERTIFICATE REQUEST'));

  await page.goto(APPLY.path);
  await apply(page, PASTED_KEY);
  await show('key-pasted');
  const echoed = (await page.content()).includes(SECRET);
  check('a pasted key is refused and not shown again', !ORDER_PATH.test(path(page)) && !echoed);

  await page.goto(APPLY.path);
  await apply(page, csr.trim());
  await show('confirm');
  await press(page, APPLY.place);
  const order = ORDER_PATH.exec(path(page))?.[1];
  check('an order is made', Boolean(order));
  await show('unpaid');

  const seen = async () => (await shop.call('staff', 'GET', `/orders/${order}`));
  const status = async () => (await seen()).issuances[0]?.status;
  check('it waits for the money', (await seen()).status === 'awaiting_payment');
  await staff.goto(CREDIT.path);
  await staff.fill(CREDIT.account, REGISTER.fill['input[name=email]']);
  await staff.fill(CREDIT.amount, '10000');
  await staff.fill(CREDIT.reference, 'story-1');
  await press(staff, CREDIT.send);
  await until(async () => (await seen()).status === 'active');
  await until(async () => !['preparing', undefined].includes(await status()));
  await page.goto(`/orders/${order}`);
  await show('paid');
  check('the money pays it by itself', true);

  await page.goto(SANDBOX.path);
  await press(page, SANDBOX.act(SITE, 'place_validation'));
  await until(async () => ['issued', 'served'].includes(await status()));
  await page.goto(`/orders/${order}`);
  await show('issued');
  const downloads = page.locator('main a[href*="bundle"], main a[href*="certificate"]');
  check('the certificate can be downloaded', await downloads.count());

  await page.goto(SANDBOX.path);
  await press(page, SANDBOX.act(SITE, 'install'));
  await show('sandbox');
  await page.goto(`/orders/${order}`);
  const look = page.locator('main form[action$="/check"] button');
  if (await look.count()) await press(page, look.first());
  await show('checked');
  await until(async () => (await status()) === 'served');
  await page.goto(`/orders/${order}`);
  await show('served');
  check('the certificate is served', true);

  await page.goto('/mailbox');
  const mails = page.locator('main a[href^="/mailbox/"]');
  check('mails have arrived', await mails.count());
  await press(page, mails.first());
  await show('mail');
}

// Fills in the application that is open, sends it to be checked and hands back the reply.
export async function apply(page, csr) {
  await fill(page, { ...APPLY.fill, [APPLY.csr]: csr });
  return press(page, APPLY.check);
}

async function fill(page, fields) {
  for (const [field, value] of Object.entries(fields)) await page.fill(field, value);
}

// Presses a button and waits for the page that answers it.
async function press(page, button) {
  const target = typeof button === 'string' ? page.locator(button).first() : button;
  const arrived = page.waitForEvent('response', (reply) => {
    return reply.request().isNavigationRequest() && ![302, 303].includes(reply.status());
  });
  const [reply] = await Promise.all([arrived, target.click()]);
  await page.waitForLoadState('load');
  return reply;
}

function path(page) {
  return new URL(page.url()).pathname;
}

async function until(arrived) {
  for (const began = Date.now(); Date.now() - began < STEP_MS_MAX; await sleep(POLL_MS)) {
    if (await arrived()) return;
  }
  throw new Error(`not within ${STEP_MS_MAX / 1000} s: ${arrived}`);
}
