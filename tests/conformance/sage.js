// SPDX-License-Identifier: GPL-3.0-or-later
// The look-alike Sage Accounting company at the address given: signed in by oauth4webapi, a client of OAuth that others wrote;
// nobody publishes one of the accounting API, so its calls are written here from the reference alone.
'use strict';

const assert = require('node:assert');
const crypto = require('node:crypto');

const REDIRECT = 'http://localhost:8743/callback';
const base = process.argv[2];
const tests = [];
let oauth, info, server, client, secret, tokens, business, customer, account, invoice;

const test = (name, run) => tests.push({ name, run });
const admin = (name, body) => fetch(`${base}/sandbox/${name}`, { method: 'POST', body });
const plain = () => ({ [oauth.allowInsecureRequests]: true });

async function call(method, path, body, headers = {}) {
  const answer = await fetch(path.startsWith('/') ? info.apiUri + path : `${info.apiUri}/${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${tokens.access_token}`,
      Accept: 'application/json',
      ...(business ? { 'X-Business': business } : {}),
      ...(body ? { 'Content-Type': 'application/json' } : {}),
      ...headers,
    },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, body: text ? JSON.parse(text) : null };
}

const get = async (path) => {
  const { status, body } = await call('GET', path);
  assert.strictEqual(status, 200, path);
  return body;
};
const post = async (name, plural, members) => {
  const { status, body } = await call('POST', plural, { [name]: members });
  assert.strictEqual(status, 201, JSON.stringify(body));
  return body;
};
const refused = async (code, promise) => {
  const { status, body } = await promise;
  assert.strictEqual(status, 422, JSON.stringify(body));
  assert.strictEqual(body[0].$dataCode, code);
  return body[0];
};
// By the links alone, as they come: relative to the base.
const all = async (path) => {
  const items = [];
  for (let next = path; next; ) {
    const page = await get(next);
    items.push(...page.$items);
    next = page.$next;
    assert.ok(next || items.length === page.$total);
  }
  return items;
};
const key = () => crypto.randomUUID().replaceAll('-', '');
const line = (price, extra) => ({ description: 'Professional fees', ledger_account_id: account, quantity: 1, unit_price: price, tax_rate_id: 'GB_STANDARD', ...extra });

async function signIn() {
  const state = oauth.generateRandomState();
  const address = new URL(server.authorization_endpoint);
  address.search = new URLSearchParams({
    filter: 'apiv3.1', response_type: 'code', client_id: client.client_id, redirect_uri: REDIRECT, scope: 'full_access', state, country: 'gb',
  });
  const consent = await fetch(address, { redirect: 'manual' });
  assert.strictEqual(consent.status, 302);
  const parameters = oauth.validateAuthResponse(server, client, new URL(consent.headers.get('location')), state);
  const answer = await oauth.authorizationCodeGrantRequest(server, client, secret, parameters, REDIRECT, oauth.nopkce, plain());
  return oauth.processAuthorizationCodeResponse(server, client, answer);
}

const refresh = async (token, keys = secret) =>
  oauth.processRefreshTokenResponse(server, client, await oauth.refreshTokenGrantRequest(server, client, keys, token, plain()));

test('sign-in: a client of others gets tokens by code and secret', async () => {
  tokens = await signIn();
  assert.strictEqual(tokens.expires_in, 300);
  assert.strictEqual(tokens.refresh_token_expires_in, 31 * 24 * 60 * 60);
  await assert.rejects(refresh(tokens.refresh_token, oauth.ClientSecretPost('wrong')), (error) => error.status === 401);
});

test('sign-in: a refresh token is spent by its use', async () => {
  const old = tokens.refresh_token;
  tokens = await refresh(old);
  assert.notStrictEqual(tokens.refresh_token, old);
  await assert.rejects(refresh(old), (error) => error.error === 'invalid_grant' && error.status === 400);
});

test('businesses: the lead one answers whoever names none', async () => {
  const list = await get('businesses?attributes=all');
  assert.strictEqual(list.$items_per_page, 20);
  const found = list.$items.find((one) => one.name === 'Harbor Books Ltd');
  assert.match(found.id, /^[0-9a-f]{32}$/);
  assert.strictEqual((await get('business_settings')).business_name, 'Harbor Books Training Ltd');
  business = found.id;
  assert.strictEqual((await get('business_settings')).business_name, 'Harbor Books Ltd');
  assert.strictEqual((await call('GET', 'contacts', null, { 'X-Business': key() })).status, 404);
});

test('lists: by their links, names only unless more is asked for', async () => {
  const bare = await all('contacts?items_per_page=7');
  const whole = await all('contacts?items_per_page=50&attributes=all');
  assert.deepStrictEqual(bare.map((one) => one.id).sort(), whole.map((one) => one.id).sort());
  assert.deepStrictEqual(Object.keys(bare[0]).sort(), ['$path', 'displayed_as', 'id']);
  assert.strictEqual(new Set(whole.map((one) => one.reference)).size, whole.length);
  assert.strictEqual(whole.filter((one) => one.name === 'Jasper Hill Bakery').length, 2);
  assert.strictEqual((await call('GET', 'contacts?items_per_page=201')).status, 422);
});

test('settings: accounts by code, rates by name', async () => {
  const accounts = await all('ledger_accounts?items_per_page=200&attributes=all&visible_in=sales');
  account = accounts.find((one) => one.nominal_code === 4000).id;
  const rates = await all('tax_rates?attributes=all');
  assert.deepStrictEqual(rates.map((one) => one.id).sort(), ['GB_EXEMPT', 'GB_LOWER', 'GB_NO_TAX', 'GB_STANDARD', 'GB_ZERO']);
  assert.strictEqual(rates.find((one) => one.id === 'GB_STANDARD').percentage, '20.0');
});

test('contacts: made once however often it is sent', async () => {
  const members = {
    idempotency_id: key(), name: 'Acme Trading Ltd', contact_type_ids: ['CUSTOMER'], reference: 'CL000123',
    main_address: { address_line_1: '1 High Street', city: 'Leeds', postal_code: 'LS1 1AA', country_id: 'GB' },
    main_contact_person: { name: 'A Smith', email: 'ap@acme.example', telephone: '0113 496 0000', is_main_contact: true },
  };
  await admin('fault', 'cut-after,count=1,method=POST');
  await assert.rejects(post('contact', 'contacts', members));
  customer = await post('contact', 'contacts', members);
  assert.deepStrictEqual(await post('contact', 'contacts', members), customer);
  assert.strictEqual((await all('contacts?search=acme trading')).length, 1);
  assert.match((await refused('RecordInvalid', call('POST', 'contacts', { contact: { ...members, idempotency_id: key() } }))).$source, /reference/);
});

test('invoices: tax is ours, the number is theirs, sums are texts', async () => {
  const head = { contact_id: customer.id, date: '2026-03-11', due_date: '2026-04-10', reference: 'PR-2026-0042' };
  await refused('RecordInvalid', call('POST', 'sales_invoices', { sales_invoice: { ...head, invoice_lines: [line(250.55)] } }));
  invoice = await post('sales_invoice', 'sales_invoices', { ...head, idempotency_id: key(), invoice_lines: [line(250.55, { tax_amount: 50.11 })] });
  assert.match(invoice.invoice_number, /^SI-\d+$/);
  assert.strictEqual(invoice.total_amount, '300.66');
  assert.strictEqual(invoice.status.id, 'UNPAID');
  assert.strictEqual((await all('sales_invoices?search=PR-2026-0042'))[0].id, invoice.id);
});

test('payments: pay, and are taken back', async () => {
  const [bank] = await all('bank_accounts');
  const payment = await post('contact_payment', 'contact_payments', {
    transaction_type_id: 'CUSTOMER_RECEIPT', contact_id: customer.id, bank_account_id: bank.id, date: '2026-03-20', total_amount: 300.66,
    allocated_artefacts: [{ artefact_id: invoice.id, amount: 300.66 }],
  });
  assert.strictEqual((await get(`sales_invoices/${invoice.id}`)).status.id, 'PAID');
  await refused('RecordInvalid', call('DELETE', `sales_invoices/${invoice.id}?void_reason=Twice`));
  assert.strictEqual((await call('DELETE', `contact_payments/${payment.id}`)).status, 204);
  const gone = await all('contact_payments?deleted_since=2020-01-01T00:00:00Z');
  assert.deepStrictEqual(gone.map((one) => one.id), [payment.id]);
  const { status, body } = await call('DELETE', `sales_invoices/${invoice.id}?void_reason=Twice`);
  assert.strictEqual(status, 200);
  assert.strictEqual(body.status.id, 'VOID');
});

test('changes: since a moment of theirs, that moment included', async () => {
  const since = encodeURIComponent(customer.updated_at);
  assert.ok((await all(`contacts?updated_or_created_since=${since}`)).some((one) => one.id === customer.id));
});

test('tokens: five minutes, and an end', async () => {
  await admin('clock', '301');
  assert.strictEqual((await call('GET', 'contacts')).status, 401);
  tokens = await refresh(tokens.refresh_token);
  await get('contacts');
  await oauth.processRevocationResponse(await oauth.revocationRequest(server, client, secret, tokens.refresh_token, plain()));
  await assert.rejects(refresh(tokens.refresh_token), (error) => error.error === 'invalid_grant');
});

async function main() {
  let failed = 0;

  oauth = await import('oauth4webapi');
  info = await (await fetch(`${base}/sandbox/info`)).json();
  server = { issuer: base, authorization_endpoint: info.authorizationUri, token_endpoint: info.tokenUri, revocation_endpoint: info.revokeUri };
  client = { client_id: info.clientId };
  secret = oauth.ClientSecretPost(info.clientSecret);
  console.log(`1..${tests.length}`);
  for (const [index, { name, run }] of tests.entries()) {
    try {
      await run();
      console.log(`ok ${index + 1} - ${name}`);
    } catch (error) {
      failed++;
      console.log(`not ok ${index + 1} - ${name}`);
      console.log(`# ${String(error.stack || error).replaceAll('\n', '\n# ')}`);
    }
  }
  process.exitCode = failed ? 1 : 0;
}

main();
