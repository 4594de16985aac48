// SPDX-License-Identifier: GPL-3.0-or-later
// peers.js minisearch|fuzzball LEFT.tsv RIGHT.tsv OUT.tsv: the peers from npm, as peers.py tells.
'use strict';

const fs = require('fs');

const CANDIDATES = 5;

// Words that begin with a word of the name or are spelt nearly like it, best first, for names of one length.
function minisearch(right) {
  const MiniSearch = require('minisearch');
  const index = new MiniSearch({fields: ['name'], storeFields: ['name'], searchOptions: {fuzzy: 0.2, prefix: true}});
  index.addAll(right.map(([id, name]) => ({id, name})));
  return ([, name]) => index.search(name).slice(0, CANDIDATES)
    .map(found => [found.score / Math.sqrt(name.length * found.name.length), found.id]);
}

// The ratio of the names with their words sorted, against every name of the other list.
function fuzzball(right) {
  const fuzz = require('fuzzball');
  const options = {full_process: false, proc_sorted: true};
  const names = right.map(([id, name]) => [id, fuzz.process_and_sort(name)]);
  return ([, name]) => {
    const sorted = fuzz.process_and_sort(name);
    return names.map(([id, other]) => [fuzz.token_sort_ratio(sorted, other, options), id])
      .sort((a, b) => b[0] - a[0]).slice(0, CANDIDATES);
  };
}

const [method, leftPath, rightPath, outPath] = process.argv.slice(2);
const read = path => fs.readFileSync(path, 'utf8').split('\n').filter(line => line).map(line => line.split('\t'));
const left = read(leftPath);
const find = {minisearch, fuzzball}[method](read(rightPath));
const lines = [];
for (const row of left)
  for (const [score, id] of find(row))
    lines.push(`${score}\t${row[0]}\t${id}\n`);
fs.writeFileSync(outPath, lines.join(''));
