/** A directory in cells: the answers of the whole, and requests that tell no more than a cell. The made-up country is of tests/vectors/cells.py. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { cellAt, readCells } from '../../static/js/public/cells.js';
import { readDirectory, seesM } from '../../static/js/public/directory.js';
import { FinderFiles, NotLoaded } from '../../static/js/public/finder-files.js';
import { nearest, sections } from '../../static/js/public/finder.js';
import { placesAround } from '../../static/js/public/places-around.js';

const told = JSON.parse(readFileSync(new URL('../vectors/cells.json', import.meta.url), 'utf8'));
const whole = readDirectory(told.whole);
const cells = readCells(told.index.cells);
const points = told.at.map(([lat, lon]) => ({ lat, lon }));
const HOURS = [3, 11, 18, 23].map((hour) => told.whole.start + 2 * 1440 + 60 * hour);
const WANTED = [{}, { stepFree: true }, { kind: 'cafe' }, { anyAge: true }];

/** A phone; `asked` lists what it has asked the server for. */
function phone(more = {}) {
  const paths = { '/directory.json': told.index, ...Object.fromEntries(Object.entries(told.files).map(([name, file]) => [`/directory/${name}.json`, file])), ...more };
  const its = { asked: [], isOn: true, ms: HOURS[0] * 60000 };
  const get = async (path) => {
    its.asked.push(path);
    if (!its.isOn) throw new TypeError('no network');
    return { ok: Boolean(paths[path]), status: paths[path] ? 200 : 404, headers: new Headers(), json: async () => paths[path] };
  };
  its.files = new FinderFiles('', get, () => its.ms);
  return its;
}

const askedAt = (point, at, accuracyM = 0) => ({ point, at, accuracyM });
const seen = async (its, point, at, wanted = {}) => placesAround(its.files, await its.files.directory(), askedAt(point, at), wanted);
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

test('what is seen from a point is what the whole directory has there, in the same order', async () => {
  const its = phone();
  let [near, restricted] = [0, 0];
  for (const [number, point] of points.entries()) {
    const [at, wanted] = [HOURS[number % 4], WANTED[number % WANTED.length]];
    const directory = await seen(its, point, at, wanted);
    const sees = seesM(directory, point);
    const all = nearest(whole, point, at, wanted);
    assert.deepEqual(nearest(directory, point, at, wanted).map(told_), all.filter(({ distanceM }) => distanceM <= sees).map(told_), `${number}`);
    const [its_, full] = [sections(directory, point, at, wanted), sections(whole, point, at, wanted)];
    assert.deepEqual(its_.first && told_(its_.first), full.first && told_(full.first), `${number}`);
    near += full.first ? 1 : 0;
    restricted += sees < 20000 ? 1 : 0;
  }
  assert.ok(near > 100 && near < 300 && restricted > 100, `${near} ${restricted}`);
});

test('what is asked for depends on the cell alone', async () => {
  const sets = new Map();
  for (const [number, point] of points.entries()) {
    const its = phone();
    await seen(its, point, HOURS[number % 4]);
    const { name } = cellAt(cells, point);
    const [known, set] = [sets.get(name) || new Set(), its.asked.filter((path) => path !== '/directory.json').sort().join(' ')];
    sets.set(name, known.add(set));
    assert.ok(known.size <= 2, `${name}: ${[...known].join(' | ')}`); // its own, or those around it too
  }
});

test('at home one cell is asked for, together with the page, and again only when it is old', async () => {
  const its = phone();
  const home = readDirectory(told.index).index.home;
  const directory = await its.files.directory();
  const [cell] = directory.held;
  assert.deepEqual(its.asked, ['/directory.json', `/directory/${cell}.json`]);
  assert.equal(await its.files.seenFrom(directory, home), directory);
  its.ms += 31000;
  await its.files.directory();
  assert.deepEqual(its.asked.slice(2), ['/directory.json', `/directory/${cell}.json`]);
});

test('without a signal what is here answers where it suffices, and nothing is said to be shut that is not known', async () => {
  let [answered, refused] = [0, 0];
  for (const [number, point] of points.entries()) {
    const its = phone();
    const at = HOURS[number % 4];
    const home = await its.files.directory();
    its.isOn = false;
    try {
      const { first } = sections(await placesAround(its.files, home, askedAt(point, at), {}), point, at);
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

test('a cell that is gone, or of another day, is not taken for an empty one', async () => {
  const busy = points.find((point) => sections(whole, point, HOURS[2]).first && cellAt(cells, point).name !== cellAt(cells, readDirectory(told.index).index.home).name);
  const { name } = cellAt(cells, busy);
  for (const bad of [undefined, { ...told.files[name], start: told.whole.start - 3 * 1440 }]) {
    const its = phone({ [`/directory/${name}.json`]: bad });
    await assert.rejects(seen(its, busy, HOURS[2]), NotLoaded);
  }
});

test('how far is seen grows with the cells that are here, and is never beyond a place that is not', () => {
  for (const point of points) {
    const own = cellAt(cells, point).name;
    const index = { cells, home: point };
    const none = seesM({ ...whole, index, held: [] }, point);
    const one = seesM({ ...whole, index, held: [own] }, point);
    const all = seesM({ ...whole, index, held: cells.map(({ name }) => name) }, point);
    assert.ok(none <= one && one <= all && all === Infinity);
  }
});
