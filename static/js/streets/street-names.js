/** Which names of streets are written in a part of the map, and where: each once, in the middle of its longest straight way there. */

import { FINE } from './network-file.js';

/** @typedef {[string, string, number, number, number, number]} Row  name, 'street', lat, lon, zoom, and degrees that it is turned by */

const FROM_ZOOM = 15;
const MAJOR_FROM_ZOOM = 14;
const LETTER_PX = 7;
const MOST = 45;
const MAJOR = 0;
const EARTH_M = 40075016.686;

/**
 * @param {import('./walker.js').Walker} walker @param {{south: number, west: number, north: number, east: number}} box  degrees @param {number} zoom
 * @returns {Row[]} the more important first
 */
export function namesIn({ network, nameOf, squares }, { south, west, north, east }, zoom) {
  if (zoom < MAJOR_FROM_ZOOM) return [];
  const { plane, x, y, kinds } = network;
  const metresAt = (lat, lon) => [(lon * FINE - plane.west) * plane.eastM, (lat * FINE - plane.south) * plane.northM];
  const longest = new Map();
  const perPx = (EARTH_M * Math.cos((north * Math.PI) / 180)) / (256 * 2 ** zoom);
  squares.each([...metresAt(south, west), ...metresAt(north, east)], (piece, edge) => {
    const name = nameOf(edge);
    if (!name || (zoom < FROM_ZOOM && kinds[edge] !== MAJOR)) return;
    const length = Math.hypot(x[piece + 1] - x[piece], y[piece + 1] - y[piece]);
    const best = longest.get(name);
    if (!best || length > best.length) longest.set(name, { name, length, piece, rank: kinds[edge] === MAJOR ? 0 : 1 });
  });
  return [...longest.values()]
    .filter(({ name, length }) => length / perPx >= name.length * LETTER_PX * 0.6)
    .sort((a, b) => a.rank - b.rank || b.length - a.length || (a.name < b.name ? -1 : 1))
    .slice(0, MOST)
    .map(({ name, piece }) => row(network, name, piece));
}

function row({ plane, x, y }, name, piece) {
  const [midX, midY] = [(x[piece] + x[piece + 1]) / 2, (y[piece] + y[piece + 1]) / 2];
  const turned = (-Math.atan2(y[piece + 1] - y[piece], x[piece + 1] - x[piece]) * 180) / Math.PI;
  const upright = turned > 90 ? turned - 180 : turned < -90 ? turned + 180 : turned;
  const [lat, lon] = [(midY / plane.northM + plane.south) / FINE, (midX / plane.eastM + plane.west) / FINE];
  return /** @type {Row} */ ([name, 'street', lat, lon, 0, Math.round(upright)]);
}
