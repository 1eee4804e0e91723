/** A way as a line on the map: from where somebody stands to a place, along the streets. */

import { FINE } from './network-file.js';
import { pieceDm } from './drawn.js';

/** @typedef {import('./network-file.js').Network} Network */
/** @typedef {import('./snap.js').Snapped} Snapped */
/** @typedef {[number, number]} Place  lat, lon in degrees */

/**
 * @param {Network} network @param {import('./legs.js').Walked[]} edges @param {Snapped} start @param {Snapped} end
 * @returns {Place[]} at least two
 */
export function wayLine(network, edges, start, end) {
  const last = edges.length - 1;
  const points = [];
  edges.forEach(([edge, isForwards], number) => {
    const length = network.lengthsDm[edge] || 1;
    const from = number === 0 ? start.startDm / length : isForwards ? 0 : 1;
    const to = number === last ? end.startDm / length : isForwards ? 1 : 0;
    points.push(...part(network, edge, from, to));
  });
  const { plane } = network;
  return points.map(([x, y]) => [(y / plane.northM + plane.south) / FINE, (x / plane.eastM + plane.west) / FINE]);
}

/** The points of an edge between two shares of its length (0 at its start, 1 at its end), in metres, in the direction from one to the other. */
function part({ x, y, firsts, drawnDm }, edge, from, to) {
  const [low, high] = [Math.min(from, to) * drawnDm[edge], Math.max(from, to) * drawnDm[edge]];
  const found = [];
  let before = 0;
  for (let at = firsts[edge]; at < firsts[edge + 1] - 1; at += 1) {
    const length = pieceDm(x[at + 1] - x[at], y[at + 1] - y[at]);
    const on = (place) => {
      const share = length ? (place - before) / length : 0;
      return [x[at] + (x[at + 1] - x[at]) * share, y[at] + (y[at + 1] - y[at]) * share];
    };
    if (before + length >= low && before <= high) {
      if (!found.length) found.push(on(Math.max(low, before)));
      found.push(on(Math.min(high, before + length)));
    }
    before += length;
  }
  return from <= to ? found : found.reverse();
}
