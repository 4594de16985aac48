// SPDX-License-Identifier: GPL-3.0-or-later
// Sends N invoices with node-quickbooks, by its batch call or one by one, and prints the milliseconds that it took.
'use strict';

const OAuthClient = require('intuit-oauth');
const QuickBooks = require('node-quickbooks');

const [base, n, how] = process.argv.slice(2);
const REDIRECT = 'http://127.0.0.1:8977/callback';

async function connect() {
  const info = await (await fetch(`${base}/sandbox/info`)).json();
  const oauth = new OAuthClient({ clientId: info.clientId, clientSecret: info.clientSecret, environment: 'sandbox', redirectUri: REDIRECT });
  oauth.setAuthorizeURLs({
    authorizeEndpoint: info.authorizationUri,
    tokenEndpoint: info.tokenUri,
    revokeEndpoint: info.revokeUri,
    userInfoEndpoint: `${base}/v1/openid_connect/userinfo`,
  });
  const uri = oauth.authorizeUri({ scope: [OAuthClient.scopes.Accounting], state: 'sending' });
  const answer = await fetch(uri, { redirect: 'manual' });
  await oauth.createToken(answer.headers.get('location'));
  const token = oauth.getToken();
  QuickBooks.V3_ENDPOINT_BASE_URL = info.apiUri;
  return new QuickBooks(info.clientId, info.clientSecret, token.access_token, false, info.realmId, true, false, null, '2.0', token.refresh_token);
}

const make = (number, customer) => ({
  CustomerRef: { value: customer },
  TxnDate: '2025-11-03',
  DocNumber: `INV-${1001 + number}`,
  PrivateNote: `Tieout:${number}`,
  Line: [{
    Description: '2025 Form 1040',
    Amount: (10000 + 37 * number) / 100,
    DetailType: 'SalesItemLineDetail',
    SalesItemLineDetail: { ItemRef: { value: '9' }, Qty: 1, UnitPrice: (10000 + 37 * number) / 100, TaxCodeRef: { value: 'NON' } },
  }],
});

async function main() {
  const company = await connect();
  const call = (method, ...args) => new Promise((resolve, reject) => company[method](...args, (error, body) => (error ? reject(error) : resolve(body))));
  const customer = (await call('createCustomer', { DisplayName: 'Carter, Joan' })).Id;
  const invoices = Array.from({ length: Number(n) }, (_, number) => make(number, customer));
  const began = process.hrtime.bigint();

  if (how === 'batch') {
    for (let first = 0; first < invoices.length; first += 30) {
      const items = invoices.slice(first, first + 30).map((Invoice, number) => ({ bId: String(number + 1), operation: 'create', Invoice }));
      const answer = await call('batch', items);
      if (answer.BatchItemResponse.some((item) => item.Fault)) throw new Error(JSON.stringify(answer));
    }
  } else {
    for (const invoice of invoices) await call('createInvoice', invoice);
  }
  console.log(Number(process.hrtime.bigint() - began) / 1e6);
}

main().catch((error) => {
  console.error(error.stack);
  process.exitCode = 3;
});
