// SPDX-License-Identifier: GPL-3.0-or-later
// With xero-node, fifty in a call, each with a result of its own.
'use strict';

const { AccountingApi } = require('xero-node');

const line = (cents) => ({ description: 'Work', quantity: 1, unitAmount: cents / 100, accountCode: '200', taxType: 'OUTPUT2' });
const make = (number, contactID) => ({
  type: 'ACCREC', status: 'AUTHORISED', contact: { contactID }, invoiceNumber: `INV-${1001 + number}`, date: '2025-11-03', dueDate: '2025-12-03',
  lineItems: [line(10000 + 37 * number), line(Math.trunc((10000 + 37 * number) / 3))],
});

module.exports = async (company, n) => {
  const api = new AccountingApi(company.apiUri);
  api.accessToken = company.token;
  const { body } = await api.createContacts(company.tenantId, { contacts: [{ name: 'Carter, Joan' }] }, false);
  const invoices = Array.from({ length: n }, (_, number) => make(number, body.contacts[0].contactID));

  return async () => {
    for (let first = 0; first < n; first += 50) {
      const answer = await api.createInvoices(company.tenantId, { invoices: invoices.slice(first, first + 50) }, false, 4, `peer-${first}`);
      const refused = answer.body.invoices.find((one) => one.hasErrors || one.hasValidationErrors);
      if (refused) throw new Error(JSON.stringify(refused));
    }
  };
};
