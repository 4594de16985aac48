// SPDX-License-Identifier: GPL-3.0-or-later
// What our own client sends to Xero, held against the maps of names and types of Xero's, and against rules that no map knows.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { execFileSync } = require('node:child_process');
const { walk } = require('./xero-walk');

const API = '/api.xro/2.0/';
const program = process.argv[3];
const types = { Contacts: 'Contact', Items: 'Item', Invoices: 'Invoice', CreditNotes: 'CreditNote', Payments: 'Payment', BatchPayments: 'BatchPayment', Allocations: 'Allocation' };
const ends = { Payments: 'PaymentDelete', BatchPayments: 'BatchPaymentDeleteByUrlParam' };

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'xero-bodies-'));
const file = path.join(folder, 'journal.json');
execFileSync(program, [file], { stdio: ['ignore', 'ignore', 'inherit'] });
const journal = JSON.parse(fs.readFileSync(file, 'utf8'));
fs.rmSync(folder, { recursive: true });

const calls = journal.filter((call) => call.path.startsWith(API)).map((call) => ({ ...call, parts: call.path.slice(API.length).split('/'), query: new URLSearchParams(call.query) }));
const writes = calls.filter(({ method }) => method !== 'GET');
const isList = ({ method, parts }) => method !== 'DELETE' && parts.length !== 2;

const tests = {
  'something of each kind and verb was sent': () => {
    const sent = new Set(writes.map(({ method, parts }) => `${method} ${parts.map((part) => (/^[0-9a-f-]{36}$/.test(part) ? 'ID' : part)).join('/')}`));
    assert.deepStrictEqual([...sent].sort(), [
      'DELETE CreditNotes/ID/Allocations/ID', 'POST BatchPayments/ID', 'POST Contacts', 'POST CreditNotes', 'POST Invoices', 'POST Items', 'POST Payments/ID',
      'PUT BatchPayments', 'PUT Contacts', 'PUT CreditNotes', 'PUT CreditNotes/ID/Allocations', 'PUT Invoices', 'PUT Items', 'PUT Payments',
    ]);
  },
  'names, types and words': () => {
    for (const { method, parts, body } of writes.filter((call) => call.method !== 'DELETE')) {
      const root = JSON.parse(body);
      const plural = parts.length === 3 ? parts[2] : parts[0];
      if (parts.length === 2) {
        walk(root, ends[plural], `${method} ${plural}`, true);
        continue;
      }
      assert.deepStrictEqual(Object.keys(root), [plural]);
      walk(root[plural], `Array<${types[plural]}>`, `${method} ${plural}`, true);
    }
  },
  'at most fifty in a call, each told of by itself': () => {
    for (const call of writes.filter(isList)) {
      assert.ok(Object.values(JSON.parse(call.body))[0].length <= 50);
      assert.strictEqual(call.query.get('summarizeErrors'), 'false');
      assert.strictEqual(call.query.get('unitdp'), '4');
    }
  },
  'money has two decimals at most, rates and quantities four': () => {
    for (const { body } of writes) {
      assert.doesNotMatch(body.replace(/"(?:[^"\\]|\\.)*"/g, ''), /\.\d{5,}|\d[eE]/);
      assert.doesNotMatch(body, /"(Amount|LineAmount|TaxAmount|DiscountAmount)":-?\d+\.\d{3,}/);
    }
  },
  'headers': () => {
    for (const { method, headers, body } of calls) {
      assert.strictEqual(headers.Accept, 'application/json');
      assert.strictEqual(headers.Authorization, 'Bearer');
      assert.match(headers['Xero-Tenant-Id'], /^[0-9a-f-]{36}$/);
      if (method === 'GET') assert.strictEqual(headers['Idempotency-Key'], undefined);
      else assert.match(headers['Idempotency-Key'], /^.{32,128}$/);
      if (body !== '') assert.strictEqual(headers['Content-Type'], 'application/json');
    }
    const keys = writes.map(({ headers }) => headers['Idempotency-Key']);
    assert.strictEqual(new Set(keys).size, keys.length);
  },
  'nothing is made by POST, nothing changed by PUT': () => {
    for (const { method, parts, body } of writes.filter((call) => isList(call) && types[call.parts[0]] && call.parts.length === 1)) {
      for (const element of JSON.parse(body)[parts[0]]) {
        assert.strictEqual(`${types[parts[0]]}ID` in element, method === 'POST');
      }
    }
  },
};

let failed = 0;
console.log(`1..${Object.keys(tests).length}`);
Object.entries(tests).forEach(([name, run], index) => {
  try {
    run();
    console.log(`ok ${index + 1} - ${name}`);
  } catch (error) {
    failed++;
    console.log(`not ok ${index + 1} - ${name}`);
    console.log(`# ${String(error.stack).replaceAll('\n', '\n# ')}`);
  }
});
process.exitCode = failed ? 1 : 0;
