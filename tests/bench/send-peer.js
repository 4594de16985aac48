// SPDX-License-Identifier: GPL-3.0-or-later
// Sends N invoices to a sandbox company in one of the ways of its package's script beside this one, and prints the milliseconds on the
// clock and of the processors that it took.  COMPANY is what /sandbox/info says, and an access token, as JSON.
'use strict';

const [text, n, how] = process.argv.slice(2);
const company = JSON.parse(text);

async function main() {
  const send = await require(`./send-peer-${company.package}`)(company, Number(n), how);
  const worked = process.cpuUsage();
  const began = process.hrtime.bigint();

  await send();
  const { user, system } = process.cpuUsage(worked);
  console.log(Number(process.hrtime.bigint() - began) / 1e6, (user + system) / 1e3);
}

main().catch((error) => {
  console.error(error.stack || error);
  process.exitCode = 3;
});
