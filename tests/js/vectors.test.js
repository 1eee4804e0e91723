/** The phone's modules against the Python reference: the same questions, the same answers (tests/vectors/make.py writes both). */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { BadTime, clockMinutes } from '../../static/js/public/clock-text.js';
import { read } from '../../static/js/public/asking.js';
import { reaches, readDirectory } from '../../static/js/public/directory.js';
import { bearingDeg, chordM, compassWord, wholeMetres, xyz } from '../../static/js/public/earth.js';
import { nearest } from '../../static/js/public/finder.js';
import { readGazetteer } from '../../static/js/public/gazetteer.js';
import { wordsOf } from '../../static/js/public/place-words.js';
import { likelyPostcodes, parseOutward, parsePostcode, parseSector, postcodeInside, postcodeText } from '../../static/js/public/postcode.js';
import { slipsBetween } from '../../static/js/public/slips.js';
import { status } from '../../static/js/public/status.js';
import { walkMinutes } from '../../static/js/public/walking.js';
import { local, minuteOfWall } from '../../static/js/public/wall-time.js';
import { minuteChosen, minuteMeant } from '../../static/js/public/when-minute.js';
import { splitWhen } from '../../static/js/public/when.js';
import { resolve } from '../../static/js/public/whereabouts.js';
import { clockText, dayText, distanceText, statusText, walkText } from '../../static/js/public/wording.js';
import { answerTo, digestOf, flatMeaning } from './answers-to.js';

const vectors = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8'));

const directories = vectors('directories').map(readDirectory);
const gazetteer = readGazetteer(vectors('gazetteer'));
const texts = vectors('texts');
const instants = vectors('instants');
const answers = vectors('answers');
const points = new Map(vectors('postcodes').map(([outward, inward, lat, lon]) => [`${outward} ${inward}`, { lat, lon }]));
const postcodePoint = async (postcode) => points.get(postcodeText(postcode)) || null;

/** Each row is a question and its answer, the answer last. */
function same(rows, ask) {
  assert.ok(rows.length > 0);
  for (const row of rows) assert.deepEqual(ask(...row.slice(0, -1)), row[row.length - 1], JSON.stringify(row).slice(0, 200));
}

function orMessage(reading) {
  try {
    return reading();
  } catch (error) {
    if (error instanceof BadTime) return error.message;
    throw error;
  }
}

test('distance, walk, direction and their words', () => {
  for (const [lat0, lon0, lat1, lon1, ...told] of instants.ways) {
    const [a, b] = [{ lat: lat0, lon: lon0 }, { lat: lat1, lon: lon1 }];
    const metres = wholeMetres(chordM(xyz(a), xyz(b)));
    const [minutes, bearing] = [walkMinutes(metres), bearingDeg(a, b)];
    const compass = compassWord(bearing);
    assert.deepEqual([metres, minutes, bearing, compass, walkText(minutes, metres, compass)], told);
  }
  for (const [metres, ...told] of instants.distances) assert.deepEqual([walkMinutes(metres), distanceText(metres)], told);
});

test('the wall clock, through both clock changes', () => {
  instants.walls.forEach((rows, at) => {
    const zone = directories[at];
    for (const [minute, day, minutes] of rows.local) {
      const clock = local(minute, zone);
      assert.deepEqual([clock.day, clock.minutes], [day, minutes]);
    }
    same(rows.instants, (day, minutes) => minuteOfWall(day, minutes, zone));
    for (const [minute, now, ...told] of rows.words) assert.deepEqual([clockText(minute, now, zone, now), dayText(minute, now, zone)], told);
  });
});

test('every status and its words', () => {
  for (const [open, unknown, at, arrive, told, words] of instants.statuses) {
    const found = status(open && { open, unknown }, at, arrive);
    assert.deepEqual([found.state, found.openUntil, found.opensAt], told);
    assert.equal(statusText(found, at, directories[0], at, arrive), words);
  }
});

test('times that are meant, and times that are chosen', () => {
  instants.meanings.forEach(({ meant, chosen }, at) => {
    same(meant, (now, [day, minutes, either, ahead, part]) => (
      orMessage(() => minuteMeant({ day, minutes, either, ahead, part }, now, directories[at]))));
    same(chosen, (now, day, time) => orMessage(() => minuteChosen(day, time, now, directories[at])));
  });
});

test('times in a text', () => {
  const nullFor = (reading) => (typeof reading === 'string' ? null : reading);
  same(texts.when, (text) => nullFor(orMessage(() => {
    const { when, place } = splitWhen(text);
    return [when && [when.day, when.minutes, when.either, when.ahead, when.part], place];
  })));
  same(texts.clocks, (text) => nullFor(orMessage(() => clockMinutes(text))));
});

test('words, slips and postcodes', () => {
  same(texts.words, wordsOf);
  same(texts.slips, slipsBetween);
  same(texts.postcodes, (text) => {
    const full = parsePostcode(text);
    return [full && postcodeText(full), likelyPostcodes(text).map(postcodeText), parseSector(text), parseOutward(text), insideText(postcodeInside(text))];
  });
});

const insideText = (postcode) => (postcode ? postcodeText(postcode) : '');

test('whereabouts of every text', async () => {
  for (const [text, told] of texts.whereabouts) {
    const meant = await resolve(text, gazetteer, postcodePoint);
    assert.deepEqual(flatMeaning(meant), told, JSON.stringify(text).slice(0, 200));
  }
});

test('the whole form', async () => {
  const { now, forms } = vectors('askings');
  for (const [[where, asked, day, time], told] of forms) {
    const meant = await read({ where, asked, day, time }, now, directories[0], (place) => resolve(place, gazetteer, postcodePoint));
    assert.deepEqual(flatForm(meant), told, where);
  }
});

function flatForm({ asked, choice, distress, faults }) {
  if (distress) return ['distress'];
  if (faults) return ['faults', faults.map(({ field, message }) => [field, message])];
  if (choice) return ['choice', choice.question, choice.options.map(({ label, text }) => [label, text])];
  return ['asked', asked.point.lat, asked.point.lon, asked.place, asked.note, asked.at];
}

test('whole answers, in full', () => {
  for (const [question, told] of answers.full) assert.deepEqual(toldOf(question), told, JSON.stringify(question));
});

test('every place in order', () => {
  assert.ok(answers.orders.length >= 100);
  for (const [[number, lat, lon, since, , wanted], rows] of answers.orders) {
    const directory = directories[number];
    const found = nearest(directory, { lat: lat / 100_000, lon: lon / 100_000 }, directory.start + since, answers.wanted[wanted]);
    assert.deepEqual(found.map(({ venue }) => venue.row), rows);
  }
});

test('thousands of whole answers, by digest', () => {
  assert.ok(answers.digests.length >= 4000);
  for (const [question, digest] of answers.digests) {
    const told = toldOf(question);
    assert.equal(digestOf(told, digest.length), digest, `${JSON.stringify(question)}: ${JSON.stringify(told)}`);
  }
});

function toldOf(question) {
  const directory = directories[question[0]];
  assert.ok(reaches(directory, directory.start + question[3]));
  return answerTo(directory, question, answers.wanted[question[5]], answers.wordings);
}
