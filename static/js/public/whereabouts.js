/** From what somebody typed to a point, a question, advice or words of fear: the steps of safespaces/venues/whereabouts.py. */

import { byCorner } from './corner-meant.js';
import { hasFearWords } from './fear-words.js';
import { at, byANameInside, byLikeness, byName } from './place-meant.js';
import { namedPlaces, placesHolding } from './place-search.js';
import { wordsOf } from './place-words.js';
import { MOST_CHOICES, STREET_PREFIX } from './places-apart.js';
import { BadPoint, inGreatBritain, pairFromText } from './point.js';
import { postcodeInside } from './postcode.js';
import { byPartOfAPostcode, byPostcode } from './postcode-meant.js';
import { isLink, plainNumbers, sharedPoint, unreadCode } from './shared-point.js';
import { letters, tidied } from './spaces.js';
import { found, metresBetween, optionOf, outsideOption, PLACE_PREFIX, roughly } from './whereabouts-words.js';
import { _ } from '../words.js';

/** @typedef {import('./gazetteer.js').Gazetteer} Gazetteer */
/** @typedef {import('./place-search.js').Place} Place */
/** @typedef {import('./point.js').Point} Point */
/** @typedef {import('./postcode.js').Postcode} Postcode */
/** @typedef {{point: Point, label: string, note: string, accuracyM?: number, about?: string}} Whereabouts  note: where the point is rough, what it really is */
/**
 * @typedef {{question: string, options: {label: string, text: string}[], rough?: Whereabouts, mayBeATime?: boolean}} Choice  rough: good
 *   enough where nobody is on the way yet; mayBeATime: words were not understood that may be one
 */
/** @typedef {{advice: string}} Advice  what to type instead */
/** @typedef {Whereabouts | Choice | Advice | {distress: true}} Meaning */
/** @typedef {(postcode: Postcode) => Promise<Point | null>} PostcodePoint */

const LONGEST_TEXT = 120;
const NEAR_M = 30000; // of a postcode sector of the town

/**
 * Names first, postcodes second; what only looks like either is asked about.
 * @param {string} typed @param {Gazetteer} gazetteer @param {PostcodePoint} postcodePoint @param {import('./corner-meant.js').CornerOf} [cornerOf]
 * @returns {Promise<Meaning>} rejects only where postcodePoint does
 */
export async function resolve(typed, gazetteer, postcodePoint, cornerOf = () => null) {
  const text = tidied(typed.replace(/\0/g, ' '));
  if (!text) return advice('', gazetteer);
  if (letters(text) > LONGEST_TEXT && !isLink(text)) return advice(_('That is too long to be a place.'), gazetteer);
  if (text.startsWith(PLACE_PREFIX)) return byId(text.slice(PLACE_PREFIX.length), gazetteer);
  return byNumbers(text, gazetteer)
    || (await byPostcode(text, gazetteer, postcodePoint))
    || (isACall(text, gazetteer) ? { distress: true } : null)
    || byCorner(text, gazetteer.town, cornerOf)
    || byName(text, gazetteer)
    || (hasFearWords(text, gazetteer.fear) ? { distress: true } : null)
    || byTown(text, gazetteer)
    || (await byPartOfAPostcode(text, gazetteer, postcodePoint))
    || byLikeness(text, gazetteer)
    || byANameInside(text, gazetteer)
    || advice(_('We do not know that place.'), gazetteer);
}

/** Whether "999" stands first, and is no house number of a street. */
function isACall(text, { places, town }) {
  return wordsOf(text)[0] === '999' && !namedPlaces(places, text, town).some(({ id, kind }) => kind === 'street' && !id.startsWith(STREET_PREFIX));
}

function byNumbers(text, gazetteer) {
  if (postcodeInside(text) && !isLink(text)) return null; // both were given: see postcode-meant.js
  const code = unreadCode(text);
  if (code) return advice(_('We cannot read the %(code)s.', { code }), gazetteer);
  try {
    const point = pairFromText(plainNumbers(text)) || sharedPoint(text);
    if (!point) return isLink(text) ? advice(_('This link holds no place that we can read without opening it.'), gazetteer) : null;
    const swapped = { lat: point.lon, lon: point.lat };
    if (!inGreatBritain(point) && inGreatBritain(swapped)) return pointMeant(swapped);
    const west = { lat: point.lat, lon: -point.lon };
    if (point.lon > 0 && isNear(west, gazetteer) && !isNear(point, gazetteer)) return pointMeant(west); // its sign was lost on the way
    return found(point, _('the point you gave'));
  } catch (error) {
    if (error instanceof BadPoint) return advice(_('Those two numbers are not a place on the map.'), gazetteer);
    throw error;
  }
}

function pointMeant({ lat, lon }) {
  const pair = `${shown(lat)}, ${shown(lon)}`;
  return { question: _('Did you mean %(name)s?', { name: pair }), options: [{ label: pair, text: pair }] };
}

function isNear(point, { sectors }) {
  return [...sectors.values()].some((sector) => metresBetween(point, sector) < NEAR_M);
}

/** A number as Python shows it: 52 is 52.0. */
function shown(number) {
  return Number.isInteger(number) ? `${number}.0` : String(number);
}

function byId(id, gazetteer) {
  const { places, towns } = gazetteer;
  const isMeant = (each) => each.id === id;
  const place = places.find(isMeant) || [].concat(...places.map(({ ends = [] }) => ends)).find(isMeant);
  if (place) return at(place);
  const town = towns.find((each) => each.id === id);
  return town ? found(town, town.name, roughly(town.name)) : advice('', gazetteer);
}

/** A town or village outside, by its very name: asked about, beside what has its name here. */
function byTown(text, { places, towns, town }) {
  const [outside] = namedPlaces(towns, text, town);
  if (!outside) return null;
  const here = placesHolding(places, text).slice(0, MOST_CHOICES - 1);
  return { question: _('Which one do you mean?'), options: [...here.map((place) => optionOf(place, here)), outsideOption(outside)] };
}

/** Advice that ends with what can be typed. */
function advice(said, { town }) {
  const { postcode, street } = town;
  const ask = postcode && street
    ? _('Type a postcode, a street, a bus stop, a school, a station or an area, for example %(postcode)s or %(street)s.', { postcode, street })
    : _('Type a postcode, a street, a bus stop, a school, a station or an area.');
  return { advice: `${said} ${ask}`.trim() };
}
