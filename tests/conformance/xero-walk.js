// SPDX-License-Identifier: GPL-3.0-or-later
// What the maps of names and types of Xero's own client say of JSON as it went over the wire, either way.
'use strict';

const assert = require('node:assert');
const xero = require('xero-node');

const ANSWERED = /^\/Date\(-?\d+\+0000\)\/$/;
const SENT = /^\d{4}-\d{2}-\d{2}$/;

// isSent: of a request, where days are written otherwise and nothing may be empty.
const walk = (value, type, path, isSent = false) => {
  if (!isSent && (value === null || value === undefined)) return;
  if (type.startsWith('Array<')) {
    assert.ok(Array.isArray(value), `${path} is a list`);
    assert.ok(!isSent || value.length > 0, `${path} holds something`);
    value.forEach((item, index) => walk(item, type.slice(6, -1), `${path}.${index}`, isSent));
  } else if (['string', 'number', 'boolean'].includes(type)) {
    assert.strictEqual(typeof value, type, `${path} is a ${type}`);
    assert.ok(!isSent || value !== '', `${path} says something`);
    if (isSent && /Date$/.test(path)) assert.match(value, SENT, path);
  } else if (type === 'Date') {
    assert.match(value, isSent ? SENT : ANSWERED, path);
  } else if (type.includes('.')) {
    const [owner, name] = type.split('.');
    assert.ok(Object.values(xero[owner][name]).map(String).includes(String(value)), `${path}: ${value} is one of ${type}`);
  } else if (xero[type] && xero[type].getAttributeTypeMap) {
    const members = Object.fromEntries(xero[type].getAttributeTypeMap().map((member) => [member.baseName, member.type]));
    for (const [name, inner] of Object.entries(value)) {
      if (!isSent && /^(Due)?DateString$/.test(name)) continue;
      assert.ok(members[name], `${path}.${name} is known to ${type}`);
      walk(inner, members[name], `${path}.${name}`, isSent);
    }
  } else if (isSent) {
    // Enumerations stand beside the classes.
    assert.ok(xero[type], `${path}: ${type} is known`);
    assert.ok(Object.values(xero[type]).map(String).includes(String(value)), `${path}: ${value} is one of ${type}`);
  }
};

module.exports = { walk };
