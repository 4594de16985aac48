// SPDX-License-Identifier: GPL-3.0-or-later
// With node-quickbooks, by its batch call or one by one.
'use strict';

const QuickBooks = require('node-quickbooks');

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

module.exports = async (company, n, how) => {
  QuickBooks.V3_ENDPOINT_BASE_URL = company.apiUri;
  const client = new QuickBooks(company.clientId, company.clientSecret, company.token, false, company.realmId, true, false, null, '2.0', null);
  const call = (method, ...args) => new Promise((resolve, reject) => client[method](...args, (error, body) => (error ? reject(error) : resolve(body))));
  const customer = (await call('createCustomer', { DisplayName: 'Carter, Joan' })).Id;
  const invoices = Array.from({ length: n }, (_, number) => make(number, customer));

  return async () => {
    if (how === 'single') {
      for (const invoice of invoices) await call('createInvoice', invoice);
      return;
    }
    for (let first = 0; first < n; first += 30) {
      const items = invoices.slice(first, first + 30).map((Invoice, number) => ({ bId: String(number + 1), operation: 'create', Invoice }));
      const answer = await call('batch', items);
      if (answer.BatchItemResponse.some((item) => item.Fault)) throw new Error(JSON.stringify(answer));
    }
  };
};
