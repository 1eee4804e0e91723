/** Which names of streets are written in a part of the map, and where: each once, in the middle of its longest straight way there. */

import { FINE } from './network-file.js';

/** @typedef {[string, string, number, number, number, number]} Row  name, 'street', lat, lon, zoom, and degrees that it is turned by */

const FROM_ZOOM = 15;
const MAJOR_FROM_ZOOM = 14;
const LETTER_PX = 7;
const MOST = 45;
const MAJOR = 0;
const PLACES = [['station', 13], ['hospital', 14], ['park', 15], ['school', 16], ['shops', 15]]; // and from which zoom (ground_kinds.py)
const EARTH_M = 40075016.686;

/**
 * @param {import('./walker.js').Walker} walker @param {{south: number, west: number, north: number, east: number}} box  degrees @param {number} zoom
 * @returns {any[][]} the more important first; a street's turned by degrees
 */
export function namesIn(walker, { south, west, north, east }, zoom) {
  const { plane } = walker.network;
  const metresAt = (lat, lon) => [(lon * FINE - plane.west) * plane.eastM, (lat * FINE - plane.south) * plane.northM];
  const box = /** @type {[number, number, number, number]} */ ([...metresAt(south, west), ...metresAt(north, east)]);
  return [...placesIn(walker, box, zoom), ...streetsIn(walker, box, zoom, north)];
}

/** @param {import('./walker.js').Walker} walker @param {[number, number, number, number]} box  metres on the plane @param {number} zoom @param {number} north @returns {any[][]} */
function streetsIn({ network, nameOf, squares }, box, zoom, north) {
  if (zoom < MAJOR_FROM_ZOOM) return [];
  const { x, y, kinds } = network;
  const longest = new Map();
  const perPx = (EARTH_M * Math.cos((north * Math.PI) / 180)) / (256 * 2 ** zoom);
  squares.each(box, (piece, edge) => {
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

/** @param {import('./walker.js').Walker} walker @returns {any[][]} name, kind, lat, lon, zoom: of the named places on the ground, as map-layers.js writes them */
function placesIn({ network, ground }, [west, south, east, north], zoom) {
  if (!ground) return [];
  return ground.places
    .filter(({ kind, x, y }) => zoom >= PLACES[kind][1] && x >= west && x <= east && y >= south && y <= north)
    .map(({ kind, name, x, y }) => [name, PLACES[kind][0], ...onEarth(network.plane, x, y), PLACES[kind][1]]);
}

function onEarth(plane, x, y) {
  return [(y / plane.northM + plane.south) / FINE, (x / plane.eastM + plane.west) / FINE];
}

function row({ plane, x, y }, name, piece) {
  const turned = (-Math.atan2(y[piece + 1] - y[piece], x[piece + 1] - x[piece]) * 180) / Math.PI;
  const upright = turned > 90 ? turned - 180 : turned < -90 ? turned + 180 : turned;
  const [lat, lon] = onEarth(plane, (x[piece] + x[piece + 1]) / 2, (y[piece] + y[piece + 1]) / 2);
  return /** @type {Row} */ ([name, 'street', lat, lon, 0, Math.round(upright)]);
}
