// SPDX-License-Identifier: GPL-3.0-or-later
// After every fault the documents and payments of the company, counted and summed by a client that others wrote, are
// those of the practice: node-quickbooks asks the company itself.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { connect, find } = require('./company');

const [base, program] = process.argv.slice(2);
const FAULTS = ['none', 'cut-after', 'cut-before', 'truncated', 'malformed', '429', '500', '503', 'html', '401'];
const N = 12; // three batches of documents, then payments

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'tieout-documents-'));
const practice = path.join(home, 'practice.tieout');
const environment = { ...process.env, HOME: home, XDG_DATA_HOME: path.join(home, 'data'), TIEOUT_NO_PATIENCE: '1' };

function call(...words) {
  return spawnSync(program, words, { env: environment, encoding: 'utf8' });
}

async function sum(company) {
  const sums = {};
  for (const [entity, method] of [['Invoice', 'findInvoices'], ['CreditMemo', 'findCreditMemos'], ['Payment', 'findPayments']]) {
    const rows = await find(company, method);
    sums[entity] = [rows.length, rows.reduce((total, row) => total + Math.round(row.TotalAmt * 100), 0)];
  }
  return sums;
}

function sumPractice() {
  const sums = {};
  for (const line of call('sum', practice).stdout.trim().split('\n')) {
    const [entity, records, total, linked] = line.split(' ');
    assert.strictEqual(records, linked, `not all linked: ${line}`);
    sums[entity] = [Number(records), Number(total)];
  }
  return sums;
}

async function main() {
  const company = await connect(base);
  assert.strictEqual(call('make', practice, base, '0').status, 0);

  console.log(`1..${FAULTS.length}`);
  for (const [number, fault] of FAULTS.entries()) {
    let tries = 0;
    assert.strictEqual(call('add', practice, String(N)).status, 0);
    await fetch(`${base}/sandbox/fault`, { method: 'POST', body: fault === 'none' ? 'none' : `${fault},path=batch,after=${number % 4},count=1` });
    while (call('send', practice).status !== 0) {
      assert.ok(++tries < 3, `${fault}: ${tries} tries`);
    }
    await fetch(`${base}/sandbox/fault`, { method: 'POST', body: 'none' });
    assert.deepStrictEqual(sumPractice(), await sum(company));
    console.log(`ok ${number + 1} - ${fault}: ${N} more invoices with payments and credit notes, each once`);
  }
}

main().finally(() => fs.rmSync(home, { recursive: true, force: true })).catch((error) => {
  console.log(`Bail out! ${error.stack}`);
  process.exitCode = 1;
});
