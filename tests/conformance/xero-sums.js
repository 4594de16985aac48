// SPDX-License-Identifier: GPL-3.0-or-later
// xero-sums.js BASE FROM UNTIL: the lines of a Tie-Out as an organisation's own books have them, read by Xero's own client,
// as JSON.  Amounts are in cents.
'use strict';

const crypto = require('node:crypto');
const xero = require('xero-node');

const REDIRECT = 'http://localhost:8742/callback';
const SCOPE = 'offline_access accounting.settings accounting.contacts accounting.invoices accounting.payments';
const PAGE = 100;

// Signs in with the consent that the company gives by itself, or with the button of its page.
async function connect(base) {
  const info = await (await fetch(`${base}/sandbox/info`)).json();
  const verifier = crypto.randomBytes(32).toString('base64url');
  const question = new URLSearchParams({
    response_type: 'code', client_id: info.clientId, redirect_uri: REDIRECT, scope: SCOPE, state: 'sums', decision: 'allow',
    code_challenge: crypto.createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
  });
  const consent = await fetch(info.authorizationUri, { method: 'POST', body: question, redirect: 'manual' });
  const code = new URL(consent.headers.get('location')).searchParams.get('code');
  const form = { client_id: info.clientId, grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: verifier };
  const tokens = await (await fetch(info.tokenUri, { method: 'POST', body: new URLSearchParams(form) })).json();
  const api = new xero.AccountingApi(info.apiUri);

  api.accessToken = tokens.access_token;
  return { api, tenant: info.tenantId };
}

const TYPES = {
  ACCREC: 'invoice', ACCPAY: 'bill', ACCRECCREDIT: 'credit', ACCPAYCREDIT: 'bill credit', ACCRECPAYMENT: 'receipt', ACCPAYPAYMENT: 'supplier payment',
  ARCREDITPAYMENT: 'refund', 'RECEIVE-OVERPAYMENT': 'receipt', 'SPEND-OVERPAYMENT': 'supplier payment',
};

// [method, member of the answer, type, amount, what stands before the page among its arguments]
const LISTS = [
  ['getInvoices', 'invoices', 'type', 'total', 7],
  ['getCreditNotes', 'creditNotes', 'type', 'total', 3],
  ['getPayments', 'payments', 'paymentType', 'amount', 3],
  ['getOverpayments', 'overpayments', 'type', 'total', 3],
];

async function readAll({ api, tenant }, [method, member, type, amount, before]) {
  const rows = [];
  for (let page = 1; ; page++) {
    const { body } = await api[method](tenant, ...new Array(before).fill(undefined), page);
    const found = body[member] ?? [];
    rows.push(...found);
    if (found.length < PAGE) {
      break;
    }
  }
  return rows
    .filter((row) => ['AUTHORISED', 'PAID'].includes(String(row.status)) && TYPES[row[type]] !== undefined)
    .map((row) => ({ kind: TYPES[row[type]], date: new Date(row.date).toISOString().slice(0, 10), cents: Math.round(row[amount] * 100) }));
}

async function main() {
  const [base, from, until] = process.argv.slice(2);
  const company = await connect(base);
  const rows = [];
  for (const list of LISTS) {
    rows.push(...(await readAll(company, list)).filter((row) => row.date <= until));
  }
  const pick = (since, ...kinds) => rows.filter((row) => kinds.includes(row.kind) && row.date >= since);
  const sum = (since, ...kinds) => pick(since, ...kinds).reduce((total, row) => total + row.cents, 0);

  console.log(JSON.stringify({
    'Receivables': sum('', 'invoice', 'refund') - sum('', 'credit', 'receipt'),
    'Invoices (number)': pick(from, 'invoice').length,
    'Credit notes': sum(from, 'credit'),
    'Payments': sum(from, 'receipt'),
    'Refunds': sum(from, 'refund'),
    'Supplier invoices': sum(from, 'bill') - sum(from, 'bill credit'),
    'Supplier payments': sum(from, 'supplier payment'),
  }));
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
