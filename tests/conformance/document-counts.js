// SPDX-License-Identifier: GPL-3.0-or-later
// After everything that can go wrong the Tie-Out says what a client that others wrote finds: node-quickbooks counts and sums
// the documents and payments of the company itself.  After what mends itself both books are even, and each record is linked;
// after what waits for a person the differences that are named explain every line.
'use strict';

const assert = require('node:assert');
const { spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { connect, find } = require('./company');
const { sumLines } = require('./sums');

const [base, program] = process.argv.slice(2);
const N = 12; // three batches of documents, then payments
const DAY = 24 * 3600;
const FAULTS = [
  'none', 'cut-after', 'cut-before', 'truncated', 'malformed', '401', '403', '429', '429-retry-after', '500', '502', '503', '504', 'html', 'text', 'fault200', 'refuse',
  'expired', 'revoked', 'token-5xx', 'rotation-lost', 'edited', 'code-6000', 'code-10000',
];

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'tieout-documents-'));
const practice = path.join(home, 'practice.tieout');
const environment = { ...process.env, HOME: home, XDG_DATA_HOME: path.join(home, 'data'), TIEOUT_NO_PATIENCE: '1' };

function call(...words) {
  return spawnSync(program, words, { env: environment, encoding: 'utf8' });
}

const tell = (what, body) => fetch(`${base}/sandbox/${what}`, { method: 'POST', body });

// As a person would: once more while something is left.
function sendPatiently() {
  for (let tries = 0; call('send', practice).status !== 0; tries++) {
    assert.ok(tries < 3, 'three tries');
  }
}

function start() {
  const child = spawn(program, ['send', practice], { env: environment, stdio: 'ignore' });
  return { child, end: new Promise((resolve) => child.on('exit', resolve)) };
}

async function killOften() {
  await tell('fault', 'slow,path=batch,delay=60');
  for (const wait of [80, 160, 240, 320, 400]) {
    const { child, end } = start();
    await new Promise((resolve) => setTimeout(resolve, wait));
    child.kill('SIGKILL');
    await end;
  }
}

async function sendTwice() {
  await tell('fault', 'slow,path=batch,delay=60');
  await Promise.all([start().end, start().end]);
}

async function edit(action, entity, id, more) {
  const answer = await tell('edit', JSON.stringify({ action, entity, id, ...more }));
  assert.strictEqual(answer.status, 200, await answer.text());
}

// The last invoice that nobody paid, and the customer of the first.
async function pick(company) {
  const invoices = await find(company, 'findInvoices');
  return { free: invoices.filter((row) => row.Balance === row.TotalAmt && row.Balance > 0).pop(), customer: invoices[0].CustomerRef.value, other: invoices[1].CustomerRef.value };
}

// [what happens, whether both books are even when all was sent that can be].
function listSituations() {
  const faults = FAULTS.map((fault, number) => [fault, true, () => tell('fault', fault === 'none' ? fault : `${fault},path=${/token|rotation/.test(fault) ? 'tokens' : 'batch'},after=${number % 3},count=1`)]);
  return [
    ...faults,
    ['killed five times', true, killOften],
    ['two programs at once', true, sendTwice],
    ['their clock a day ahead', true, () => tell('clock', String(DAY))],
    ['an invoice deleted there', false, async (company) => edit('delete', 'Invoice', (await pick(company)).free.Id)],
    ['an invoice changed there', false, async (company) => edit('set', 'Invoice', (await pick(company)).free.Id, { members: { DocNumber: 'THEIRS-1' } })],
    ['numbers taken there', false, () => tell('fault', 'taken,path=batch,body="Invoice":{,count=1')],
    ['a customer merged away', false, async (company) => { const { customer, other } = await pick(company); await edit('merge', 'Customer', other, { into: customer }); }],
    ['the books closed', false, () => tell('fault', 'closed,path=batch,count=1')],
  ];
}

// What is listed as different, added up as the line adds it.
function explain(line, differences) {
  const of = (...entities) => differences.filter((row) => entities.includes(row.entity));
  const sum = (rows, sign) => rows.reduce((total, row) => total + sign * (row.here - row.there), 0);
  switch (line) {
    case 'Receivables': return sum(of('Invoice', 'Purchase'), 1) + sum(of('CreditMemo', 'Payment'), -1);
    case 'Credit notes': return sum(of('CreditMemo'), 1);
    case 'Payments': return sum(of('Payment'), 1);
    case 'Refunds': return sum(of('Purchase'), 1);
    case 'Supplier invoices': return sum(of('Bill', 'VendorCredit'), 1);
    case 'Supplier payments': return sum(of('BillPayment'), 1);
    default: return of('Invoice').reduce((total, row) => total + (row.here !== 0) - (row.there !== 0), 0);
  }
}

async function assertTiesOut(company, isEven) {
  const said = JSON.parse(call('tie-out', practice).stdout);
  const there = Object.fromEntries(Object.entries(said.lines).map(([line, figures]) => [line, figures.there]));

  assert.deepStrictEqual(there, await sumLines(company, '0000', '9999'), 'what the Tie-Out says that they have');
  for (const [line, { here, there: theirs }] of Object.entries(said.lines)) {
    assert.strictEqual(here - theirs, explain(line, said.differences), `${line}: ${JSON.stringify(said.differences)}`);
  }
  assert.strictEqual(said.differences.length === 0, isEven, JSON.stringify(said.differences));
  if (isEven) {
    for (const line of call('sum', practice).stdout.trim().split('\n')) {
      const [, records, , linked] = line.split(' ');
      assert.strictEqual(records, linked, `not all linked: ${line}`);
    }
  }
}

async function main() {
  const situations = listSituations();

  assert.strictEqual(call('make', practice, base, '0').status, 0);
  console.log(`1..${situations.length}`);
  for (const [number, [name, isEven, happen]] of situations.entries()) {
    assert.strictEqual(call('add', practice, String(N)).status, 0);
    await happen(await connect(base)); // the sign-in of before may have ended
    if (isEven) {
      sendPatiently();
    } else {
      call('send', practice);
    }
    await tell('fault', 'none');
    await assertTiesOut(await connect(base), isEven);
    console.log(`ok ${number + 1} - ${name}`);
  }
}

main().catch((error) => {
  console.log(`Bail out! ${error.stack}`);
  process.exitCode = 1;
}).finally(() => fs.rmSync(home, { recursive: true, force: true }));
