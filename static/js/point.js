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
  const lat = Number(match[1]);
  const lon = Number(match[2]);
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) throw new BadPoint('not on the map');
  return { lat, lon };
}
