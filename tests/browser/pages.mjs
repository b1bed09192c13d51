// Every page that people see, one line each. Screenshots, accessibility, both languages, both widths and the run
// without JavaScript follow from this table.
//
// `as`: who looks (nobody, customer, staff). `{served}`, `{waiting}` and `{mail}` stand for what the harness made first.
// `send`: what the page's form is filled with and sent, to see the page that answers it; see APPLY. `look`: the same for
// the pages that look at something; see LOOK. `examine`: the site that the doctor's page is sent; see EXAMINE. The shop
// lets nobody ask more than ten times a minute, so each person examines one site only.

export const PAGES = [
  { name: 'home', path: '/', as: 'nobody' },
  { name: 'products', path: '/products', as: 'nobody' },
  { name: 'login', path: '/login', as: 'nobody' },
  { name: 'register', path: '/register', as: 'nobody' },
  { name: 'help', path: '/help', as: 'nobody' },
  { name: 'help-csr', path: '/help/csr', as: 'nobody' },
  { name: 'help-proof', path: '/help/proof', as: 'nobody' },
  { name: 'help-servers', path: '/help/servers', as: 'nobody' },
  { name: 'help-server-nginx', path: '/help/servers/nginx', as: 'nobody' },
  { name: 'help-server-iis', path: '/help/servers/iis', as: 'nobody' },
  { name: 'help-server-tomcat', path: '/help/servers/tomcat', as: 'nobody' },
  { name: 'help-server-cpanel', path: '/help/servers/cpanel', as: 'nobody' },
  { name: 'help-problem', path: '/help/problems/private_key_pasted', as: 'nobody' },
  { name: 'help-rules', path: '/help/rules', as: 'nobody' },
  { name: 'help-rule', path: '/help/rules/key_size', as: 'nobody' },
  { name: 'help-rule-certificate', path: '/help/rules/certificate_sct_too_few', as: 'nobody' },
  { name: 'look-csr', path: '/csr', as: 'nobody' },
  { name: 'look-csr-good', path: '/csr?product=demo-dv', as: 'customer', look: 'csr' },
  { name: 'look-csr-bad', path: '/csr', as: 'nobody', look: 'csr' },
  { name: 'look-cert', path: '/cert', as: 'nobody' },
  { name: 'look-cert-seen', path: '/cert', as: 'nobody', look: 'root' },
  { name: 'look-cert-key', path: '/cert', as: 'nobody', look: 'private_key' },
  { name: 'doctor', path: '/doctor', as: 'nobody' },
  { name: 'doctor-none', path: '/doctor', as: 'nobody', examine: 'none.example.jp' },
  { name: 'doctor-refused', path: '/doctor', as: 'nobody', examine: 'www.example.test:22', status: 422 },
  { name: 'doctor-seen', path: '/doctor?order={served}&host=www.example.test', as: 'customer', examine: 'www.example.test' },
  { name: 'doctor-kept', path: '/doctor/{report}', as: 'customer' },
  { name: 'doctor-member', path: '/doctor', as: 'customer' },
  { name: 'not-found', path: '/no-such-page', as: 'nobody', status: 404 },
  { name: 'apply', path: '/apply?product=demo-dv', as: 'customer' },
  { name: 'apply-refused', path: '/apply?product=demo-dv', as: 'customer', send: 'private_key', status: 422 },
  { name: 'apply-confirm', path: '/apply?product=demo-dv', as: 'customer', send: 'csr' },
  { name: 'orders', path: '/orders', as: 'customer' },
  { name: 'order', path: '/orders/{served}', as: 'customer' },
  { name: 'order-waiting', path: '/orders/{waiting}', as: 'customer' },
  { name: 'points', path: '/points', as: 'customer' },
  { name: 'account', path: '/account', as: 'customer' },
  { name: 'mailbox', path: '/mailbox', as: 'customer' },
  { name: 'mail', path: '/mailbox/{mail}', as: 'customer' },
  { name: 'sandbox', path: '/sandbox', as: 'customer' },
  { name: 'forbidden', path: '/console', as: 'customer', status: 403 },
  { name: 'console', path: '/console', as: 'staff' },
  { name: 'console-order', path: '/console/orders/{served}', as: 'staff' },
  { name: 'console-credit', path: '/console/credit', as: 'staff' },
  { name: 'console-accounts', path: '/console/accounts', as: 'staff' },
  { name: 'console-jobs', path: '/console/jobs', as: 'staff' },
  { name: 'console-audit', path: '/console/audit', as: 'staff' },
];

// How each page is looked at. Without JavaScript one look is enough: what differs is whether the content is there.
const WIDE = 1280;
const PHONE = 390;
export const LOOKS = [
  { language: 'ja', width: WIDE },
  { language: 'ja', width: PHONE },
  { language: 'en', width: WIDE },
  { language: 'en', width: PHONE },
  { language: 'en', width: WIDE, colours: 'dark' },
  { language: 'ja', width: WIDE, scripts: 'off' },
];

// The login form's fields and its button, as the web part names them.
export const LOGIN = {
  path: '/login',
  email: 'input[name=email]',
  password: 'input[name=password]',
  send: 'main form:has(input[name=password]) button',
};

// The form of an application and the page that shows it once more before it is placed.
export const APPLY = {
  path: '/apply?product=demo-dv',
  csr: 'textarea[name=csr]',
  fill: {
    'textarea[name=names]': '',
    'input[name=subscriber_name]': 'Test Subscriber',
    'input[name=subscriber_email]': 'subscriber@example.jp',
    'input[name=delivery_email]': 'delivery@example.jp',
  },
  check: 'button[name=step][value=check]',
  place: 'button[name=step][value=place]',
};

// The forms that look at a CSR or certificates.
export const LOOK = { text: 'main textarea.pem', send: 'main form:has(textarea.pem) button' };

// The doctor's form; its answer is written while the site is looked at.
export const EXAMINE = { host: 'main input[name=host]', send: 'main form.ask button' };

// Of the right shape, and nobody's: what matters is that it is refused, not shown again and not kept.
export const SECRET = 'c2VjcmV0'.repeat(20);
export const PASTED_KEY = `-----BEGIN PRIVATE KEY-----\n${SECRET}\n-----END PRIVATE KEY-----\n`;

export const REGISTER = {
  path: '/register',
  fill: {
    'input[name=account_name]': 'Story & Co.',
    'input[name=email]': 'story@example.jp',
    'input[name=password]': 'correct horse battery staple',
  },
  send: 'main form[action="/register"] button',
};
export const LOGOUT = 'form[action="/logout"] button';
export const CREDIT = {
  path: '/console/credit',
  account: 'main input[name=account]',
  amount: 'main input[name=amount]',
  reference: 'main input[name=reference]',
  send: 'main form[action="/console/credit"] button',
};
export const ORDER_PATH = /^\/orders\/([^/]+)$/;
export const SANDBOX = {
  path: '/sandbox',
  name: 'main input[name=name]',
  add: 'form[action="/sandbox/sites"] button',
  act: (site, action) => `form[action="/sandbox/sites/${site}/${action}"] button`,
  csr: (site) => `article:has(form[action="/sandbox/sites/${site}/csr"]) pre`,
};
