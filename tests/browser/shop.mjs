// A running demo shop for the browser tests: started on a temporary folder, stopped at the end.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const START_MS_MAX = 30_000;
const STEP_MS_MAX = 60_000;
const POLL_MS = 50;

export async function startShop() {
  const program = resolve(process.env.WARIFU ?? 'target/release/warifu');
  const folder = mkdtempSync(join(tmpdir(), 'warifu-browser-'));
  const data = join(folder, 'data');
  const words = ['demo', '--listen', '127.0.0.1:0', '--data', data, '--no-open'];
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let url;
  const listen = (chunk) => {
    output += chunk;
    url ??= /^warifu: (http:\S+)$/m.exec(output)?.[1]?.replace(/\/$/, '');
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', (chunk) => { output += chunk; });
  const stop = () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.on('exit', stop);
  const ended = () => {
    if (child.exitCode === null && child.signalCode === null) return '';
    return `the shop ended with ${child.exitCode ?? child.signalCode}:\n${output}`;
  };
  await until(START_MS_MAX, () => `the shop did not start:\n${output}`, async () => {
    if (ended()) throw new Error(ended());
    if (!url || !existsSync(join(data, 'demo.json'))) return false;
    return fetch(`${url}/readyz`).then((reply) => reply.ok, () => false);
  });
  const facts = JSON.parse(readFileSync(join(data, 'demo.json'), 'utf8'));
  const asked = (who, ...request) => call(url, facts[who].api_token, ...request);
  return { url, facts, folder, stop, ended, call: asked };
}

export function makeCsr(shop, name) {
  const key = join(shop.folder, `${name}.key`);
  openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', key);
  const csr = openssl('req', '-new', '-key', key, '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`);
  return { csr, private_key: readFileSync(key, 'utf8') };
}

// Places an order through the API and drives it until it is `validating` or `served`.
export async function placeOrder(shop, name, goal) {
  const { csr, private_key } = makeCsr(shop, name);
  const order = await shop.call('customer', 'POST', '/orders', {
    product: 'demo-dv',
    names: [name],
    csr,
    subscriber: { name: 'Test Subscriber', email: 'subscriber@example.test' },
    payment: 'points',
  }, `browser-${name}`);
  const issuance = async (...wanted) => {
    let found;
    await until(STEP_MS_MAX, () => `${name} is not ${wanted}: ${JSON.stringify(found)}`, async () => {
      found = (await shop.call('customer', 'GET', `/orders/${order.id}`)).issuances[0];
      return wanted.includes(found?.status);
    });
    return found.id;
  };
  await issuance('validating', 'submitted', 'issued', 'served');
  if (goal === 'validating') return order.id;
  await shop.call('customer', 'POST', `/sandbox/sites/${name}/place_validation`, {});
  const id = await issuance('issued', 'served');
  const certificate = await shop.call('customer', 'GET', `/issuances/${id}/certificate`);
  await shop.call('customer', 'POST', `/sandbox/sites/${name}/install`, { certificate, private_key });
  await shop.call('customer', 'POST', `/issuances/${id}/check`, {});
  await issuance('served');
  return order.id;
}

// The number of a mail that has arrived.
export async function newestMail(shop) {
  let found;
  await until(STEP_MS_MAX, () => 'no mail has arrived', async () => {
    const page = await fetch(`${shop.url}/mailbox`).then((reply) => reply.text());
    found = /href="\/mailbox\/([^"/]+)"/.exec(page)?.[1];
    return Boolean(found);
  });
  return found;
}

async function call(url, token, method, path, body, key) {
  const headers = { authorization: `Bearer ${token}` };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (key !== undefined) headers['idempotency-key'] = key;
  const reply = await fetch(`${url}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
  return reply.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
}

async function until(limit, complaint, arrived) {
  for (const began = Date.now(); Date.now() - began < limit; await sleep(POLL_MS)) {
    if (await arrived()) return;
  }
  throw new Error(complaint());
}

function openssl(...words) {
  return execFileSync('openssl', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}
