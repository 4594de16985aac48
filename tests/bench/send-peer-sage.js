// SPDX-License-Identifier: GPL-3.0-or-later
// Nobody publishes a client: by plain calls, one for each, as the API has it.
'use strict';

const crypto = require('node:crypto');

const key = () => crypto.randomUUID().replaceAll('-', '');
const line = (cents, account) => ({
  description: 'Work', ledger_account_id: account, quantity: 1, unit_price: cents / 100, tax_rate_id: 'GB_STANDARD', tax_amount: Math.round(cents / 5) / 100,
});
const make = (number, contact, account) => ({
  idempotency_id: key(), contact_id: contact, date: '2025-11-03', due_date: '2025-12-03', reference: `INV-${1001 + number}`,
  invoice_lines: [line(10000 + 37 * number, account), line(Math.trunc((10000 + 37 * number) / 3), account)],
});

module.exports = async (company, n) => {
  const headers = { Authorization: `Bearer ${company.token}`, Accept: 'application/json', 'X-Business': company.businessId, 'Content-Type': 'application/json' };
  const call = async (path, body) => {
    const answer = await fetch(`${company.apiUri}/${path}`, { method: body ? 'POST' : 'GET', headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  };
  const contact = await call('contacts', { contact: { idempotency_id: key(), name: 'Carter, Joan', contact_type_ids: ['CUSTOMER'] } });
  const accounts = await call('ledger_accounts?items_per_page=200&attributes=all&visible_in=sales');
  const account = accounts.$items.find((one) => one.nominal_code === 4000).id;
  const invoices = Array.from({ length: n }, (_, number) => make(number, contact.id, account));

  return async () => {
    for (const invoice of invoices) await call('sales_invoices', { sales_invoice: invoice });
  };
};
