/** A way on foot as its legs: the rules of safespaces/streets/legs.py. */

/** @typedef {import('./network-file.js').Network} Network */
/** @typedef {import('./search.js').Search} Search */
/** @typedef {import('./snap.js').Snapped} Snapped */
/** @typedef {[number, number]} Direction  metres east and north */
/** @typedef {{name: string, lengthDm: number, turn: '' | 'left' | 'right' | 'on', comes: Direction, goes: Direction}} Leg */
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
    const isForwards = network.ends[edge] === node;
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
 * @returns {Leg[]}
 */
export function legsOf(network, nameOf, edges, start, end) {
  const legs = [];
  edges.forEach(([edge, isForwards], number) => {
    let length = network.lengthsDm[edge];
    if (edges.length === 1) length = Math.abs(end.startDm - start.startDm);
    else if (number === 0) length = isForwards ? start.endDm : start.startDm;
    else if (number === edges.length - 1) length = isForwards ? end.startDm : end.endDm;
    add(legs, { name: nameOf(edge), lengthDm: length, turn: '', ...directions(network, edge, isForwards) });
  });
  const worth = legs.filter((leg) => leg.lengthDm >= (leg.name ? TOLD_DM : UNNAMED_TOLD_DM));
  const told = [];
  for (const leg of worth.length ? worth : legs.slice(0, 1)) add(told, leg);
  const longest = told.map((leg, at) => ({ leg, at })).sort((a, b) => b.leg.lengthDm - a.leg.lengthDm || a.at - b.at).slice(0, MOST);
  const few = longest.sort((a, b) => a.at - b.at).map(({ leg }) => leg);
  return few.map((leg, at) => ({ ...leg, turn: at ? turnOf(few[at - 1].goes, leg.comes) : '' }));
}

function add(legs, leg) {
  const before = legs[legs.length - 1];
  if (!before || before.name !== leg.name) legs.push(leg);
  else legs[legs.length - 1] = { ...leg, lengthDm: before.lengthDm + leg.lengthDm, comes: before.comes };
}

function directions({ x, y, firsts }, edge, isForwards) {
  const [first, last] = [firsts[edge], firsts[edge + 1] - 1];
  const between = (one, other) => /** @type {Direction} */ ([x[other] - x[one], y[other] - y[one]]);
  return isForwards ? { comes: between(first, first + 1), goes: between(last - 1, last) } : { comes: between(last, last - 1), goes: between(first + 1, first) };
}

function turnOf(goes, comes) {
  const cross = goes[0] * comes[1] - goes[1] * comes[0];
  const along = goes[0] * comes[0] + goes[1] * comes[1];
  if (along > 0 && 3 * cross * cross <= along * along) return 'on';
  return cross > 0 ? 'left' : 'right';
}
