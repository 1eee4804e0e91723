/** The streets of a network by their names: the rules of safespaces/streets/named_streets.py. */

import { partsOf, Places } from './street-parts.js';
import { wordsOf } from '../public/place-words.js';

/** @typedef {import('./network-file.js').Network} Network */
/** @typedef {import('../public/point.js').Point} Point */
/** @typedef {{edge: number, name: string, point: Point, spread: number, ends: {point: Point, meets: string}[], meets: string}} NamedStreet */

const LONG_M = 500;
const NEAR_ITS_END_M = 400;

/** @param {Network} network @param {(edge: number) => string} nameOf @param {import('./search.js').Around} around @returns {NamedStreet[]} by their first edges */
export function namedStreets(network, nameOf, around) {
  const keys = new Map();
  const edges = new Map();
  for (let edge = 0; edge < network.starts.length; edge += 1) {
    const name = nameOf(edge);
    if (!name) continue;
    if (!keys.has(name)) keys.set(name, wordsOf(name).join(' ') || name); // letters that words are not made of
    const key = keys.get(name);
    if (edges.has(key)) edges.get(key).push(edge);
    else edges.set(key, [edge]);
  }
  const places = new Places(network);
  const parts = [];
  edges.forEach((some) => parts.push(...partsOf(some, network, places)));
  return parts.sort((a, b) => a[0] - b[0]).map((part) => streetOf(part, network, nameOf, keys, around, places));
}

/** @returns {NamedStreet} */
function streetOf(part, network, nameOf, keys, around, places) {
  const { x: xs, y: ys, firsts } = network;
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  const eachPoint = (see) => part.forEach((edge) => { for (let at = firsts[edge]; at < firsts[edge + 1]; at += 1) see(xs[at], ys[at]); });
  eachPoint((x, y) => {
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
  });
  const [x, y] = onIt(part, network, (west + east) / 2, (south + north) / 2);
  let furthest = 0;
  eachPoint((a, b) => { furthest = Math.max(furthest, (a - x) * (a - x) + (b - y) * (b - y)); });
  const spread = Math.floor(Math.sqrt(furthest) + 0.5);
  const name = nameOf(part[0]);
  return { edge: part[0], name, point: places.onEarth(x, y), spread, ends: spread > LONG_M ? bothEnds() : [], meets: metNear() };

  function nodesOf() {
    return [...new Set([...part.map((edge) => network.starts[edge]), ...part.map((edge) => network.ends[edge])])].sort((a, b) => a - b);
  }

  function fromMiddle(node) {
    return (places.x[node] - x) * (places.x[node] - x) + (places.y[node] - y) * (places.y[node] - y);
  }

  /** The name of the street that is met nearest to the middle. */
  function metNear() {
    return nodesOf().sort((a, b) => fromMiddle(a) - fromMiddle(b) || a - b).map(metAt).find(Boolean) || '';
  }

  function bothEnds() {
    const nodes = nodesOf();
    const one = furthestOf(nodes, fromMiddle);
    const other = furthestOf(nodes, (node) => places.apart(node, one));
    const found = [];
    for (const end of [one, other]) {
      const near = nodes.filter((node) => places.apart(node, end) <= NEAR_ITS_END_M ** 2).sort((a, b) => places.apart(a, end) - places.apart(b, end) || a - b);
      const seen = found.map(({ meets }) => meets);
      const node = near.find((each) => metAt(each) && !seen.includes(metAt(each)));
      if (node !== undefined) found.push({ point: places.onEarth(places.x[node], places.y[node]), meets: metAt(node) });
    }
    return found;
  }

  /** The name of another street at a node; "" for none. */
  function metAt(node) {
    for (let at = around.firsts[node]; at < around.firsts[node + 1]; at += 1) {
      const met = nameOf(around.edges[at]);
      if (met && keys.get(met) !== keys.get(name)) return met;
    }
    return '';
  }
}

function furthestOf(nodes, away) {
  return nodes.reduce((best, node) => (away(node) > away(best) ? node : best), nodes[0]);
}

/** The place on the street that is nearest to one beside it. */
function onIt(part, { x: xs, y: ys, firsts }, x, y) {
  let [best, found] = [Infinity, [x, y]];
  for (const edge of part) {
    for (let at = firsts[edge]; at < firsts[edge + 1] - 1; at += 1) {
      const dx = xs[at + 1] - xs[at];
      const dy = ys[at + 1] - ys[at];
      const length = dx * dx + dy * dy;
      const along = Math.max(0, Math.min(1, length ? ((x - xs[at]) * dx + (y - ys[at]) * dy) / length : 0));
      const px = xs[at] + along * dx;
      const py = ys[at] + along * dy;
      const away = (px - x) * (px - x) + (py - y) * (py - y);
      if (away < best) [best, found] = [away, [px, py]];
    }
  }
  return found;
}
