/** The phone's position: every way in which it can fail is said kindly and says what to do instead. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { NoPosition, whereIAm } from '../../static/js/public/where-i-am.js';

const phone = (coords) => ({ getCurrentPosition: (found) => found({ coords }) });
const failing = (code) => ({ getCurrentPosition: (_, failed) => failed({ code }) });

test('a good position is a point without a note', async () => {
  const here = await whereIAm(phone({ latitude: 52.41, longitude: -1.5, accuracy: 12 }));
  assert.deepEqual(here, { point: { lat: 52.41, lon: -1.5 }, label: 'where you are', note: '' });
});

test('a rough position says how rough it is', async () => {
  const { note } = await whereIAm(phone({ latitude: 52.41, longitude: -1.5, accuracy: 1840.7 }));
  assert.equal(note, 'Distances are rough: your phone knows where you are only to about 1.8 km.');
});

test('the exact place is asked for, within ten seconds', async () => {
  const asked = [];
  whereIAm({ getCurrentPosition: (_found, _failed, options) => asked.push(options) });
  assert.deepEqual(asked, [{ enableHighAccuracy: true, timeout: 10_000 }]);
});

test('refused, unavailable, timed out, unheard of, and a phone without any', async () => {
  const messages = new Set();
  for (const source of [failing(1), failing(2), failing(3), failing(99), null]) {
    await assert.rejects(whereIAm(source), (error) => {
      messages.add(error.message);
      return error instanceof NoPosition && error.message.endsWith('Type a postcode, a street or a school instead.');
    });
  }
  assert.equal(messages.size, 3);
});
