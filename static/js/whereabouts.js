/** From what somebody typed to a point, a question, advice or words of fear: the steps of safespaces/venues/whereabouts.py. */

import { hasFearWords } from './fear-words.js';
import { likelyPlaces, MOST_CHOICES, namedPlaces, placesHolding } from './place-search.js';
import { wordsOf } from './place-words.js';
import { BadPoint, inGreatBritain, pairFromText } from './point.js';
import { byPartOfAPostcode, byPostcode } from './postcode-meant.js';
import { isLink, plainNumbers, sharedPoint } from './shared-point.js';
import { letters, tidied } from './spaces.js';
import { found, optionOf, PLACE_PREFIX, roughly } from './whereabouts-words.js';

/** @typedef {import('./gazetteer.js').Gazetteer} Gazetteer */
/** @typedef {import('./place-search.js').Place} Place */
/** @typedef {import('./point.js').Point} Point */
/** @typedef {import('./postcode.js').Postcode} Postcode */
/** @typedef {{point: Point, label: string, note: string}} Whereabouts  note: where the point is rough, what it really is */
/** @typedef {{question: string, options: {label: string, text: string}[]}} Choice */
/** @typedef {{advice: string}} Advice  what to type instead */
/** @typedef {Whereabouts | Choice | Advice | {distress: true}} Meaning */
/** @typedef {(postcode: Postcode) => Promise<Point | null>} PostcodePoint */

const LONGEST_TEXT = 120;
const LONG_M = 500; // a street whose ends are further from its middle than this says so
const ASK = 'Type a postcode, a street, a bus stop, a school, a station or an area, for example CV1 5FB or Foleshill Road.';
const NONE_OF_THESE = 'None of these? Type a postcode, a street or a bus stop near you.';

/**
 * Names first, postcodes second; what only looks like either is asked about.
 * @param {string} typed @param {Gazetteer} gazetteer @param {PostcodePoint} postcodePoint
 * @returns {Promise<Meaning>} rejects only where postcodePoint does
 */
export async function resolve(typed, gazetteer, postcodePoint) {
  const text = tidied(typed.replace(/\0/g, ' '));
  if (!text) return { advice: ASK };
  if (letters(text) > LONGEST_TEXT && !isLink(text)) return { advice: `That is too long to be a place. ${ASK}` };
  if (text.startsWith(PLACE_PREFIX)) return byId(text.slice(PLACE_PREFIX.length), gazetteer);
  return byNumbers(text)
    || (await byPostcode(text, gazetteer, postcodePoint))
    || byName(text, gazetteer)
    || (hasFearWords(text, gazetteer.fear) ? { distress: true } : null)
    || byTown(text, gazetteer)
    || (await byPartOfAPostcode(text, gazetteer, postcodePoint))
    || byLikeness(text, gazetteer)
    || { advice: `We do not know that place. ${ASK}` };
}

function byNumbers(text) {
  try {
    const point = pairFromText(plainNumbers(text)) || sharedPoint(text);
    if (!point) return isLink(text) ? { advice: `This link holds no place that we can read without opening it. ${ASK}` } : null;
    const swapped = { lat: point.lon, lon: point.lat };
    if (inGreatBritain(point) || !inGreatBritain(swapped)) return found(point, 'the point you gave');
    const pair = `${shown(swapped.lat)}, ${shown(swapped.lon)}`;
    return { question: `Did you mean ${pair}?`, options: [{ label: pair, text: pair }] };
  } catch (error) {
    if (error instanceof BadPoint) return { advice: `Those two numbers are not a place on the map. ${ASK}` };
    throw error;
  }
}

/** A number as Python shows it: 52 is 52.0. */
function shown(number) {
  return Number.isInteger(number) ? `${number}.0` : String(number);
}

function byId(id, { places, towns }) {
  const place = places.find((each) => each.id === id);
  if (place) return at(place);
  const town = towns.find((each) => each.id === id);
  return town ? found(town, town.name, roughly(town.name)) : { advice: ASK };
}

/** The very name of a place, of a street, of a bus stop, of a Safe Space. */
function byName(text, { places }) {
  let named = namedPlaces(places, text);
  const [first] = named;
  const isWhole = named.length !== 1 || wordsOf(first.name).join(' ') === wordsOf(text).join(' ');
  if (named.length === 1 && first.kind === 'stop' && (!first.name.includes(' ') || !isWhole)) {
    const holding = placesHolding(places, text); // one stop is called Asda, and there is another Asda; "police station" is any of three
    if (holding.length > 1) named = holding.slice(0, MOST_CHOICES);
  }
  if (named.length === 1) return at(named[0]);
  return named.length ? which('Which one do you mean?', named) : null;
}

/** A town or village outside, by its very name: asked about, beside what has its name here. */
function byTown(text, { places, towns }) {
  const [town] = namedPlaces(towns, text);
  if (!town) return null;
  const here = placesHolding(places, text).slice(0, MOST_CHOICES - 1);
  const outside = { label: `${town.name}, the town or village`, text: PLACE_PREFIX + town.id };
  return { question: 'Which one do you mean?', options: [...here.map((place) => optionOf(place, here)), outside] };
}

/** A part, a beginning or a slip of a name: never answered, always asked about. */
function byLikeness(text, { places }) {
  const likely = likelyPlaces(places, text);
  if (!likely.length) return null;
  return which(likely.length === 1 ? `Did you mean ${likely[0].name}?` : 'Which one do you mean?', likely);
}

function which(question, places) {
  return { question: `${question} ${NONE_OF_THESE}`, options: places.map((place) => optionOf(place, places)) };
}

function at(place) {
  if (place.spread <= LONG_M) return found(place, place.name);
  const km = Math.floor((place.spread + 50) / 100) / 10;
  return found(place, place.name, `${place.name} is long: distances are from its middle, and its ends are up to ${km} km away.`);
}
