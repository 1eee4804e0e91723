/** The phone's position: what is quick comes first, what is exact refines it, what is rough says so, and every failure says what to do instead. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { NoPosition, TOO_ROUGH_M, whereIAm } from '../../static/js/public/where-i-am.js';

const HERE = { latitude: 52.41, longitude: -1.5 };
const phone = (coords) => ({ getCurrentPosition: (found) => found({ coords }) });
const failing = (code) => ({ getCurrentPosition: (_, failed) => failed({ code }) });

/** A phone whose two answers come when they are told to. */
function slow() {
  const asked = [];
  const source = { getCurrentPosition: (found, failed, options) => asked.push({ found: (accuracy) => found({ coords: { ...HERE, accuracy } }), failed: (code) => failed({ code }), options }) };
  return { source, asked };
}

test('a good position is a point without a note', async () => {
  const here = await whereIAm(phone({ ...HERE, accuracy: 12 }));
  assert.deepEqual(here, { point: { lat: 52.41, lon: -1.5 }, label: 'where you are', note: '', accuracyM: 12, about: '10 m' });
});

test('a rough position says how rough it is, and is added to the walk', async () => {
  const { note, accuracyM } = await whereIAm(phone({ ...HERE, accuracy: 299.2 }));
  assert.equal(note, 'Your phone knows where you are to about 300 m. That is added to the walk.');
  assert.equal(accuracyM, 300);
});

test('it is asked twice at once, quickly and exactly, within ten seconds', () => {
  const { source, asked } = slow();
  whereIAm(source);
  assert.deepEqual(asked.map(({ options }) => options), [
    { enableHighAccuracy: false, maximumAge: 60_000, timeout: 10_000 }, { enableHighAccuracy: true, maximumAge: 0, timeout: 10_000 },
  ]);
});

test('the quick one answers, and one that is twice as good refines it', async () => {
  const { source, asked } = slow();
  const better = [];
  const coming = whereIAm(source, (each) => better.push(each.accuracyM));
  const [quick, exact] = asked;
  quick.found(400);
  assert.equal((await coming).accuracyM, 400);
  exact.found(15);
  assert.deepEqual(better, [15]);
});

test('one that is hardly better changes nothing', async () => {
  const { source, asked } = slow();
  const better = [];
  const coming = whereIAm(source, (each) => better.push(each.accuracyM));
  const [quick, exact] = asked;
  quick.found(40);
  await coming;
  exact.found(25);
  assert.deepEqual(better, []);
});

test('what is too rough waits for the other, and comes when there is no other', async () => {
  for (const [end, expected] of [[(exact) => exact.found(30), 30], [(exact) => exact.failed(3), 25_000], [(exact) => exact.found(9_000), 9_000]]) {
    const { source, asked } = slow();
    const coming = whereIAm(source);
  const [quick, exact] = asked;
    quick.found(25_000);
    end(exact);
    assert.equal((await coming).accuracyM, expected);
  }
});

test('where the exact one times out the quick one is enough', async () => {
  const { source, asked } = slow();
  const coming = whereIAm(source);
  const [quick, exact] = asked;
  exact.failed(3);
  quick.found(120);
  assert.equal((await coming).accuracyM, 120);
});

test('an accuracy that is no number is worse than any', async () => {
  for (const accuracy of [NaN, undefined, null, -5, Infinity]) {
    const { accuracyM, about, note } = await whereIAm(phone({ ...HERE, accuracy }));
    assert.ok(accuracyM > TOO_ROUGH_M && about === '' && note === '');
  }
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
