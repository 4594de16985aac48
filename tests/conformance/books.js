// SPDX-License-Identifier: GPL-3.0-or-later
// Prints what a company at an address has, as JSON: of each kind how many that are not void, and what they come to in
// cents.
'use strict';

const { connect, find } = require('./company');

const KINDS = { Invoice: 'findInvoices', CreditMemo: 'findCreditMemos', Payment: 'findPayments', Bill: 'findBills', VendorCredit: 'findVendorCredits' };

async function main() {
  const company = await connect(process.argv[2]);
  const sums = {};
  for (const [entity, method] of Object.entries(KINDS)) {
    const rows = (await find(company, method)).filter((row) => row.TotalAmt !== 0);
    sums[entity] = [rows.length, rows.reduce((total, row) => total + Math.round(row.TotalAmt * 100), 0)];
  }
  console.log(JSON.stringify(sums));
}

main();
