/**
 * WGS84 earth-centred coordinates: exact nearest order, distance and direction. The same arithmetic, in the same order, as
 * safespaces/geo/earth.py (NIMA TR8350.2, section 4): the straight chord orders as the way along the ground does.
 */

/** @typedef {import('./point.js').Point} Point */
/** @typedef {[number, number, number]} Xyz  metres */

const SEMI_MAJOR_M = 6378137.0;
const E2 = 6.69437999014e-3; // first eccentricity squared
const MEAN_RADIUS_M = 6371008.8;
const COMPASS = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west']; // said by wording.js

const radians = (degrees) => degrees * (Math.PI / 180);

/** @param {Point} point @returns {Xyz} */
export function xyz({ lat, lon }) {
  const up = radians(lat);
  const along = radians(lon);
  const sine = Math.sin(up);
  const nu = SEMI_MAJOR_M / Math.sqrt(1 - E2 * sine ** 2);
  const across = nu * Math.cos(up);
  return [across * Math.cos(along), across * Math.sin(along), (1 - E2) * nu * sine];
}

/** @param {Xyz} a @param {ArrayLike<number>} b  a position, or many one after the other @param {number} [at] where in b @returns {number} metres, straight */
export function chordM(a, b, at = 0) {
  const dx = b[at] - a[0];
  const dy = b[at + 1] - a[1];
  const dz = b[at + 2] - a[2];
  return Math.sqrt(dx * dx + dy * dy + dz * dz);
}

/** @param {number} chord  metres @returns {number} distance along the ground in metres */
export function arcM(chord) {
  return 2 * MEAN_RADIUS_M * Math.asin(Math.min(1, chord / (2 * MEAN_RADIUS_M)));
}

/** @param {number} chord  metres @returns {number} whole metres along the ground, halves up */
export function wholeMetres(chord) {
  return Math.floor(arcM(chord) + 0.5);
}

/** @param {Point} start @param {Point} end @returns {number} whole degrees clockwise from north, 0 to 359 */
export function bearingDeg(start, end) {
  const [x0, y0, z0] = xyz(start);
  const [x1, y1, z1] = xyz(end);
  const [dx, dy, dz] = [x1 - x0, y1 - y0, z1 - z0];
  const lat = radians(start.lat);
  const lon = radians(start.lon);
  const east = -Math.sin(lon) * dx + Math.cos(lon) * dy;
  const north = -Math.sin(lat) * (Math.cos(lon) * dx + Math.sin(lon) * dy) + Math.cos(lat) * dz;
  if (east === 0 && north === 0) return 0;
  const turn = (Math.atan2(east, north) * (180 / Math.PI)) % 360;
  return Math.floor((turn < 0 ? turn + 360 : turn) + 0.5) % 360;
}

/** @param {number} bearing  degrees @returns {string} one of eight words */
export function compassWord(bearing) {
  return COMPASS[Math.floor((bearing + 22.5) / 45) % 8];
}
