// SPDX-License-Identifier: GPL-3.0-or-later
// Xero's own client, unmodified, against the look-alike Xero company at the address given.
'use strict';

const assert = require('node:assert');
const crypto = require('node:crypto');
const xero = require('xero-node');
const { walk } = require('./xero-walk');

const REDIRECT = 'http://localhost:8742/callback';
const SCOPE = 'openid offline_access accounting.settings accounting.contacts accounting.invoices accounting.payments';
const LATER = '2026-03-20';
const base = process.argv[2];
const tests = [];
let info, tokens, tenant, tenants, api, contact, invoice;

const test = (name, run) => tests.push({ name, run });
const admin = (name, body) => fetch(`${base}/sandbox/${name}`, { method: 'POST', body });
const stepClock = (seconds) => admin('clock', String(seconds));

// The client rejects with JSON text; without an answer the status is 0.
const refused = async (status, promise) => {
  let error;
  try {
    await promise;
  } catch (text) {
    error = JSON.parse(text);
  }
  assert.ok(error, `status ${status} expected, but it was done`);
  assert.strictEqual(error.response.statusCode, status);
  return error.response;
};

const invalid = async (pattern, promise) => {
  const { body } = await refused(400, promise);
  assert.strictEqual(body.Type, 'ValidationException');
  assert.match(body.Elements[0].ValidationErrors[0].Message, pattern);
};

const askTokens = async (form) => {
  const answer = await fetch(info.tokenUri, { method: 'POST', body: new URLSearchParams({ client_id: info.clientId, ...form }) });
  return { status: answer.status, ...(await answer.json()) };
};

const use = (answer) => {
  tokens = answer;
  api.accessToken = tokens.access_token;
};

const line = (amount, extra) => ({ description: 'Fees', quantity: 1, unitAmount: amount, accountCode: '200', taxType: 'OUTPUT2', ...extra });
const sale = (number, lines, extra) => ({
  type: 'ACCREC', status: 'AUTHORISED', contact: { contactID: contact.contactID }, invoiceNumber: number,
  date: '2026-03-11', dueDate: '2026-04-10', lineItems: lines, ...extra,
});

test('a consent with PKCE, and the code once', async () => {
  const verifier = crypto.randomBytes(32).toString('base64url');
  const challenge = crypto.createHash('sha256').update(verifier).digest('base64url');
  const uri = new URL(info.authorizationUri);
  uri.search = new URLSearchParams({
    response_type: 'code', client_id: info.clientId, redirect_uri: REDIRECT, scope: SCOPE, state: 'one',
    code_challenge: challenge, code_challenge_method: 'S256',
  });
  const answer = await fetch(uri, { redirect: 'manual' });
  assert.strictEqual(answer.status, 302);
  const returned = new URL(answer.headers.get('location')).searchParams;
  assert.strictEqual(returned.get('state'), 'one');
  const form = { grant_type: 'authorization_code', code: returned.get('code'), redirect_uri: REDIRECT, code_verifier: verifier };
  const first = await askTokens(form);
  assert.strictEqual(first.expires_in, 1800);
  use(first);
  assert.strictEqual((await askTokens(form)).error, 'invalid_grant');
  const claims = JSON.parse(Buffer.from(tokens.access_token.split('.')[1], 'base64url'));
  tenants = await (await fetch(info.connectionsUri, { headers: { Authorization: `Bearer ${tokens.access_token}` } })).json();
  assert.strictEqual(tenants[0].authEventId, claims.authentication_event_id);
  tenant = tenants[0].tenantId;
});

test('the organisation, and one that is not given', async () => {
  const { body } = await api.getOrganisations(tenant);
  assert.strictEqual(body.organisations[0].name, 'Harbor Books Ltd');
  assert.strictEqual(body.organisations[0].baseCurrency, 'GBP');
  const demo = await api.getOrganisations(tenants[1].tenantId);
  assert.strictEqual(demo.body.organisations[0].isDemoCompany, true);
  await refused(403, api.getOrganisations(crypto.randomUUID()));
});

test('every answer has the names, types and words of the client', async () => {
  const kinds = { Organisation: 'Organisations', Contacts: 'Contacts', Accounts: 'Accounts', Items: 'Items', TaxRates: 'TaxRates',
    TrackingCategories: 'TrackingCategories', Invoices: 'Invoices', CreditNotes: 'CreditNotes', Payments: 'Payments' };
  for (const [path, type] of Object.entries(kinds)) {
    const answer = await fetch(`${info.apiUri}/${path}?page=1&unitdp=4`, {
      headers: { Authorization: `Bearer ${tokens.access_token}`, 'Xero-Tenant-Id': tenant, Accept: 'application/json' },
    });
    const { Id, Status, ProviderName, DateTimeUTC, ...rest } = await answer.json();
    assert.ok(Id && Status && ProviderName && DateTimeUTC);
    assert.ok(rest[type].length > 0, `${type} are there`);
    walk(rest, type, type);
  }
});

test('contacts: created one by one in a batch, read, searched, paged', async () => {
  const batch = { contacts: [{ name: 'Conformance Ltd', contactNumber: 'CL-1', emailAddress: 'a@b.example' }, { name: 'abacus dental' }, { name: 'Second Ltd' }] };
  const { body } = await api.createContacts(tenant, batch, false, 'key-contacts');
  assert.strictEqual(body.contacts[0].name, 'Conformance Ltd');
  assert.strictEqual(body.contacts[1].hasValidationErrors, true);
  assert.match(body.contacts[1].validationErrors[0].message, /already assigned to another contact/);
  assert.strictEqual(body.contacts[2].hasValidationErrors, undefined);
  [contact] = body.contacts;
  const again = await api.createContacts(tenant, batch, false, 'key-contacts');
  assert.deepStrictEqual(again.body.contacts, body.contacts);
  const byNumber = await api.getContact(tenant, 'CL-1');
  assert.strictEqual(byNumber.body.contacts[0].contactID, contact.contactID);
  const found = await api.getContacts(tenant, undefined, 'Name=="Conformance Ltd"', undefined, undefined, 1);
  assert.strictEqual(found.body.contacts.length, 1);
  const page = await api.getContacts(tenant, undefined, undefined, 'Name DESC', undefined, 2, undefined, undefined, undefined, 40);
  assert.strictEqual(page.body.pagination.pageCount, 2);
  assert.strictEqual(page.body.contacts.length, page.body.pagination.itemCount - 40);
});

test('contacts: updated in part, changes since, archived', async () => {
  const since = new Date(Date.now() - 1000 + clockOffset() * 1000);
  const changed = await api.updateContact(tenant, contact.contactID, { contacts: [{ firstName: 'Ann' }] });
  assert.strictEqual(changed.body.contacts[0].emailAddress, 'a@b.example');
  assert.ok(changed.body.contacts[0].updatedDateUTC instanceof Date);
  const { body } = await api.getContacts(tenant, since, undefined, undefined, undefined, 1);
  assert.ok(body.contacts.some((one) => one.contactID === contact.contactID));
  const second = await api.getContacts(tenant, undefined, 'Name=="Second Ltd"', undefined, undefined, 1);
  await api.updateContact(tenant, second.body.contacts[0].contactID, { contacts: [{ contactStatus: 'ARCHIVED' }] });
  const hidden = await api.getContacts(tenant, undefined, 'Name=="Second Ltd"', undefined, undefined, 1);
  assert.strictEqual(hidden.body.contacts.length, 0);
  const shown = await api.getContacts(tenant, undefined, 'Name=="Second Ltd"', undefined, undefined, 1, true);
  assert.strictEqual(shown.body.contacts.length, 1);
  await invalid(/un-archived/, api.createInvoices(tenant, { invoices: [sale('X-1', [line(1)], { contact: { contactID: shown.body.contacts[0].contactID } })] }));
});

test('a key that is used for another body, and one that is old', async () => {
  await refused(400, api.createContacts(tenant, { contacts: [{ name: 'Other' }] }, false, 'key-contacts'));
  await stepClock(6 * 60 + 1);
  stepped += 6 * 60 + 1;
  const { body } = await api.createContacts(tenant, { contacts: [{ name: 'Third Ltd' }] }, false, 'key-contacts');
  assert.strictEqual(body.contacts[0].name, 'Third Ltd');
});

test('an invoice with VAT, its number once, its page', async () => {
  const { body } = await api.createInvoices(tenant, { invoices: [sale('CF-1', [line(250.55), line(0.1234, { quantity: 3 })])] }, false, 4);
  [invoice] = body.invoices;
  assert.strictEqual(invoice.subTotal, 250.92);
  assert.strictEqual(invoice.totalTax, 50.18);
  assert.strictEqual(invoice.lineItems[1].unitAmount, 0.1234);
  await invalid(/Invoice # must be unique/, api.createInvoices(tenant, { invoices: [sale('CF-1', [line(1)])] }));
  const page = await api.getInvoices(tenant, undefined, undefined, undefined, undefined, ['CF-1'], undefined, undefined, 1, undefined, undefined, 4);
  assert.strictEqual(page.body.invoices[0].lineItems.length, 2);
  const summary = await api.getInvoices(tenant, undefined, undefined, undefined, [invoice.invoiceID]);
  assert.strictEqual(summary.body.invoices[0].lineItems.length, 0);
});

test('a 400 that made things all the same', async () => {
  await invalid(/DueDate/, api.createInvoices(tenant, { invoices: [sale('CF-2', [line(10)]), sale('CF-3', [line(10)], { dueDate: undefined })] }));
  const { body } = await api.getInvoices(tenant, undefined, undefined, undefined, undefined, ['CF-2', 'CF-3'], undefined, undefined, 1);
  assert.deepStrictEqual(body.invoices.map((one) => one.invoiceNumber), ['CF-2']);
});

test('an invoice is updated, a bill may come twice', async () => {
  const lines = invoice.lineItems.map(({ lineItemID, description, quantity, accountCode, taxType }) => ({ lineItemID, description, quantity, accountCode, taxType, unitAmount: 100 }));
  const { body } = await api.updateInvoice(tenant, invoice.invoiceID, { invoices: [{ lineItems: lines, reference: 'Matter 1187' }] }, 4);
  assert.strictEqual(body.invoices[0].total, 480);
  assert.strictEqual(body.invoices[0].lineItems[0].lineItemID, invoice.lineItems[0].lineItemID);
  const bill = sale('S-9', [line(10, { accountCode: '461', taxType: 'INPUT2' })], { type: 'ACCPAY' });
  const twice = await api.createInvoices(tenant, { invoices: [bill, bill] }, false);
  assert.notStrictEqual(twice.body.invoices[0].invoiceID, twice.body.invoices[1].invoiceID);
});

test('a credit note, allocated and taken back', async () => {
  const note = { type: 'ACCRECCREDIT', status: 'AUTHORISED', contact: { contactID: contact.contactID }, date: LATER, lineItems: [line(50)] };
  const { body } = await api.createCreditNotes(tenant, { creditNotes: [note] }, false);
  const [made] = body.creditNotes;
  assert.strictEqual(made.remainingCredit, 60);
  const allocate = (amount) => api.createCreditNoteAllocation(tenant, made.creditNoteID, { allocations: [{ invoice: { invoiceID: invoice.invoiceID }, amount, date: LATER }] });
  const allocation = await allocate(45);
  await invalid(/exceeds the amount outstanding/, allocate(45));
  const credited = await api.getInvoice(tenant, invoice.invoiceID);
  assert.strictEqual(credited.body.invoices[0].amountCredited, 45);
  await api.deleteCreditNoteAllocations(tenant, made.creditNoteID, allocation.body.allocations[0].allocationID);
  const free = await api.getInvoice(tenant, invoice.invoiceID);
  assert.strictEqual(free.body.invoices[0].amountDue, 480);
});

test('payments: a batch, one too many, deleted', async () => {
  const pay = (amount) => ({ invoice: { invoiceID: invoice.invoiceID }, account: { code: '090' }, date: LATER, amount, reference: 'conformance' });
  const { body } = await api.createPayments(tenant, { payments: [pay(400), pay(100), pay(80)] }, false);
  assert.deepStrictEqual(body.payments.map((one) => Boolean(one.hasValidationErrors)), [false, true, false]);
  const paid = await api.getInvoice(tenant, invoice.invoiceID);
  assert.strictEqual(paid.body.invoices[0].status, 'PAID');
  await invalid(/not of valid status/, api.updateInvoice(tenant, invoice.invoiceID, { invoices: [{ dueDate: '2026-05-01' }] }));
  await api.deletePayment(tenant, body.payments[0].paymentID, { status: 'DELETED' });
  const open = await api.getInvoice(tenant, invoice.invoiceID);
  assert.strictEqual(open.body.invoices[0].amountDue, 400);
  const found = await api.getPayments(tenant, undefined, `Invoice.InvoiceID==Guid("${invoice.invoiceID}") AND Status=="AUTHORISED"`, undefined, 1);
  assert.deepStrictEqual(found.body.payments.map((one) => one.amount), [80]);
});

test('settings: accounts, items, tracking', async () => {
  const account = await api.createAccount(tenant, { code: '299', name: 'Other fees', type: 'SALES' });
  assert.strictEqual(account.body.accounts[0]._class, 'REVENUE');
  const items = await api.createItems(tenant, { items: [{ code: 'CF', name: 'Conformance', salesDetails: { unitPrice: 12.3456, accountCode: '299', taxType: 'OUTPUT2' } }] }, false, 4);
  await invalid(/already exists/, api.createItems(tenant, { items: [{ code: 'CF' }] }));
  await api.deleteItem(tenant, items.body.items[0].itemID);
  const { body } = await api.getTrackingCategories(tenant);
  const option = await api.createTrackingOptions(tenant, body.trackingCategories[0].trackingCategoryID, { name: 'Litigation' });
  assert.strictEqual(option.body.options[0].name, 'Litigation');
});

test('a lock date', async () => {
  await admin('edit', JSON.stringify({ action: 'set', entity: 'Organisation', name: 'Harbor Books Ltd', members: { PeriodLockDate: '2026-03-11' } }));
  const { body } = await api.getOrganisations(tenant);
  assert.strictEqual(body.organisations[0].periodLockDate.toISOString(), '2026-03-11T00:00:00.000Z');
  await invalid(/before the period lock date/, api.createInvoices(tenant, { invoices: [sale('CF-9', [line(1)])] }));
});

test('limits: the sixty-first call of a minute', async () => {
  let last;
  for (let i = 0; i < 60; i++) last = await api.getOrganisations(tenant);
  assert.strictEqual(last.response.headers['x-minlimit-remaining'], '0');
  const { headers } = await refused(429, api.getOrganisations(tenant));
  assert.strictEqual(headers['x-rate-limit-problem'], 'minute');
  assert.ok(Number(headers['retry-after']) > 0);
});

test('faults: a lost answer, the server\'s error, no JSON', async () => {
  const one = { contacts: [{ name: 'Lost Ltd' }] };
  await admin('fault', 'cut-after,count=1');
  await refused(0, api.createContacts(tenant, one, false, 'key-lost'));
  const { body } = await api.createContacts(tenant, one, false, 'key-lost');
  assert.strictEqual(body.contacts[0].name, 'Lost Ltd');
  assert.strictEqual(body.contacts[0].hasValidationErrors, undefined);
  await admin('fault', '500,count=1');
  await refused(500, api.createContacts(tenant, one, false, 'key-500'));
  await refused(500, api.createContacts(tenant, one, false, 'key-500'));
  await admin('fault', '503,count=1');
  await refused(503, api.getOrganisations(tenant));
});

test('tokens: the access token ends, the refresh token is another each time', async () => {
  await stepClock(1801);
  const { body } = await refused(401, api.getOrganisations(tenant));
  assert.match(body.Detail, /^TokenExpired/);
  const old = tokens.refresh_token;
  use(await askTokens({ grant_type: 'refresh_token', refresh_token: old }));
  assert.notStrictEqual(tokens.refresh_token, old);
  await api.getOrganisations(tenant);
  assert.strictEqual((await askTokens({ grant_type: 'refresh_token', refresh_token: old })).status, 200);
  await stepClock(30 * 60);
  assert.strictEqual((await askTokens({ grant_type: 'refresh_token', refresh_token: old })).error, 'invalid_grant');
});

let stepped = 0;
const clockOffset = () => stepped;

async function main() {
  let failed = 0;

  info = await (await fetch(`${base}/sandbox/info`)).json();
  api = new xero.AccountingApi(info.apiUri);
  console.log(`1..${tests.length}`);
  for (const [index, { name, run }] of tests.entries()) {
    await stepClock(61);
    stepped += 61;
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
