/** A point on the ground in WGS84: {lat, lon} in decimal degrees. The rules of safespaces/geo/point.py. */

/** @typedef {{lat: number, lon: number}} Point */

const NUMBER = '[+-]?[0-9]{1,3}(?:\\.[0-9]+)?';
const PAIR = new RegExp(`^ *(${NUMBER}) *[,; ] *(${NUMBER}) *$`);

/** Two numbers that are not a place on the map. */
export class BadPoint extends Error {}

/** @param {string} text  tidied @returns {Point | null} from "52.4081, -1.5106"; null when it is not two numbers. Throws BadPoint. */
export function pairFromText(text) {
  const match = PAIR.exec(text);
  if (!match) return null;
  return checkedPoint(Number(match[1]), Number(match[2]));
}

/** @param {number} lat @param {number} lon @returns {Point} Throws BadPoint when out of range. */
export function checkedPoint(lat, lon) {
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) throw new BadPoint('not on the map');
  return { lat, lon };
}

/** @param {Point} point @returns {boolean} whether it is in Great Britain, islands included, or close to it */
export function inGreatBritain({ lat, lon }) {
  return lat >= 49.8 && lat <= 61 && lon >= -8.7 && lon <= 1.9;
}
