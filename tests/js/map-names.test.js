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

const street = (name, x, y, degrees) => ({ row: [name, 'street', 0, 0, 0, degrees], at: { x, y } });
const names = (placed, ...more) => thinned(placed, ...more).map(({ row }) => row[0]);

test('the name of a street is whole in the map or not written, and stays on its street', () => {
  const size = { x: 400, y: 300 };
  assert.deepEqual(names([street('Middle Street', 200, 150, 0), street('At The Edge', 10, 280, 0), street('Upright Lane', 12, 150, 90)], [], size), ['Middle Street', 'Upright Lane']);
  const pin = { x: 200, y: 150, halfWidth: 22, halfHeight: 22 };
  assert.deepEqual(names([street('Under A Pin', 200, 150, 0)], [pin], size), []);
  assert.deepEqual(names([{ row: ['Station', 'station', 0, 0, 12], at: { x: 200, y: 150 } }], [pin], size), ['Station']); // beside it
});

test('two streets that cross are both named where their names do not', () => {
  assert.deepEqual(names([street('Long Row', 100, 100, 0), street('Short Way', 100, 170, 90)]), ['Long Row', 'Short Way']);
  assert.deepEqual(names([street('Long Row', 100, 100, 0), street('Short Way', 100, 120, 90)]), ['Long Row']);
});
