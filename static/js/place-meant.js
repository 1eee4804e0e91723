/** A name, as somebody means it: the steps of safespaces/venues/whereabouts.py. */

import { outwardBeside, readings } from './place-readings.js';
import { likelyPlaces, MOST_CHOICES, namedPlaces, placesHolding } from './place-search.js';
import { wordsOf } from './place-words.js';
import { APART_M, found, metresBetween, optionOf } from './whereabouts-words.js';

/** @typedef {import('./gazetteer.js').Gazetteer} Gazetteer */
/** @typedef {import('./place-search.js').Place} Place */
/** @typedef {import('./whereabouts.js').Choice} Choice */
/** @typedef {import('./whereabouts.js').Whereabouts} Whereabouts */

const LONG_M = 500; // a street whose ends are further from its middle than this says so
const NONE_OF_THESE = 'None of these? Type a postcode, a street or a bus stop near you.';

/**
 * The very name of a place, of a street, of a bus stop, of a Safe Space.
 * @param {string} text @param {Gazetteer} gazetteer @returns {Whereabouts | Choice | null}
 */
export function byName(text, { places, sectors }) {
  const named = namedPlaces(places, text);
  const [first] = named;
  const isWhole = named.length !== 1 || wordsOf(first.name).join(' ') === wordsOf(text).join(' ');
  if (named.length === 1 && first.kind === 'stop' && (!first.name.includes(' ') || !isWhole)) {
    const plain = readings(text);
    const holding = placesHolding(places, plain[plain.length - 1].join(' ')); // one stop is called Asda, and there is another Asda
    if (holding.length > 1) return which('Which one do you mean?', holding.slice(0, MOST_CHOICES));
    if (!first.name.includes(' ')) return which(`Did you mean the bus stop ${first.name}?`, named); // the city may have several of a chain
  }
  if (named.length === 1) return namedElsewhere(text, first, sectors) || at(first);
  return named.length ? which('Which one do you mean?', named) : null;
}

/** A question where a place is not in the outward code that stands behind its name. */
function namedElsewhere(text, place, sectors) {
  const outward = outwardBeside(text);
  const its = [...sectors.values()].filter(({ name }) => name.split(' ')[0] === outward);
  const isIn = (sector) => metresBetween(sector, place) - sector.radius - place.spread <= APART_M;
  if (!outward || its.some(isIn)) return null;
  const options = [optionOf(place, [place]), ...(its.length ? [{ label: outward, text: outward }] : [])];
  return { question: `${place.name} is not in ${outward}. Which one do you mean?`, options };
}

/**
 * A part, a beginning or a slip of a name: never answered, always asked about.
 * @param {string} text @param {Gazetteer} gazetteer @returns {Choice | null}
 */
export function byLikeness(text, { places }) {
  const likely = likelyPlaces(places, text);
  if (!likely.length) return null;
  return which(likely.length === 1 ? `Did you mean ${likely[0].name}?` : 'Which one do you mean?', likely);
}

function which(question, places) {
  return { question: `${question} ${NONE_OF_THESE}`, options: places.map((place) => optionOf(place, places)) };
}

/** @param {Place} place @returns {Whereabouts} */
export function at(place) {
  if (place.spread <= LONG_M) return found(place, place.name);
  const km = Math.floor((place.spread + 50) / 100) / 10;
  return found(place, place.name, `${place.name} is long: distances are from its middle, and its ends are up to ${km} km away.`);
}
