/** From what somebody typed to a point, a question or advice: the steps of safespaces/venues/whereabouts.py. */

import { outwardMiddle } from './gazetteer.js';
import { isMeantExactly, searchPlaces } from './place-search.js';
import { BadPoint, pairFromText } from './point.js';
import { likelyPostcodes, parseOutward, parsePostcode, parseSector, postcodeInside, postcodeText, sectorOf } from './postcode.js';
import { letters, tidied } from './spaces.js';

/** @typedef {import('./gazetteer.js').Gazetteer} Gazetteer */
/** @typedef {import('./point.js').Point} Point */
/** @typedef {import('./postcode.js').Postcode} Postcode */
/** @typedef {{point: Point, label: string, note: string}} Whereabouts  note: where the point is rough, what it really is */
/** @typedef {{question: string, options: {label: string, text: string}[]}} Choice */
/** @typedef {{advice: string}} Advice  what to type instead */
/** @typedef {(postcode: Postcode) => Promise<Point | null>} PostcodePoint */

const LONGEST_TEXT = 120;
const PLACE_PREFIX = 'place:'; // how an answered question comes back
const ASK = 'Type a postcode, a street, a school, a station or an area, for example CV1 5FB or Foleshill Road.';

/**
 * @param {string} typed @param {Gazetteer} gazetteer @param {PostcodePoint} postcodePoint
 * @returns {Promise<Whereabouts | Choice | Advice>} rejects only where postcodePoint does
 */
export async function resolve(typed, gazetteer, postcodePoint) {
  const text = tidied(typed.replace(/\0/g, ' '));
  if (!text) return { advice: ASK };
  if (letters(text) > LONGEST_TEXT) return { advice: `That is too long to be a place. ${ASK}` };
  if (text.startsWith(PLACE_PREFIX)) return byId(text.slice(PLACE_PREFIX.length), gazetteer);
  return byNumbers(text) || (await byPostcode(text, gazetteer, postcodePoint)) || byName(text, gazetteer);
}

function byNumbers(text) {
  try {
    const pair = pairFromText(text);
    return pair && found(pair, 'the point you gave');
  } catch (error) {
    if (error instanceof BadPoint) return { advice: `Those two numbers are not a place on the map. ${ASK}` };
    throw error;
  }
}

function byId(id, { places }) {
  const place = places.find((each) => each.id === id);
  return place ? found(place, place.name) : { advice: ASK };
}

async function byPostcode(text, gazetteer, postcodePoint) {
  const postcode = parsePostcode(text);
  if (postcode) {
    const point = await postcodePoint(postcode);
    return point ? found(point, postcodeText(postcode)) : bySectorOf(postcode, gazetteer);
  }
  const likely = likelyPostcodes(text).map(postcodeText);
  if (likely.length) {
    return { question: `Did you mean ${likely.join(' or ')}?`, options: likely.map((each) => ({ label: each, text: each })) };
  }
  const inside = postcodeInside(text);
  const point = inside && (await postcodePoint(inside));
  if (point) return found(point, postcodeText(inside));
  const sector = gazetteer.sectors.get(parseSector(text) || (inside ? sectorOf(inside) : ''));
  if (sector) return found(sector, sector.name, rough(sector.name));
  const outward = parseOutward(text);
  const middle = outward && outwardMiddle(gazetteer, outward);
  return middle ? found(middle, outward, rough(outward)) : null;
}

function bySectorOf(postcode, { sectors }) {
  const name = postcodeText(postcode);
  const sector = sectors.get(sectorOf(postcode));
  if (sector) return found(sector, name, rough(sector.name));
  return { advice: `We do not know the postcode ${name}. Check it, or type a street, a school, a station or an area.` };
}

function byName(text, { places }) {
  const meant = searchPlaces(places, text);
  if (!meant.length) return { advice: `We do not know that place. ${ASK}` };
  if (meant.length === 1) return found(meant[0], meant[0].name, isMeantExactly(text, meant[0]) ? '' : takenAs(text, meant[0].name));
  return { question: 'Which one do you mean?', options: meant.map(({ id, name }) => ({ label: name, text: PLACE_PREFIX + id })) };
}

function found({ lat, lon }, label, note = '') {
  return { point: { lat, lon }, label, note };
}

function takenAs(text, name) {
  return `“${text}” is taken as ${name}. Not there? Type it again.`;
}

function rough(name) {
  return `Distances are rough: they are from the middle of ${name}.`;
}
