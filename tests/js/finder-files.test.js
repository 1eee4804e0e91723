/** The files that phones get: what is asked for and when, and what still works without a network. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { FinderFiles, NotLoaded } from '../../static/js/public/finder-files.js';

const vectors = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8'));
const [ordinary] = vectors('directories');
const POSTCODES = { outward: 'CV1', inward: '1AA 5FB', lat: [52410000, -3390], lon: [-1510000, 7710] };
const MINUTE = 60 * 1000;

/** A network with the given files, and a clock; `asked` lists every path in order; `serverMs` is what the server takes the time to be. */
function network(more = {}) {
  const paths = { '/directory.json': ordinary, '/gazetteer.json': vectors('gazetteer'), '/postcodes/CV1.json': POSTCODES, ...more };
  const net = { asked: [], isOn: true, ms: (ordinary.start + 600) * MINUTE };
  const get = async (path) => {
    net.asked.push(path);
    if (!net.isOn) throw new TypeError('no network');
    const found = paths[path];
    const status = typeof found === 'number' ? found : found ? 200 : 404;
    const headers = new Headers(net.serverMs === undefined ? {} : { Date: new Date(net.serverMs).toUTCString() });
    if (net.isKept) headers.set('Kept', '1');
    return { ok: status === 200, status, headers, json: async () => found };
  };
  net.files = new FinderFiles('', get, () => net.ms);
  return net;
}

test('files are asked for once, however many wait for them', async () => {
  const net = network();
  net.files.prefetch();
  await Promise.all([net.files.directory(), net.files.directory(), net.files.gazetteer()]);
  await net.files.directory();
  assert.deepEqual(net.asked, ['/directory.json', '/gazetteer.json']);
});

test('the directory is asked for again after half a minute, names after ten', async () => {
  const net = network();
  await net.files.directory();
  await net.files.gazetteer();
  net.ms += MINUTE / 2 - 1;
  await net.files.directory();
  assert.equal(net.asked.length, 2);
  net.ms += 1;
  await net.files.directory();
  await net.files.gazetteer();
  assert.deepEqual(net.asked.slice(2), ['/directory.json']);
  net.ms += 10 * MINUTE;
  await net.files.gazetteer();
  assert.deepEqual(net.asked.slice(3), ['/gazetteer.json']);
});

test('with the network off the old files go on answering', async () => {
  const net = network();
  await net.files.directory();
  await net.files.gazetteer();
  const point = await net.files.postcodePoint({ outward: 'CV1', inward: '5FB' });
  net.isOn = false;
  net.ms += 3 * 24 * 60 * MINUTE;
  assert.ok(await net.files.directory());
  assert.deepEqual(await net.files.postcodePoint({ outward: 'CV1', inward: '5FB' }), point);
});

test('but not for ever: of one that no longer covers the week ahead only usual hours are taken', async () => {
  const net = network();
  net.serverMs = net.ms;
  assert.equal((await net.files.directory()).isUsual, false);
  net.isOn = false;
  net.ms += 8 * 24 * 60 * MINUTE;
  assert.equal((await net.files.directory()).isUsual, false);
  net.ms += 24 * 60 * MINUTE;
  assert.equal((await net.files.directory()).isUsual, true);
});

test('a clock that stands before the list was made is no clock', async () => {
  const net = network();
  net.serverMs = net.ms;
  await net.files.directory();
  net.isOn = false;
  net.ms -= 5 * 60 * MINUTE;
  assert.equal((await net.files.directory()).isUsual, true);
});

test('what a service worker has kept is known to be old, and says nothing of the clock', async () => {
  const net = network();
  net.serverMs = net.ms - 20 * 60 * MINUTE;
  net.isKept = true;
  const directory = await net.files.directory();
  assert.equal(net.files.time.aheadMs, 0);
  assert.match(net.files.age(directory), /^No signal\. This is the list of yesterday 14:00\. By your phone’s clock it is \w+ 10:00\.$/);
});

test('after midnight the new day is asked for at once', async () => {
  const net = network();
  net.ms = (ordinary.start + 1439) * MINUTE;
  await net.files.directory();
  net.ms += MINUTE;
  await net.files.directory();
  assert.equal(net.asked.length, 2);
});

test('a directory that fails, is damaged, or is of another time is not used', async () => {
  for (const bad of [404, 503, { start: 'x' }, { ...ordinary, start: ordinary.start + 100_000 }]) {
    await assert.rejects(network({ '/directory.json': bad }).files.directory(), NotLoaded);
  }
});

test('a directory that does not come is waited for once', async () => {
  const net = network();
  net.isOn = false;
  await assert.rejects(net.files.directory(), NotLoaded);
  assert.deepEqual(net.asked, ['/directory.json']);
});

test('a postcode is looked up by its outward code alone', async () => {
  const net = network();
  assert.deepEqual(await net.files.postcodePoint({ outward: 'CV1', inward: '5FB' }), { lat: 52.40661, lon: -1.50229 });
  assert.equal(await net.files.postcodePoint({ outward: 'CV1', inward: '9ZZ' }), null);
  assert.deepEqual(net.asked, ['/postcodes/CV1.json']);
});

test('an outward code without a file leaves the postcode to its sector', async () => {
  const net = network();
  assert.equal(await net.files.postcodePoint({ outward: 'M1', inward: '1AA' }), null);
});

test('without a network a postcode is left to its sector where that is known, and not guessed where it is not', async () => {
  const net = network();
  await net.files.gazetteer();
  net.isOn = false;
  assert.equal(await net.files.postcodePoint({ outward: 'CV6', inward: '5AB' }), null);
  await assert.rejects(net.files.postcodePoint({ outward: 'M1', inward: '1AA' }), NotLoaded);
});

test('a phone whose clock is wrong goes by the time of the server, and says so', async () => {
  for (const hours of [5, -9, 24, -24, 30 * 24, -11 * 365 * 24]) {
    const net = network();
    net.serverMs = net.ms;
    net.ms += hours * 60 * MINUTE; // of the phone alone
    await net.files.directory();
    assert.equal(net.files.now(), Math.floor(net.serverMs / MINUTE), `${hours} h`);
    assert.match(net.files.time.noted({ note: 'Rough.' }, ordinary).note, /^Your phone’s clock is wrong. We go by the right time: it is [0-9]{2}:[0-9]{2}. Rough.$/);
    net.ms += 7 * MINUTE;
    assert.equal(net.files.now(), Math.floor(net.serverMs / MINUTE) + 7); // it goes on from there
  }
});

test('a clock that is nearly right is left alone, and so is one that no answer speaks of', async () => {
  for (const off of [0, 110_000, -110_000, undefined]) {
    const net = network();
    net.serverMs = off === undefined ? undefined : net.ms + off;
    await net.files.directory();
    assert.equal(net.files.now(), Math.floor(net.ms / MINUTE));
    assert.deepEqual(net.files.time.noted({ note: '' }, {}), { note: '' });
  }
});

test('an answer that is long on its way makes no clock wrong', async () => {
  const net = network();
  net.serverMs = net.ms;
  const slow = net.files.get;
  net.files.get = async (path) => {
    const answer = await slow(path);
    net.ms += 5 * MINUTE;
    return answer;
  };
  await net.files.directory();
  assert.equal(net.files.time.aheadMs, 0);
});
