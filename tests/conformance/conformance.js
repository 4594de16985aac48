// SPDX-License-Identifier: GPL-3.0-or-later
// Clients that others wrote for the real service, unmodified, against the sandbox company at the address given.
'use strict';

const assert = require('node:assert');
const OAuthClient = require('intuit-oauth');
const QuickBooks = require('node-quickbooks');

const REDIRECT = 'http://127.0.0.1:8977/callback';
const base = process.argv[2];
const tests = [];
let info, oauth, company;

const test = (name, run) => tests.push({ name, run });

// Each call of node-quickbooks ends in a callback; a refused one carries the body in the response of its error.
const call = (method, ...args) =>
  new Promise((resolve, reject) => company[method](...args, (error, body) => (error ? reject(error) : resolve(body))));

const refused = async (code, promise) => {
  let fault;
  try {
    await promise;
  } catch (error) {
    const body = error.response ? error.response.data : error;
    fault = body.Fault ? body.Fault.Error[0] : body.fault.error[0];
  }
  assert.ok(fault, `fault ${code} expected, but it was done`);
  assert.strictEqual(fault.code, String(code));
  return fault;
};

const changesOf = async (entity, since) => {
  const answer = await call('changeDataCapture', [entity], since);
  return answer.CDCResponse[0].QueryResponse[0][entity] || [];
};

const itemLine = (amount, extra) =>
  ({ Amount: amount, DetailType: 'SalesItemLineDetail', SalesItemLineDetail: { ItemRef: { value: '1' }, ...extra } });

async function consent() {
  const uri = oauth.authorizeUri({ scope: [OAuthClient.scopes.Accounting], state: 'one-state' });
  const answer = await fetch(uri, { redirect: 'manual' });
  assert.strictEqual(answer.status, 302);
  return answer.headers.get('location');
}

test('the discovery document names the addresses of this host', async () => {
  const answer = await fetch(`${base}/.well-known/openid_sandbox_configuration`);
  const document = await answer.json();
  assert.strictEqual(document.token_endpoint, `${base}/oauth2/v1/tokens/bearer`);
  assert.strictEqual(document.revocation_endpoint, `${base}/v2/oauth2/tokens/revoke`);
});

test('intuit-oauth: consent and exchange of the code', async () => {
  oauth = new OAuthClient({ clientId: info.clientId, clientSecret: info.clientSecret, environment: 'sandbox', redirectUri: REDIRECT });
  oauth.setAuthorizeURLs({
    authorizeEndpoint: info.authorizationUri,
    tokenEndpoint: info.tokenUri,
    revokeEndpoint: info.revokeUri,
    userInfoEndpoint: `${base}/v1/openid_connect/userinfo`,
  });
  const location = await consent();
  assert.strictEqual(new URL(location).searchParams.get('state'), 'one-state');
  await oauth.createToken(location);
  const token = oauth.getToken();
  assert.strictEqual(token.realmId, info.realmId);
  assert.strictEqual(token.expires_in, 3600);
  await assert.rejects(oauth.createToken(location), /invalid_grant|Bad Request|authorization code/i);
});

test('intuit-oauth: refresh brings another token, the old one is dead', async () => {
  await oauth.createToken(await consent());
  const before = oauth.getToken().refresh_token;
  await oauth.refresh();
  const after = oauth.getToken().refresh_token;
  assert.notStrictEqual(after, before);
  const other = new OAuthClient({ clientId: info.clientId, clientSecret: info.clientSecret, environment: 'sandbox', redirectUri: REDIRECT });
  await assert.rejects(other.refreshUsingToken(before), /invalid_grant|Bad Request|refresh token/i);
});

test('intuit-oauth: a call of the API', async () => {
  const answer = await oauth.makeApiCall({ url: `${info.apiUri}${info.realmId}/companyinfo/${info.realmId}` });
  assert.strictEqual(answer.json.CompanyInfo.CompanyName, 'Harbor Books Co.');
});

test('node-quickbooks: refresh, company and preferences', async () => {
  const token = oauth.getToken();
  QuickBooks.V3_ENDPOINT_BASE_URL = info.apiUri;
  QuickBooks.TOKEN_URL = info.tokenUri;
  QuickBooks.REVOKE_URL = info.revokeUri;
  company = new QuickBooks(info.clientId, info.clientSecret, token.access_token, false, info.realmId, true, false, null, '2.0', token.refresh_token);
  const fresh = await call('refreshAccessToken');
  assert.strictEqual(company.refreshToken, fresh.refresh_token);
  const found = await call('getCompanyInfo', info.realmId);
  assert.strictEqual(found.Country, 'US');
  const preferences = await call('getPreferences');
  assert.strictEqual(preferences.CurrencyPrefs.HomeCurrency.value, 'USD');
});

test('node-quickbooks: create once for a request id', async () => {
  const first = await call('createCustomer', { DisplayName: "Pat O'Neil & Daughters", requestId: 'conformance-1' });
  const second = await call('createCustomer', { DisplayName: "Pat O'Neil & Daughters", requestId: 'conformance-1' });
  assert.deepStrictEqual(second, first);
  await refused(6240, call('createCustomer', { DisplayName: "pat o'neil &  daughters" }));
});

test('node-quickbooks: find by a name with a quote, count, page', async () => {
  const found = await call('findCustomers', { DisplayName: "Pat O'Neil & Daughters" });
  assert.strictEqual(found.QueryResponse.Customer.length, 1);
  const counted = await call('findCustomers', { count: true });
  const all = await call('findCustomers', { limit: 10, fetchAll: true });
  assert.strictEqual(all.QueryResponse.Customer.length, counted.QueryResponse.totalCount);
  const like = await call('findVendors', [{ field: 'DisplayName', value: 'B%', operator: 'LIKE' }]);
  assert.strictEqual(like.QueryResponse.Vendor[0].DisplayName, 'Beacon Tax Forms Inc.');
});

test('node-quickbooks: update, and a stale one refused', async () => {
  const { QueryResponse: { Customer: [customer] } } = await call('findCustomers', { DisplayName: 'Abacus Dental' });
  const changed = await call('updateCustomer', { Id: customer.Id, SyncToken: customer.SyncToken, Notes: 'Prefers e-mail' });
  assert.strictEqual(changed.SyncToken, String(Number(customer.SyncToken) + 1));
  assert.strictEqual(changed.CompanyName, customer.CompanyName);
  await refused(5010, call('updateCustomer', { Id: customer.Id, SyncToken: customer.SyncToken, Notes: 'Too late' }));
  const gone = await call('updateCustomer', { Id: changed.Id, SyncToken: changed.SyncToken, Active: false });
  assert.strictEqual(gone.DisplayName, 'Abacus Dental (deleted)');
  assert.ok(!(await call('findCustomers', { DisplayName: 'Abacus Dental' })).QueryResponse.Customer);
});

test('node-quickbooks: an invoice, its payment, voiding both', async () => {
  const line = itemLine(412.5, { Qty: 2.75, UnitPrice: 150 });
  let invoice = await call('createInvoice', { CustomerRef: { value: '2' }, DocNumber: 'C-1', TxnDate: '2026-01-15', Line: [line] });
  assert.strictEqual(invoice.TotalAmt, 412.5);
  assert.strictEqual(invoice.DueDate, '2026-02-14');
  await refused(6140, call('createInvoice', { CustomerRef: { value: '2' }, DocNumber: 'C-1', Line: [line] }));
  await call('createInvoice', { CustomerRef: { value: '2' }, DocNumber: 'C-1', Line: [line], allowDuplicateDocNum: true });
  await refused(6070, call('createInvoice', { CustomerRef: { value: '2' }, Line: [itemLine(100, { Qty: 3, UnitPrice: 33.33 })] }));

  const payment = await call('createPayment', {
    CustomerRef: { value: '2' }, TotalAmt: 500, Line: [{ Amount: 412.5, LinkedTxn: [{ TxnId: invoice.Id, TxnType: 'Invoice' }] }],
  });
  assert.strictEqual(payment.UnappliedAmt, 87.5);
  invoice = await call('getInvoice', invoice.Id);
  assert.strictEqual(invoice.Balance, 0);
  assert.strictEqual(invoice.LinkedTxn[0].TxnId, payment.Id);

  const voided = await call('updatePayment', { Id: payment.Id, SyncToken: payment.SyncToken, void: true });
  assert.strictEqual(voided.TotalAmt, 0);
  invoice = await call('getInvoice', invoice.Id);
  assert.strictEqual(invoice.Balance, 412.5);
  const { Invoice: empty } = await call('voidInvoice', invoice);
  assert.strictEqual(empty.TotalAmt, 0);
  assert.match(empty.PrivateNote, /^Voided/);
});

test('node-quickbooks: a batch of all kinds', async () => {
  const bill = await call('createBill', {
    VendorRef: { value: '45' }, DocNumber: 'B-1',
    Line: [{ Amount: 38.4, DetailType: 'AccountBasedExpenseLineDetail', AccountBasedExpenseLineDetail: { AccountRef: { value: '15' } } }],
  });
  const answer = await call('batch', [
    { bId: '1', operation: 'create', Customer: { DisplayName: 'Batch One' } },
    { bId: '2', operation: 'create', Customer: { DisplayName: 'batch one' } },
    { bId: '3', operation: 'update', Customer: { Id: '5', SyncToken: '0', sparse: true, Notes: 'by batch' } },
    { bId: '4', operation: 'delete', Bill: { Id: bill.Id, SyncToken: bill.SyncToken } },
    { bId: '5', Query: "select count(*) from Customer where DisplayName = 'Batch One'" },
  ]);
  const byId = Object.fromEntries(answer.BatchItemResponse.map((item) => [item.bId, item]));
  assert.strictEqual(byId[1].Customer.DisplayName, 'Batch One');
  assert.strictEqual(byId[2].Fault.Error[0].code, '6240');
  assert.strictEqual(byId[3].Customer.Notes, 'by batch');
  assert.strictEqual(byId[4].Bill.status, 'Deleted');
  assert.strictEqual(byId[5].QueryResponse.totalCount, 1);
});

test('node-quickbooks: deleting, and the changes that tell of it', async () => {
  const since = new Date(Date.now() - 60000);
  const line = itemLine(10);
  const one = await call('createInvoice', { CustomerRef: { value: '4' }, DocNumber: 'D-1', Line: [line] });
  const two = await call('createInvoice', { CustomerRef: { value: '4' }, DocNumber: 'D-2', Line: [line] });
  await call('deleteInvoice', one.Id);
  await call('deleteInvoice', { Id: two.Id, SyncToken: two.SyncToken });
  await refused(610, call('getInvoice', one.Id));
  const changes = await changesOf('Invoice', since);
  const deleted = changes.filter((invoice) => invoice.status === 'Deleted').map((invoice) => invoice.Id);
  assert.deepStrictEqual(deleted.sort(), [one.Id, two.Id].sort());
  assert.ok((await changesOf('Customer', since)).some((customer) => customer.Id === '4'));
});

test('intuit-oauth: revoking ends both tokens', async () => {
  await oauth.createToken(await consent());
  const token = oauth.getToken();
  company.token = token.access_token;
  company.refreshToken = token.refresh_token;
  await call('getPreferences');
  await oauth.revoke({ token: token.refresh_token });
  await refused(3200, call('getPreferences'));
  await assert.rejects(call('refreshAccessToken'));
});

test('node-quickbooks: revoking with a form', async () => {
  await oauth.createToken(await consent());
  const token = oauth.getToken();
  company.token = token.access_token;
  company.refreshToken = token.refresh_token;
  await call('revokeAccess', true);
  await refused(3200, call('getPreferences'));
});

async function main() {
  let failed = 0;

  OAuthClient.retryConfig.maxRetries = 0;
  info = await (await fetch(`${base}/sandbox/info`)).json();
  console.log(`1..${tests.length}`);
  for (const [index, { name, run }] of tests.entries()) {
    try {
      await run();
      console.log(`ok ${index + 1} - ${name}`);
    } catch (error) {
      failed++;
      console.log(`not ok ${index + 1} - ${name}`);
      console.log(`# ${String(error.stack || JSON.stringify(error)).replaceAll('\n', '\n# ')}`);
    }
  }
  process.exitCode = failed ? 1 : 0;
}

main();
