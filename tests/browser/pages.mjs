// Every page that people see, one line each. Screenshots, accessibility, both languages, both widths and the run
// without JavaScript follow from this table.
//
// `as`: who looks (nobody, customer, staff). `{order}` is an order that the harness places through the API first.

export const PAGES = [
  { name: 'home', path: '/', as: 'nobody' },
  { name: 'products', path: '/products', as: 'nobody' },
  { name: 'login', path: '/login', as: 'nobody' },
  { name: 'help', path: '/help', as: 'nobody' },
  { name: 'not-found', path: '/no-such-page', as: 'nobody', status: 404 },
  { name: 'apply', path: '/apply?product=demo-dv', as: 'customer' },
  { name: 'orders', path: '/orders', as: 'customer' },
  { name: 'order', path: '/orders/{order}', as: 'customer' },
  { name: 'points', path: '/points', as: 'customer' },
  { name: 'mailbox', path: '/mailbox', as: 'customer' },
  { name: 'sandbox', path: '/sandbox', as: 'customer' },
  { name: 'console', path: '/console', as: 'staff' },
  { name: 'console-order', path: '/console/orders/{order}', as: 'staff' },
  { name: 'console-points', path: '/console/points', as: 'staff' },
  { name: 'console-jobs', path: '/console/jobs', as: 'staff' },
  { name: 'console-audit', path: '/console/audit', as: 'staff' },
];

export const LANGUAGES = ['ja', 'en'];
export const WIDTHS = [1280, 390];

// The login form's fields and its button, as the web part names them.
export const LOGIN = {
  path: '/login',
  email: 'input[name=email]',
  password: 'input[name=password]',
  send: 'main form:has(input[name=password]) button',
};

// The forms of the shopping story. `fill` is what a customer types; fields that a form does not have are passed over.
export const APPLY = {
  path: '/apply?product=demo-dv',
  csr: 'textarea[name=csr]',
  fill: {
    'textarea[name=names]': '',
    'input[name=subscriber_name]': 'Test Subscriber',
    'input[name=subscriber_email]': 'subscriber@example.jp',
    'input[name=delivery_email]': 'delivery@example.jp',
  },
  agree: 'main input[type=checkbox][name=agree]',
  send: 'main form:has(textarea[name=csr]) button:not([name])',
  confirm: 'main form[method=post] button:not([name])',
};
export const ORDER_PATH = /^\/orders\/([^/]+)$/;
export const SANDBOX = {
  path: '/sandbox',
  name: 'main input[name=name]',
  add: 'form[action="/sandbox/sites"] button',
  act: (site, action) => `form[action="/sandbox/sites/${site}/${action}"] button`,
  csr: (site) => `article:has(form[action="/sandbox/sites/${site}/csr"]) pre`,
};
