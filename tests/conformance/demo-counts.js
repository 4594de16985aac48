// SPDX-License-Identifier: GPL-3.0-or-later
// What the main job says it did, confirmed by a client that others wrote: node-quickbooks asks the company itself.
'use strict';

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { connect, find } = require('./company');

const [base, tieout] = process.argv.slice(2);

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'tieout-demo-'));
const environment = {
  ...process.env,
  HOME: home,
  XDG_DATA_HOME: path.join(home, 'data'),
  SECRET_BACKEND: 'file',
  SECRET_FILE_TEST_PATH: path.join(home, 'keys.keyring'),
  SECRET_FILE_TEST_PASSWORD: 'test',
};
fs.mkdirSync(environment.XDG_DATA_HOME);

async function main() {
  const company = await connect(base);
  const before = { customers: await find(company, 'findCustomers'), vendors: await find(company, 'findVendors') };
  const said = JSON.parse(execFileSync(tieout, ['demo', '--headless', '--json', '--practice', path.join(home, 'demo.tieout'), '--sandbox', base], { env: environment, encoding: 'utf8' }));
  const after = { customers: await find(company, 'findCustomers'), vendors: await find(company, 'findVendors') };

  console.log('1..4');
  const test = (number, name, check) => {
    check();
    console.log(`ok ${number} - ${name}`);
  };
  test(1, 'what was read is what the company held', () => {
    assert.strictEqual(said.customers_read, before.customers.length);
    assert.strictEqual(said.vendors_read, before.vendors.length);
  });
  test(2, 'what it holds now is what was said', () => {
    assert.strictEqual(said.customers, after.customers.length);
    assert.strictEqual(said.vendors, after.vendors.length);
  });
  test(3, 'as many were created as were exported', () => {
    assert.ok(said.exported > 0);
    assert.strictEqual(after.customers.length + after.vendors.length - before.customers.length - before.vendors.length, said.exported);
  });
  test(4, 'each name stands there once', () => {
    const names = [...after.customers, ...after.vendors].map((record) => (record.FullyQualifiedName || record.DisplayName).toLowerCase());
    assert.strictEqual(new Set(names).size, names.length);
  });
}

main()
  .catch((error) => {
    console.log(`# ${error.stack.replace(/\n/g, '\n# ')}`);
    console.log('not ok - the counts agree');
    process.exitCode = 1;
  })
  .finally(() => fs.rmSync(home, { recursive: true, force: true }));
