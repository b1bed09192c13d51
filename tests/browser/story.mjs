// A customer buys a certificate with nothing but forms and links: JavaScript is off, the sandbox plays the site.

import { setTimeout as sleep } from 'node:timers/promises';
import { APPLY, ORDER_PATH, SANDBOX } from './pages.mjs';

const SITE = 'story.test';
const STEP_MS_MAX = 60_000;
const POLL_MS = 200;
// Of the right shape, and nobody's: what matters is that it is refused, not shown again and not kept.
const PASTED_KEY = `-----BEGIN PRIVATE KEY-----\n${'c2VjcmV0'.repeat(20)}\n-----END PRIVATE KEY-----\n`;

// Tells the story step by step; `show(name)` takes a picture, `verdict` counts what held.
export async function tell({ page, shop, show, verdict }) {
  const check = (what, holds) => verdict(`story: ${what}`, holds ? [] : [`at ${page.url()}`]);

  await page.goto(SANDBOX.path);
  await page.fill(SANDBOX.name, SITE);
  await press(page, SANDBOX.add);
  if (!(await page.locator(SANDBOX.csr(SITE)).count())) await press(page, SANDBOX.act(SITE, 'csr'));
  const csr = await page.locator(SANDBOX.csr(SITE)).textContent();
  check('the site makes its key and CSR', csr.includes('BEGIN CERTIFICATE REQUEST'));

  await apply(page, PASTED_KEY);
  await show('key-pasted');
  const echoed = (await page.content()).includes('c2VjcmV0c2VjcmV0');
  check('a pasted key is refused and not shown again', !ORDER_PATH.test(path(page)) && !echoed);

  await apply(page, csr.trim());
  await show('confirm');
  if (await page.locator(APPLY.agree).count()) await page.check(APPLY.agree);
  await press(page, page.locator(APPLY.confirm).last());
  const order = ORDER_PATH.exec(path(page))?.[1];
  check('an order is made', Boolean(order));
  await show('ordered');

  const status = async () => (await shop.call('customer', 'GET', `/orders/${order}`)).issuances[0]?.status;
  await until(async () => !['preparing', undefined].includes(await status()));
  await page.goto(SANDBOX.path);
  await press(page, SANDBOX.act(SITE, 'place_validation'));
  await until(async () => ['issued', 'served'].includes(await status()));
  await page.goto(`/orders/${order}`);
  await show('issued');
  const downloads = page.locator('main a[href*="bundle"], main a[href*="certificate"]');
  check('the certificate can be downloaded', await downloads.count());

  await page.goto(SANDBOX.path);
  await press(page, SANDBOX.act(SITE, 'install'));
  await page.goto(`/orders/${order}`);
  const look = page.locator('main form[action*="check"] button');
  if (await look.count()) await press(page, look.first());
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

async function apply(page, csr) {
  await page.goto(APPLY.path);
  for (const [field, value] of Object.entries({ ...APPLY.fill, [APPLY.csr]: csr })) {
    if (await page.locator(field).count()) await page.fill(field, value);
  }
  await press(page, page.locator(APPLY.send).last());
}

async function press(page, button) {
  const target = typeof button === 'string' ? page.locator(button).first() : button;
  await Promise.all([page.waitForLoadState('load'), target.click()]);
  await page.waitForLoadState('load');
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
