/** Walks by the streets: the answers of the Python reference (tests/vectors/streets.py), and street files that are no good. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { byCorner } from '../../static/js/public/corner-meant.js';
import { readDirectory } from '../../static/js/public/directory.js';
import { nearest, sections } from '../../static/js/public/finder.js';
import { readGazetteer } from '../../static/js/public/gazetteer.js';
import { resolve } from '../../static/js/public/whereabouts.js';
import { readGround } from '../../static/js/streets/ground-file.js';
import { readNames } from '../../static/js/streets/names-file.js';
import { readNetwork } from '../../static/js/streets/network-file.js';
import { Walker } from '../../static/js/streets/walker.js';
import { answerTo, digestOf, flatMeaning } from './answers-to.js';

const vectors = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8'));
const { network, names, ground, ground_points: groundPoints, ground_kinds: groundKinds, named, named_digest: namedDigest, asked, answers, corners } = vectors('streets');
const { wordings, wanted } = vectors('answers');
const directories = vectors('directories').map(readDirectory);
const [content, namesContent, groundContent] = [network, names, ground].map((text) => Uint8Array.from(Buffer.from(text, 'base64')).buffer);

test('answers by the streets are those of the server', () => {
  const read = readNetwork(content);
  const walker = new Walker(read, readNames(namesContent, read.starts.length));
  let byStreet = 0;
  for (const [question, digest, way] of answers) {
    const directory = { ...directories[question[0]], walker };
    const asked = { ...wanted[question[5]], noSteps: Boolean(question[6]) };
    const told = answerTo(directory, question, asked, wordings);
    assert.equal(digestOf(told, digest.length), digest, `${JSON.stringify(question)}: ${JSON.stringify(told)}`);
    assert.equal(wayOf(directory, question, asked), way, JSON.stringify(question));
    byStreet += JSON.stringify(told) !== JSON.stringify(answerTo(directories[question[0]], question, asked, wordings));
  }
  assert.ok(answers.length >= 180 && byStreet >= 90, `${byStreet}`);
});

function wayOf(directory, [, lat, lon, since], wanted) {
  const { first } = sections(directory, { lat: lat / 100_000, lon: lon / 100_000 }, directory.start + since, wanted);
  return first ? first.way : '';
}

test('every place in order: those by the streets come before others of their state', () => {
  const walker = new Walker(readNetwork(content));
  const directory = { ...directories[0], walker };
  const found = nearest(directory, { lat: 52.4081, lon: -1.5106 }, directory.start + 720, { anyAge: true });
  assert.equal(found.length, directory.columns.slug.length);
  const open = found.filter(({ status }) => status.state === 'open');
  const firstStraight = open.findIndex(({ byStreet }) => !byStreet);
  assert.ok(firstStraight > 0 && open.slice(firstStraight).every(({ byStreet }) => !byStreet));
});

test('a file that is cut off, too long, of another version or none at all is refused', () => {
  const bytes = new Uint8Array(content);
  for (let size = 0; size < bytes.length; size += 41) assert.throws(() => readNetwork(content.slice(0, size)), `${size}`);
  assert.throws(() => readNetwork(Uint8Array.from([...bytes, 0]).buffer));
  for (const [at, value] of [[0, 65], [3, 2]]) {
    const other = bytes.slice();
    other[at] = value;
    assert.throws(() => readNetwork(other.buffer));
  }
  const edges = readNetwork(content).starts.length;
  for (let size = 0; size < namesContent.byteLength; size += 13) assert.throws(() => readNames(namesContent.slice(0, size), edges), `${size}`);
  assert.throws(() => readNames(namesContent, edges + 1));
  assert.throws(() => readNames(content, edges));
  assert.throws(() => readNetwork(new TextEncoder().encode('<!doctype html><title>Sign in to the network</title>').buffer));
});

test('the ground is read as it was written, and one that is damaged is refused', () => {
  const walker = new Walker(readNetwork(content));
  const { plane } = walker.network;
  const read = readGround(groundContent, plane);
  assert.deepEqual([...read.kinds], groundKinds);
  assert.deepEqual([...read.y].map((y) => Math.round(y / plane.northM)), groundPoints);
  assert.deepEqual(read.places.map(({ kind, name }) => [kind, name]), [[0, 'Made-up Büro Road'], [2, 'Long Meadow']]);
  for (let shape = 0; shape < read.kinds.length; shape += 1) {
    const [west, east, south, north] = read.sides.subarray(4 * shape, 4 * shape + 4);
    assert.ok(west <= east && south <= north);
  }
  for (let size = 0; size < groundContent.byteLength; size += 3) assert.throws(() => readGround(groundContent.slice(0, size), plane), `${size}`);
  assert.throws(() => readGround(content, plane));

  walker.ground = read;
  const box = { south: 52.39, west: -1.53, north: 52.42, east: -1.48 };
  assert.deepEqual(walker.namesIn(box, 13).map(([name, kind]) => [name, kind]), [['Made-up Büro Road', 'station']]);
  assert.ok(walker.namesIn(box, 15).some(([name, kind]) => name === 'Long Meadow' && kind === 'park'));
});

test('streets and places by their names, and what texts mean that name them', async () => {
  const read = readNetwork(content);
  const walker = new Walker(read, readNames(namesContent, read.starts.length));
  walker.ground = readGround(groundContent, read.plane);
  const gazetteer = readGazetteer(vectors('gazetteer'));
  const places = walker.places(gazetteer);
  assert.equal(walker.places(gazetteer), places, 'made once');
  const rows = places.map(({ id, name, kind, lat, lon, area, spread, ends }) => [id, name, kind, lat, lon, area, spread, ends.map((end) => [end.lat, end.lon, end.area])]);
  assert.deepEqual(rows.filter((_row, at) => at % 60 === 0), named);
  assert.equal(digestOf(rows, namedDigest.length), namedDigest);
  const all = { ...gazetteer, places: [...gazetteer.places, ...places] };
  for (const [text, told] of asked) assert.deepEqual(flatMeaning(await resolve(text, all, async () => null)), told, text);
  assert.ok(asked.some(([, [question]]) => String(question).includes('is long')));
});

test('corners of streets are read and found alike', () => {
  const read = readNetwork(content);
  const walker = new Walker(read, readNames(namesContent, read.starts.length));
  const { town } = readGazetteer(vectors('gazetteer'));
  for (const [text, lat, lon, label] of corners) {
    const meant = byCorner(text, town, (one, other) => walker.cornerOf(one, other));
    assert.deepEqual(meant ? [meant.point.lat, meant.point.lon, meant.label] : [null, null, ''], [lat, lon, label], text);
  }
  assert.ok(corners.filter(([, lat]) => lat !== null).length >= 4);
});

test('the names of streets in a part of the map: each once, upright, the more important first', () => {
  const read = readNetwork(content);
  const walker = new Walker(read, readNames(namesContent, read.starts.length));
  const box = { south: 52.4, west: -1.525, north: 52.416, east: -1.49 };
  assert.deepEqual(walker.namesIn(box, 13), []);
  const far = walker.namesIn(box, 15);
  const near = walker.namesIn({ ...box, south: 52.405, north: 52.41, west: -1.515, east: -1.505 }, 17);
  assert.ok(far.length > 3 && near.length > 3, `${far.length} ${near.length}`);
  for (const rows of [far, near]) {
    assert.equal(new Set(rows.map(([name]) => name)).size, rows.length);
    for (const [name, kind, lat, lon, , degrees] of rows) {
      assert.ok(name && kind === 'street' && Math.abs(degrees) <= 90);
      assert.ok(lat > 52.399 && lat < 52.417 && lon > -1.527 && lon < -1.488);
    }
  }
});

test('what is near a place is what lies near it', () => {
  const { squares } = new Walker(readNetwork(content));
  const { x, y } = squares.network;
  const corners = [1000, 1000, 1600, 1500];
  const found = new Set();
  squares.each(corners, (piece, edge) => {
    assert.ok(edge >= 0 && !found.has(piece));
    found.add(piece);
  });
  for (let piece = 0; piece < x.length; piece += 1) {
    const isIn = squares.edgeOf[piece] >= 0 && x[piece] > 1000 && x[piece] < 1600 && y[piece] > 1000 && y[piece] < 1500;
    if (isIn) assert.ok(found.has(piece), `${piece}`);
  }
});

test('a way as a line begins and ends where the streets are met, and is as long as the walk', () => {
  const read = readNetwork(content);
  const walker = new Walker(read);
  const directory = { ...directories[0], walker };
  let told = 0;
  for (const [, lat, lon] of answers.map(([question]) => question)) {
    const walks = walker.from(directory, { lat: lat / 100_000, lon: lon / 100_000 });
    if (!walks) continue;
    for (let row = 0; row < directory.columns.slug.length; row += 5) {
      const line = walks.lineTo(row);
      if (walks.lengthTo(row) === Infinity) {
        assert.deepEqual(line, []);
        continue;
      }
      assert.ok(line.length >= 2);
      const metres = line.slice(1).reduce((sum, place, at) => sum + metresBetween(line[at], place), 0);
      const off = metresBetween([lat / 100_000, lon / 100_000], line[0]) + metresBetween(line[line.length - 1], placeOf(directory, row));
      const walked = walks.lengthTo(row) / 10;
      assert.ok(Math.abs(metres + off - walked) < 5 + walked / 40, `${metres} ${off} ${walked}`);
      told += 1;
    }
  }
  assert.ok(told > 200, `${told}`);
});

const placeOf = ({ columns }, row) => [columns.lat[row] / 100_000, columns.lon[row] / 100_000];
const metresBetween = ([lat, lon], [lat2, lon2]) => Math.hypot((lat2 - lat) * 111_270, (lon2 - lon) * 68_060);
