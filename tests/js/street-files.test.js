/** Which street files a phone asks for: all of a town, or of a directory in cells those of the cell, and nothing finer. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { cellAt } from '../../static/js/public/cells.js';
import { readDirectory } from '../../static/js/public/directory.js';
import { StreetFiles } from '../../static/js/public/street-files.js';

const told = JSON.parse(readFileSync(new URL('../vectors/cells.json', import.meta.url), 'utf8'));
const index = readDirectory({ ...told.index, streets: 'abc' });
const home = cellAt(index.index.cells, index.index.home).name;
const [one, other] = Object.keys(told.files).filter((name) => name !== home);
const inCell = (cell, streets = 'abc') => ({ ...index, streets, cell });
const corner = (lat) => ({ point: { lat, lon: -1.5 }, label: 'a corner' });

/** A phone's street files; `asked` lists requests, `corners` what each network says of a corner. */
function phone(corners = {}) {
  const its = { asked: [], came: 0, made: [], files: null };
  const make = (network) => {
    const path = new TextDecoder().decode(network);
    const walker = { path, cornerOf: () => corners[path] || null, groundComing: async () => null, places: () => [{ id: 'way-1_1', name: path }] };
    its.made.push(walker);
    return walker;
  };
  Object.assign(globalThis, {
    window: { walkerOf: make },
    document: { documentElement: { dataset: {} } },
    fetch: async (path, options = {}) => {
      its.asked.push(options.cache ? `${path} ${options.cache}` : path);
      return { ok: true, arrayBuffer: async () => new TextEncoder().encode(path).buffer };
    },
  });
  its.files = new StreetFiles('streets.js', () => { its.came += 1; }, '');
  its.on = async (directory) => {
    its.files.on(directory);
    await new Promise((resolve) => { setTimeout(resolve); });
    return its.files.on(directory).walker;
  };
  return its;
}

test('without cells the files of the town are asked for, once', async () => {
  const its = phone();
  const whole = { ...readDirectory(told.whole), streets: 'abc' };
  assert.equal((await its.on(whole)).path, '/streets/network-abc.bin');
  await its.on(whole);
  assert.deepEqual([its.asked, its.came], [['/streets/network-abc.bin', '/streets/names-abc.bin'], 1]);
  assert.equal((await its.on({ ...whole, streets: 'abd' })).path, '/streets/network-abd.bin');
});

test('in cells those of the cell are asked for; of another than the town’s the browser keeps no copy', async () => {
  const its = phone();
  assert.equal((await its.on(inCell(home))).path, `/streets/${home}/network-abc.bin`);
  assert.equal((await its.on(inCell(one))).path, `/streets/${one}/network-abc.bin`);
  assert.deepEqual(its.asked, [
    ...['network', 'names'].map((name) => `/streets/${home}/${name}-abc.bin`), ...['network', 'names'].map((name) => `/streets/${one}/${name}-abc.bin no-store`),
  ]);
  await its.on(inCell(home));
  await its.on(inCell(one));
  assert.equal(its.asked.length, 4, 'both are there');
  await its.on(inCell(other));
  assert.equal(its.files.held.size, 2, 'the town’s and the last other');
  await its.on(inCell(home));
  assert.equal(its.asked.length, 6);
  await its.on(inCell(one));
  assert.equal(its.asked.length, 8, 'it made room for the other');
});

test('where there is no place, and before the town’s cell has come, nothing is asked for', async () => {
  const its = phone();
  const empty = index.index.cells.find(({ isEmpty }) => isEmpty).name;
  for (const directory of [index, inCell(empty), { ...inCell(home), streets: '' }]) assert.equal(await its.on(directory), undefined);
  assert.deepEqual(its.asked, []);
});

test('walks of one cell are never taken in another', async () => {
  const its = phone();
  await its.on(inCell(home));
  assert.equal(its.files.on(inCell(one)).walker, undefined);
});

test('a corner that two cells know in two places is not known, and a street in both is offered once', async () => {
  const [atHome, there] = [home, one].map((cell) => `/streets/${cell}/network-abc.bin`);
  for (const [corners, lat] of [[{ [atHome]: corner(52.1) }, 52.1], [{ [there]: corner(52.2) }, 52.2], [{ [atHome]: corner(52.1), [there]: corner(52.1) }, 52.1], [{ [atHome]: corner(52.1), [there]: corner(52.2) }, null], [{}, null]]) {
    const its = phone(corners);
    await its.on(inCell(home));
    await its.on(inCell(one));
    const found = its.files.cornerOf(['high'], ['church']);
    assert.equal(found && found.point.lat, lat, JSON.stringify(corners));
    assert.deepEqual(its.files.named({ places: [] }, index).places.map(({ id }) => id), ['way-1_1']);
  }
});
