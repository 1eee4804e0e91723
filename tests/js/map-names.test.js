/** Names on the map never lie on each other, and the more important one stays. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { thinned } from '../../static/js/map/map-names.js';

const named = (name, x, y) => ({ row: [name], at: { x, y } });
const kept = (placed) => thinned(placed).map(({ row }) => row[0]);

test('of two names on one spot the first is written', () => {
  assert.deepEqual(kept([named('City centre', 100, 100), named('Broadgate', 104, 102)]), ['City centre']);
});

test('names side by side and one above the other are all written', () => {
  assert.deepEqual(kept([named('A', 0, 0), named('B', 10, 0), named('C', 0, 18)]), ['A', 'B', 'C']);
});

test('a name that would touch by a letter gives way', () => {
  assert.deepEqual(kept([named('Foleshill', 100, 100), named('Longford', 160, 110)]), ['Foleshill']);
});

test('a name that a pin stands on is written below it, or above, or not at all', () => {
  const pin = (x, y) => ({ x, y, halfWidth: 22, halfHeight: 22 });
  const aside = (pins) => thinned([named('Radford', 100, 100)], pins).map((each) => each.aside);
  assert.deepEqual(aside([pin(300, 100)]), [0]);
  assert.deepEqual(aside([pin(100, 100)]), [34]);
  assert.deepEqual(aside([pin(100, 100), pin(100, 140)]), [-34]);
  assert.deepEqual(aside([pin(100, 100), pin(100, 140), pin(100, 60)]), []);
});
