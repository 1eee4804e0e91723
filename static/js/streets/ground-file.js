/** What a map draws beneath its streets (safespaces/streets/ground_codec.py tells the layout). */

import { Columns } from './columns.js';
import { summed } from './network-file.js';

/**
 * @typedef {{kinds: Int32Array, partAt: Int32Array, pointAt: Int32Array, x: Float64Array, y: Float64Array, sides: Float64Array,
 *   places: {kind: number, name: string, x: number, y: number}[]}} Ground  x, y: metres on the network's plane; sides: of each shape least and
 *   largest x, least and largest y
 */

const HEAD = 'SSG\u0001';
const COLUMNS_AT = 20; // behind the head and the two doubles
const MOST = 1 << 22;

/** @param {ArrayBuffer} content @param {import('./network-file.js').Plane} plane  of the network @returns {Ground} Throws when it is no whole ground file of this version. */
export function readGround(content, { eastM, northM }) {
  const bytes = new Uint8Array(content);
  if (String.fromCharCode(...bytes.subarray(0, HEAD.length)) !== HEAD) throw new Error('no ground of this version');
  const reader = new Columns(bytes, COLUMNS_AT);
  const [shapes, parts, points, named, size] = reader.unsigned(5);
  if (Math.max(shapes, parts, points, named) > MOST) throw new Error('the ground is too large');
  reader.signed(2); // the origin is the network's
  const kinds = summed(reader.unsigned(shapes));
  const [partAt, pointAt] = [bounds(reader.unsigned(shapes)), bounds(reader.unsigned(parts))];
  const [lats, lons] = [summed(reader.signed(points)), summed(reader.signed(points))];
  const [ofPlaces, placeLats, placeLons] = [1, 2, 3].map(() => summed(reader.signed(named)));
  if (reader.at + size !== bytes.length || partAt[shapes] !== parts || pointAt[parts] !== points) throw new Error('the ground does not add up');
  const names = named ? new TextDecoder().decode(bytes.subarray(reader.at)).split('\n') : [];
  const x = Float64Array.from(lons, (lon) => 2 * lon * eastM);
  const y = Float64Array.from(lats, (lat) => 2 * lat * northM);
  const places = names.map((name, at) => ({ kind: ofPlaces[at], name, x: placeLons[at] * eastM, y: placeLats[at] * northM }));
  return { kinds, partAt, pointAt, x, y, sides: sidesOf(shapes, partAt, pointAt, x, y), places };
}

function bounds(counts) {
  const found = new Int32Array(counts.length + 1);
  for (let at = 0; at < counts.length; at += 1) found[at + 1] = found[at] + counts[at];
  return found;
}

function sidesOf(shapes, partAt, pointAt, x, y) {
  const sides = new Float64Array(4 * shapes);
  for (let shape = 0; shape < shapes; shape += 1) {
    let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let at = pointAt[partAt[shape]]; at < pointAt[partAt[shape + 1]]; at += 1) {
      if (x[at] < west) west = x[at];
      if (x[at] > east) east = x[at];
      if (y[at] < south) south = y[at];
      if (y[at] > north) north = y[at];
    }
    sides.set([west, east, south, north], 4 * shape);
  }
  return sides;
}
