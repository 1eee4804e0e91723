/** A way on foot as its legs: the rules of safespaces/streets/legs.py. */

import { turnThrough } from './turns.js';

/** @typedef {import('./network-file.js').Network} Network */
/** @typedef {import('./search.js').Search} Search */
/** @typedef {import('./snap.js').Snapped} Snapped */
/** @typedef {{name: string, lengthDm: number, turn: import('./turns.js').Turn}} Leg */
/** @typedef {[number, boolean]} Walked  an edge, and whether from its start to its end */

const TOLD_DM = 250;
const UNNAMED_TOLD_DM = 600;
const MOST = 5;

/** @param {Search} search @param {Snapped} place  that the search has reached @returns {Walked[]} */
export function edgesTo(search, place) {
  const { network, start, lengths, came } = search;
  const [fromStart, fromEnd] = [lengths[network.starts[place.edge]], lengths[network.ends[place.edge]]];
  const by = [fromStart < 0 ? Infinity : fromStart + place.startDm, fromEnd < 0 ? Infinity : fromEnd + place.endDm];
  const along = place.edge === start.edge ? Math.abs(place.startDm - start.startDm) : Infinity;
  if (along <= Math.min(...by)) return [[place.edge, start.startDm <= place.startDm]];
  const isFromStart = by[0] <= by[1];
  const found = [/** @type {Walked} */ ([place.edge, isFromStart])];
  let node = isFromStart ? network.starts[place.edge] : network.ends[place.edge];
  for (;;) {
    const edge = came[node];
    const isLoop = network.starts[edge] === network.ends[edge];
    const isForwards = isLoop ? start.endDm < start.startDm : network.ends[edge] === node;
    const before = isForwards ? network.starts[edge] : network.ends[edge];
    found.unshift([edge, isForwards]);
    if (edge === start.edge && isBegun(search, node, edge)) return found;
    node = before;
  }
}

/** Whether the way to a node by the edge that it starts on begins there, and does not come along the whole of it. */
function isBegun({ network, start, lengths }, node, edge) {
  const own = network.ends[edge] === node ? start.endDm : start.startDm;
  const either = network.starts[edge] === network.ends[edge] ? Math.min(start.startDm, start.endDm) : own;
  return lengths[node] === either;
}

/**
 * @param {Network} network @param {(edge: number) => string} nameOf @param {Walked[]} edges @param {Snapped} start @param {Snapped} end
 * @returns {{legs: Leg[], goesOn: boolean}} the first five that are worth telling, and whether more follow
 */
export function legsOf(network, nameOf, edges, start, end) {
  const parts = partsOf(network, nameOf, edges, start, end);
  const worth = parts.map((part, at) => (part.lengthDm >= (part.name ? TOLD_DM : UNNAMED_TOLD_DM) ? at : -1)).filter((at) => at >= 0);
  const legs = [];
  let last = 0;
  for (const at of worth.length ? worth : [0]) {
    const { name, lengthDm } = parts[at];
    const before = legs[legs.length - 1];
    if (before && before.name === name) before.lengthDm += lengthDm; // only what is left out lies between
    else legs.push({ name, lengthDm, turn: before ? turnThrough(parts.slice(last, at + 1)) : '' });
    last = at;
  }
  return { legs: legs.slice(0, MOST), goesOn: legs.length > MOST };
}

/** Edge after edge; those along the same street are one. */
function partsOf(network, nameOf, edges, start, end) {
  const parts = [];
  edges.forEach(([edge, isForwards], number) => {
    let length = network.lengthsDm[edge];
    if (edges.length === 1) length = Math.abs(end.startDm - start.startDm);
    else if (number === 0) length = isForwards ? start.endDm : start.startDm;
    else if (number === edges.length - 1) length = isForwards ? end.startDm : end.endDm;
    const spots = spotsOf(network, edge, isForwards);
    const before = parts[parts.length - 1];
    if (before && before.name === nameOf(edge)) {
      before.lengthDm += length;
      before.spots.push(...spots.slice(1));
    } else parts.push({ name: nameOf(edge), lengthDm: length, spots });
  });
  return parts;
}

function spotsOf({ x, y, firsts }, edge, isForwards) {
  const spots = [];
  for (let at = firsts[edge]; at < firsts[edge + 1]; at += 1) spots.push([x[at], y[at]]);
  return isForwards ? spots : spots.reverse();
}
