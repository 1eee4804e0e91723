/** A directory in cells: the answers of the whole, and requests that tell no more than a cell. The made-up country is of tests/vectors/cells.py. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { cellAt, readCells } from '../../static/js/public/cells.js';
import { readDirectory, seesM } from '../../static/js/public/directory.js';
import { FinderFiles, NotLoaded } from '../../static/js/public/finder-files.js';
import { nearest, sections } from '../../static/js/public/finder.js';
import { NEAR_MINUTES, reachM } from '../../static/js/public/walking.js';

const told = JSON.parse(readFileSync(new URL('../vectors/cells.json', import.meta.url), 'utf8'));
const whole = readDirectory(told.whole);
const cells = readCells(told.index.cells);
const points = told.at.map(([lat, lon]) => ({ lat, lon }));
const HOURS = [3, 11, 18, 23].map((hour) => told.whole.start + 2 * 1440 + 60 * hour);
const WANTED = [{}, { stepFree: true }, { kind: 'cafe' }, { anyAge: true }];

/** A phone; `asked` lists what it has asked the server for. */
function phone(more = {}, old = '') {
  const paths = { '/directory.json': told.index, ...Object.fromEntries(Object.entries(told.files).map(([name, file]) => [`/directory/${name}.json`, file])), ...more };
  const its = { asked: [], options: [], isOn: true, ms: HOURS[0] * 60000 };
  const get = async (path, options) => {
    its.asked.push(path);
    its.options.push([path, options]);
    if (!its.isOn) throw new TypeError('no network');
    return { ok: Boolean(paths[path]), status: paths[path] ? 200 : 404, headers: new Headers({ Date: new Date(its.ms).toUTCString(), ETag: `"${path}"`, ...(path === old ? { Kept: '1' } : {}) }), json: async () => paths[path] };
  };
  its.files = new FinderFiles('', get, () => its.ms);
  return its;
}

const seen = async (its, point, at) => its.files.around(await its.files.directory(), { point, at });
const told_ = ({ venue, distanceM, walkMinutes, status }) => [venue.slug, venue.kind, venue.kindName, distanceM, walkMinutes, status];

test('cells are where the server has them', () => {
  for (const [lat, lon, name] of told.at) {
    const cell = cellAt(cells, { lat, lon });
    assert.equal(cell.isEmpty ? '' : cell.name, name);
  }
  const boxes = cells.filter(({ isEmpty }) => !isEmpty).map(({ name, south, west, north, east }) => [name, south, west, north, east]);
  assert.deepEqual(boxes, told.boxes);
  assert.throws(() => readCells({ box: told.index.cells.box, tree: 'nc' }), /no cells/);
});

test('what is seen from a point is what the whole directory has there, in the same order, and further than half an hour’s walk', async () => {
  const its = phone();
  let [near, restricted] = [0, 0];
  for (const [number, point] of points.entries()) {
    const [at, wanted] = [HOURS[number % 4], WANTED[number % WANTED.length]];
    const directory = await seen(its, point, at);
    const sees = seesM(directory, point);
    assert.ok(sees > reachM(NEAR_MINUTES) + 600, `${sees}`);
    const all = nearest(whole, point, at, wanted);
    assert.deepEqual(nearest(directory, point, at, wanted).map(told_), all.filter(({ distanceM }) => distanceM <= sees).map(told_), `${number}`);
    const [here, full] = [sections(directory, point, at, wanted), sections(whole, point, at, wanted)];
    assert.deepEqual(here.first && told_(here.first), full.first && told_(full.first), `${number}`);
    near += full.first ? 1 : 0;
    restricted += sees < 20000 ? 1 : 0;
  }
  assert.ok(near > 100 && near < 300 && restricted > 100, `${near} ${restricted}`);
});

test('what is asked for depends on the cell alone, whatever the hour and the answer', async () => {
  const sets = new Map();
  for (const [number, point] of points.entries()) {
    const its = phone();
    await seen(its, point, HOURS[number % 4]);
    const { name } = cellAt(cells, point);
    sets.set(name, (sets.get(name) || new Set()).add(its.asked.join(' ')));
  }
  for (const [name, known] of sets) assert.equal(known.size, 1, `${name}: ${[...known].join(' | ')}`);
  assert.ok(sets.size > 20);
});

test('at home one cell is asked for, together with the page, and again only when it is old', async () => {
  const its = phone();
  const { home } = readDirectory(told.index).index;
  const directory = await its.files.directory();
  assert.deepEqual(its.asked, ['/directory.json', `/directory/${directory.cell}.json`]);
  assert.equal(await its.files.seenFrom(directory, home), directory);
  its.ms += 31000;
  await its.files.directory();
  assert.deepEqual(its.asked.slice(2), ['/directory.json', `/directory/${directory.cell}.json`]);
});

test('a cell elsewhere leaves no copy in the browser, and is not sent again while it is the same', async () => {
  const its = phone();
  const elsewhere = points.find((point) => !cellAt(cells, point).isEmpty && cellAt(cells, point).name !== cellAt(cells, readDirectory(told.index).index.home).name);
  await seen(its, elsewhere, HOURS[1]);
  its.ms += 31000;
  await seen(its, elsewhere, HOURS[1]);
  const path = `/directory/${cellAt(cells, elsewhere).name}.json`;
  const [first, again] = its.options.filter(([asked]) => asked === path).map(([, options]) => options);
  assert.deepEqual([first.cache, first.headers, again.cache, again.headers], ['no-store', {}, 'no-store', { 'If-None-Match': `"${path}"` }]);
  assert.ok(its.options.filter(([asked]) => asked === '/directory.json').every(([, options]) => !options.cache));
});

test('without a signal the town answers, and elsewhere nothing is said that is not known', async () => {
  let [answered, refused] = [0, 0];
  for (const [number, point] of points.entries()) {
    const its = phone();
    const at = HOURS[number % 4];
    const home = await its.files.directory();
    its.isOn = false;
    try {
      const { first } = sections(await its.files.around(home, { point, at }), point, at);
      const full = sections(whole, point, at).first;
      assert.deepEqual(first && told_(first), full && told_(full), `${number}`);
      answered += 1;
    } catch (error) {
      assert.ok(error instanceof NotLoaded, error.stack);
      refused += 1;
    }
  }
  assert.ok(answered > 20 && refused > 100, `${answered} ${refused}`);
});

test('a cell that is gone, or of another day, is not taken for an empty one, and the cuts are asked for anew', async () => {
  const homeName = cellAt(cells, readDirectory(told.index).index.home).name;
  const busy = points.find((point) => sections(whole, point, HOURS[2]).first && cellAt(cells, point).name !== homeName);
  const { name } = cellAt(cells, busy);
  for (const bad of [undefined, { ...told.files[name], start: told.whole.start - 30 * 1440 }]) {
    const its = phone({ [`/directory/${name}.json`]: bad });
    await assert.rejects(seen(its, busy, HOURS[2]), NotLoaded);
    const asked = its.asked.length;
    await its.files.directory();
    assert.equal(its.asked[asked], '/directory.json');
  }
});

test('where the town’s cell fails, a place elsewhere is answered all the same', async () => {
  const homeName = cellAt(cells, readDirectory(told.index).index.home).name;
  const its = phone({ [`/directory/${homeName}.json`]: undefined });
  const elsewhere = points.find((point) => sections(whole, point, HOURS[2]).first && cellAt(cells, point).name !== homeName);
  const found = sections(await seen(its, elsewhere, HOURS[2]), elsewhere, HOURS[2]);
  assert.deepEqual(told_(found.first), told_(sections(whole, elsewhere, HOURS[2]).first));
  await assert.rejects(its.files.home(), NotLoaded);
});

test('of an old index, or an old cell, the age is said', async () => {
  for (const old of ['/directory.json', `/directory/${cellAt(cells, readDirectory(told.index).index.home).name}.json`]) {
    const its = phone({}, old);
    const directory = await its.files.directory();
    assert.match(its.files.age(directory), /^No signal\. This is the list of/, old);
  }
  const its = phone();
  assert.equal(its.files.age(await its.files.directory()), '');
});
