// Looks at every page as people do: in Japanese and English, wide and narrow, by day and by night, with and without
// JavaScript.
//
// Fails on: an accessibility finding, a script error, a request or style that the page's own policy refuses, a page
// wider than the screen, a wrong status, a page that needs JavaScript. Then a customer buys a certificate with
// JavaScript off. Screenshots: target/screenshots/.
//
//   node tests/browser/run.mjs [PAGE…] [story]

import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { EXAMINE, LOGIN, LOOK, LOOKS, PAGES, PASTED_KEY, SECRET } from './pages.mjs';
import { makeCsr, newestMail, placeOrder, startShop } from './shop.mjs';
import { apply, tell } from './story.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
// Background services of a browser would only try to leave the machine; QUIC is not what is tested here.
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const HEIGHT = 900;
const PAGE_MS_MAX = 15_000;
const PEOPLE = ['nobody', 'customer', 'staff'];
const SCREENSHOTS = join(process.env.CARGO_TARGET_DIR ?? 'target', 'screenshots');

let passed = 0;
let failed = 0;

function verdict(what, faults) {
  faults.length ? (failed += 1) : (passed += 1);
  console.log(`${faults.length ? 'FAILED' : 'ok    '} ${what}${faults.map((fault) => `\n         ${fault}`).join('')}`);
}

// A browser profile of its own for each person, so that nobody is logged in by accident.
async function open(browser, shop, who, options) {
  const context = await browser.newContext({ baseURL: shop.url, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(PAGE_MS_MAX);
  if (who === 'nobody') return context;
  const page = await context.newPage();
  await page.goto(LOGIN.path);
  await page.fill(LOGIN.email, shop.facts[who].email);
  await page.fill(LOGIN.password, shop.facts[who].password);
  await Promise.all([page.waitForURL((url) => url.pathname !== LOGIN.path), page.click(LOGIN.send)]);
  await page.close();
  return context;
}

// What the browser itself complains about while `visit` runs.
async function complaints(page, visit) {
  const faults = [];
  const onConsole = (message) => {
    const where = message.location().url;
    // The browser reports the status of the page itself, which the table states.
    const own = where === page.url() && message.text().startsWith('Failed to load resource');
    if (['error', 'warning'].includes(message.type()) && !own) faults.push(`console: ${message.text()} (${where})`);
  };
  const onError = (error) => faults.push(`script: ${error.message}`);
  const onFailed = (request) => faults.push(`request: ${request.url()} ${request.failure()?.errorText}`);
  page.on('console', onConsole).on('pageerror', onError).on('requestfailed', onFailed);
  await visit();
  page.off('console', onConsole).off('pageerror', onError).off('requestfailed', onFailed);
  return faults;
}

// Opens the page; one with `send` is what answers its form.
async function visit(page, entry, made, language) {
  const path = entry.path.replace(/\{(\w+)\}/, (_, what) => made[what]);
  const joint = path.includes('?') ? '&' : '?';
  const opened = await page.goto(`${path}${joint}lang=${language}`, { waitUntil: 'load' });
  const reply = entry.send ? await apply(page, made[entry.send])
    : entry.look ? await fill(page, LOOK.text, made[entry.look], LOOK.send)
      : entry.examine ? await fill(page, EXAMINE.host, entry.examine, EXAMINE.send) : opened;
  const wanted = entry.status ?? 200;
  if (reply.status() !== wanted) throw new Error(`status ${reply.status()} instead of ${wanted}`);
  return (await reply.text()).includes(SECRET) ? ['a private key comes back'] : [];
}

// Fills the one field of a form that looks at something, and sends it.
async function fill(page, field, text, send) {
  await page.fill(field, text);
  const [reply] = await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.click(send)]);
  return reply;
}

async function look(page, entry, made, language, name) {
  const faults = [];
  faults.push(...(await complaints(page, async () => faults.push(...(await visit(page, entry, made, language))))));
  const seen = await page.evaluate(() => ({
    language: document.documentElement.lang,
    title: document.title,
    headings: document.querySelectorAll('h1').length,
    overflow: document.documentElement.scrollWidth - window.innerWidth,
  }));
  if (seen.language !== language) faults.push(`lang is "${seen.language}"`);
  if (!seen.title) faults.push('no title');
  if (seen.headings !== 1) faults.push(`${seen.headings} h1 headings`);
  if (seen.overflow > 0) faults.push(`${seen.overflow} px wider than the screen`);
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
  return faults;
}

async function accessible(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const tell = (rule) => rule.nodes.map((node) => `axe ${rule.id}: ${rule.help}: ${node.target.join(' ')}`);
  return violations.flatMap(tell);
}

async function visitAll(browser, shop, made, wanted) {
  for (const who of PEOPLE) {
    const pages = PAGES.filter((entry) => entry.as === who && (!wanted.length || wanted.includes(entry.name)));
    if (!pages.length) continue;
    for (const scripts of ['on', 'off']) {
      const context = await open(browser, shop, who, { javaScriptEnabled: scripts === 'on' });
      const page = await context.newPage();
      for (const entry of pages) {
        for (const { language, width, colours = 'light' } of LOOKS.filter((one) => (one.scripts ?? 'on') === scripts)) {
          const name = [entry.name, language, width, ...(colours === 'dark' ? ['dark'] : [])].join('-');
          try {
            await page.setViewportSize({ width, height: HEIGHT });
            await page.emulateMedia({ colorScheme: colours, reducedMotion: 'reduce' });
            if (scripts === 'on') {
              verdict(name, [...(await look(page, entry, made, language, name)), ...(await accessible(page))]);
            } else {
              verdict(`${name} without JavaScript`, await read(page, entry, made, language));
            }
          } catch (error) {
            verdict(name, [error.message]);
          }
        }
      }
      await context.close();
    }
  }
}

// The content stands in the HTML itself: a heading, and a form's button wherever there is a form.
async function read(page, entry, made, language) {
  const faults = await visit(page, entry, made, language);
  if (!(await page.locator('main h1').isVisible())) faults.push('no visible heading');
  for (const form of await page.locator('main form').all()) {
    if (!(await form.locator('button, input[type=submit]').count())) faults.push('a form without a button');
  }
  return faults;
}

async function tellStory(browser, shop) {
  const viewport = { width: 1280, height: HEIGHT };
  const [customer, staff] = await Promise.all(['nobody', 'staff'].map(async (who) => {
    const context = await open(browser, shop, who, { javaScriptEnabled: false, viewport, locale: 'en' });
    return context.newPage();
  }));
  const page = customer;
  const show = (name) => page.screenshot({ path: join(SCREENSHOTS, `story-${name}.png`), fullPage: true });
  try {
    await tell({ page, staff, shop, show, verdict });
  } catch (error) {
    await show('stuck');
    verdict('story', [error.message, `at ${page.url()}`]);
  }
  await Promise.all([customer, staff].map((one) => one.context().close()));
}

const wanted = process.argv.slice(2);
mkdirSync(SCREENSHOTS, { recursive: true });
const shop = await startShop();
const browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS });
try {
  const waiting = await placeOrder(shop, 'shop.example.test', 'validating');
  const served = await placeOrder(shop, 'www.example.test', 'served');
  const { csr } = makeCsr(shop, 'next.example.test');
  const root = await (await fetch(`${shop.url}/ca/root.pem`)).text();
  const wish = { host: 'www.example.test', order: served };
  const { id: report } = await shop.call('customer', 'POST', '/doctor', wish);
  const made = { waiting, served, report, mail: await newestMail(shop), csr, root, private_key: PASTED_KEY };
  await visitAll(browser, shop, made, wanted);
  if (!wanted.length || wanted.includes('story')) await tellStory(browser, shop);
} catch (error) {
  verdict('the shop and the browser', [error.stack]);
} finally {
  if (shop.ended()) verdict('the shop keeps running', [shop.ended()]);
  await browser.close();
  shop.stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
