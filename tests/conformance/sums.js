// SPDX-License-Identifier: GPL-3.0-or-later
// sums.js BASE FROM UNTIL: the lines of a Tie-Out as the company's own books have them, as JSON.  Amounts are in cents.
// Other scripts call sumLines() for an object of the same.
'use strict';

const { connect, find } = require('./company');

async function sumLines(company, from, until) {
  const read = async (method) => (await find(company, method)).filter((row) => row.TotalAmt !== 0 && row.TxnDate <= until);
  const inside = (rows) => rows.filter((row) => row.TxnDate >= from);
  const sum = (rows) => rows.reduce((total, row) => total + Math.round(row.TotalAmt * 100), 0);
  const invoices = await read('findInvoices');
  const credits = await read('findCreditMemos');
  const payments = await read('findPayments');
  // What went back to a customer is owed again; what a refund receipt gave back at once is not.
  const refunds = (await read('findPurchases')).filter((row) => row.EntityRef !== undefined && row.EntityRef.type === 'Customer');

  return {
    'Receivables': sum(invoices) + sum(refunds) - sum(credits) - sum(payments),
    'Invoices (number)': inside(invoices).length,
    'Credit notes': sum(inside(credits)),
    'Payments': sum(inside(payments)),
    'Refunds': sum(inside(refunds)) + sum(inside(await read('findRefundReceipts'))),
    'Supplier invoices': sum(inside(await read('findBills'))) - sum(inside(await read('findVendorCredits'))),
    'Supplier payments': sum(inside(await read('findBillPayments'))),
  };
}

async function main() {
  const [base, from, until] = process.argv.slice(2);

  console.log(JSON.stringify(await sumLines(await connect(base), from, until)));
}

if (require.main === module) {
  main().catch((error) => {
    console.error(error.stack);
    process.exitCode = 1;
  });
}

module.exports = { sumLines };
