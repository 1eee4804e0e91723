/** The directory: what is read from its columns, and when it is too old or too new to be used. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { isOfToday, reaches, readDirectory, venueAt } from '../../static/js/public/directory.js';
import { nearestM, sections } from '../../static/js/public/finder.js';

const files = JSON.parse(readFileSync(new URL('../vectors/directories.json', import.meta.url), 'utf8'));
const DAY = 1440;

test('columns become venues, and gaps become instants', () => {
  const directory = readDirectory(files[0]);
  const bar = venueAt(directory, directory.columns.slug.indexOf('old-tower-bar'));
  assert.equal(bar.kindName, 'Pub or bar');
  assert.deepEqual([bar.lat, bar.lon, bar.stepFree, bar.age, bar.rough], [52.4089, -1.5115, true, 16, false]);
  const { open } = directory.schedules[directory.columns.schedule[bar.row]];
  assert.deepEqual(open.slice(0, 2), [directory.start + 11 * 60, directory.start + DAY]); // the law shuts it at midnight
  assert.equal(directory.schedules.filter((schedule) => schedule === null).length, 1);
});

test('the window ends at a local midnight, also when the clocks change within it', () => {
  for (const file of files) {
    const { start, end } = readDirectory(file);
    const change = file.offsets.length > 1 ? file.offsets[0][1] - file.offsets[1][1] : 0;
    assert.equal(end - start, file.days * DAY + change);
  }
});

test('a directory that does not cover now and the week after it is refused', () => {
  const directory = readDirectory(files[0]);
  assert.equal(reaches(directory, directory.start - 1), false);
  assert.equal(reaches(directory, directory.start), true);
  assert.equal(reaches(directory, directory.end - 7 * DAY - 1), true);
  assert.equal(reaches(directory, directory.end - 7 * DAY), false);
});

test('this time next week is within reach, on the last minute of the day', () => {
  for (const directory of files.map(readDirectory)) assert.ok(reaches(directory, directory.start + 8 * DAY - 1));
});

test('a directory is of today until midnight', () => {
  const directory = readDirectory(files[0]);
  assert.equal(isOfToday(directory, directory.start + DAY - 1), true);
  assert.equal(isOfToday(directory, directory.start + DAY), false);
});

test('what is no directory is refused', () => {
  for (const file of [null, {}, { ...files[0], schedules: null }, { ...files[0], offsets: [] }]) assert.throws(() => readDirectory(file));
});

test('a directory without venues answers with nothing', () => {
  const empty = { slug: [], name: [], address: [], kind: [], lat: [], lon: [], schedule: [], age: [], flags: [] };
  const directory = readDirectory({ ...files[0], schedules: [], kinds: [], venues: empty });
  const point = { lat: 52.4, lon: -1.5 };
  assert.equal(nearestM(directory, point), null);
  const nothing = { first: null, others: [], farOpen: [], opening: [], perhaps: [], farAwayKm: null };
  assert.deepEqual(sections(directory, point, directory.start), nothing);
});
