/**
 * The street file (safespaces/streets/codec.py tells the layout): the walking network of a town. It is read in one go into typed arrays, for
 * a phone has twenty thousand nodes to read.
 */

import { Columns } from './columns.js';
import { drawn } from './drawn.js';

/** @typedef {{south: number, west: number, eastM: number, northM: number}} Plane */
/**
 * @typedef {{madeOn: number, plane: Plane, lats: Int32Array, lons: Int32Array, starts: Int32Array, ends: Int32Array, lengthsDm: Int32Array,
 *   kinds: Uint8Array, isLit: Uint8Array, shapeAt: Int32Array, shapeLats: Int32Array, shapeLons: Int32Array} & import('./drawn.js').Drawn} Network
 *   nodes: lats, lons in parts of a degree from the origin; edges: from starts to ends
 */

export const FINE = 100000; // parts of a degree
export const STEPS = 6; // of the kinds of ways (safespaces/streets/foot.py)
const VERSION = 1;
const HEAD = 20; // bytes: three letters, version, two doubles
const MOST = 1 << 24;

/** @param {ArrayBuffer} content @returns {Network} Throws when it is no whole street file of this version. */
export function readNetwork(content) {
  const bytes = new Uint8Array(content);
  if (String.fromCharCode(...bytes.subarray(0, 3)) !== 'SSN' || bytes[3] !== VERSION) throw new Error('no street file of this version');
  const head = new DataView(content);
  const reader = new Columns(bytes, HEAD);
  const [madeOn, nodes, edges, shapes] = reader.unsigned(4);
  if (Math.max(nodes, edges, shapes) > MOST) throw new Error('the street file is too large');
  const [south, west] = reader.signed(2);
  const plane = { south, west, eastM: head.getFloat64(4, true), northM: head.getFloat64(12, true) };
  const [lats, lons] = [summed(reader.signed(nodes)), summed(reader.signed(nodes))];
  const starts = repeated(reader.unsigned(nodes), edges);
  const ends = endsOf(starts, reader.unsigned(edges), nodes);
  const attributes = reader.unsigned(edges);
  const shapeAt = bounds(reader.unsigned(edges), shapes);
  const shapeLats = unguessed(reader.signed(shapes), shapeAt, lats, starts, ends);
  const shapeLons = unguessed(reader.signed(shapes), shapeAt, lons, starts, ends);
  const extra = reader.signed(edges);
  if (reader.at !== bytes.length) throw new Error('something stands behind the street file');
  const kinds = Uint8Array.from(attributes, (each) => each & 7);
  const isLit = Uint8Array.from(attributes, (each) => each >> 3);
  const told = { madeOn, plane, lats, lons, starts, ends, kinds, isLit, shapeAt, shapeLats, shapeLons };
  const lines = drawn(told);
  return { ...told, ...lines, lengthsDm: lines.drawnDm.map((length, edge) => 5 * (Math.floor(length / 5) + extra[edge])) };
}

/** @param {Int32Array} steps @returns {Int32Array} the same, each with all before it added */
export function summed(steps) {
  for (let at = 1; at < steps.length; at += 1) steps[at] += steps[at - 1];
  return steps;
}

function bounds(counts, total) {
  const found = new Int32Array(counts.length + 1);
  for (let at = 0; at < counts.length; at += 1) found[at + 1] = found[at] + counts[at];
  if (found[counts.length] !== total) throw new Error('the street file does not add up');
  return found;
}

/** The number of each place, as often as it says. */
function repeated(counts, total) {
  const found = new Int32Array(total);
  const firsts = bounds(counts, total);
  for (let node = 0; node < counts.length; node += 1) found.fill(node, firsts[node], firsts[node + 1]);
  return found;
}

function endsOf(starts, steps, nodes) {
  for (let edge = 0; edge < steps.length; edge += 1) {
    steps[edge] += edge > 0 && starts[edge] === starts[edge - 1] ? steps[edge - 1] : starts[edge];
    if (steps[edge] >= nodes) throw new Error('the street file does not add up');
  }
  return steps;
}

/** Each point is kept as how far it is from where it would lie on the straight way to the edge's end. */
function unguessed(extra, shapeAt, ofNodes, starts, ends) {
  for (let edge = 0; edge < starts.length; edge += 1) {
    let before = ofNodes[starts[edge]];
    const end = ofNodes[ends[edge]];
    for (let at = shapeAt[edge]; at < shapeAt[edge + 1]; at += 1) {
      before = (Math.floor((end - before) / (shapeAt[edge + 1] - at + 1)) + before & ~1) + 2 * extra[at];
      extra[at] = before;
    }
  }
  return extra;
}
