/** A name, as somebody means it: the steps of safespaces/venues/whereabouts.py. */

import { ANY, STREETS } from './generic-names.js';
import { namedInside } from './place-inside.js';
import { hasHouseNumber, notUnderstood, outwardBeside, readings } from './place-readings.js';
import { likelyPlaces, namedPlaces, placesBeginningWith, placesHolding } from './place-search.js';
import { wordsOf } from './place-words.js';
import { MOST_CHOICES } from './places-apart.js';
import { APART_M, found, isLong, LIKE_A_TIME, LONG_M, metresBetween, optionOf, PLACE_PREFIX, spot } from './whereabouts-words.js';
import { _ } from '../words.js';

/** @typedef {import('./gazetteer.js').Gazetteer} Gazetteer */
/** @typedef {import('./place-search.js').Place} Place */
/** @typedef {import('./whereabouts.js').Choice} Choice */
/** @typedef {import('./whereabouts.js').Whereabouts} Whereabouts */

const WITH_NUMBERS = ['street', 'stop', 'venue']; // kinds of places that houses stand at
// A stop is called after a street where the two meet; of a street with one stop nothing more is known, and there may be another Church Lane.
const BESIDE_M = 200; // a stop nearer to the middle is the middle
const NONE_OF_THESE = _('None of these? Type a postcode, a street or a bus stop near you.');

/**
 * The very name of a place, of a street, of a bus stop, of a Safe Space.
 * @param {string} text @param {Gazetteer} gazetteer @returns {Whereabouts | Choice | null}
 */
export function byName(text, { places, sectors, town }) {
  const named = namedPlaces(places, text, town);
  const [first] = named;
  const isWhole = named.length !== 1 || wordsOf(first.name).join(' ') === wordsOf(text).join(' ');
  if (named.length === 1 && first.kind === 'stop' && (!first.name.includes(' ') || !isWhole)) {
    const plain = readings(text, town);
    const holding = placesHolding(places, plain[plain.length - 1].join(' ')); // one stop is called Asda, and there is another Asda
    if (holding.length > 1) return which(_('Which one do you mean?'), holding.slice(0, MOST_CHOICES));
    if (!first.name.includes(' ')) return whichStop(first); // the city may have several of a chain
  }
  if (named.length === 1 && first.kind === 'stop' && (isOfAny(first.words, town) || STREETS.includes(first.words[first.words.length - 1]))) {
    return whichStop(first);
  }
  if (named.length === 1 && hasHouseNumber(text) && !WITH_NUMBERS.includes(first.kind)) {
    return { ...which(_('We did not understand the number. Do you mean %(name)s?', { name: first.name }), named), mayBeATime: true }; // "9, Canley"
  }
  if (named.length === 1) return namedElsewhere(text, first, sectors, town) || whereOn(text, named, places) || at(first);
  return named.length ? whereOn(text, named, places) || which(_('Which one do you mean?'), named) : null;
}

function isOfAny(words, { names }) {
  return words.every((word) => ANY.includes(word) || names.includes(word));
}

/** A question where a place is not in the outward code that stands behind its name. */
function namedElsewhere(text, place, sectors, town) {
  const outward = outwardBeside(text, town);
  const its = [...sectors.values()].filter(({ name }) => name.split(' ')[0] === outward);
  const isIn = (sector) => metresBetween(sector, place) - sector.radius - place.spread <= APART_M;
  if (!outward || its.some(isIn)) return null;
  const options = [optionOf(place, [place]), ...(its.length ? [{ label: outward, text: outward }] : [])];
  const which = _('Do you mean %(name)s?', { name: place.name });
  if (!its.length) return { question: `${_('We do not know %(outward)s.', { outward })} ${which}`, options }; // nor whether the place lies in it
  return { question: _('%(name)s is not in %(outward)s. Which one do you mean?', { name: place.name, outward }), options };
}

/**
 * A question where a street is long and no house is named: its middle, its ends, the bus stops on it that have its name, and others of it.
 * @param {string} text @param {Place[]} named @param {Place[]} places @returns {Choice | null}
 */
function whereOn(text, named, places) {
  const road = named.find(isLong);
  if (!road || hasHouseNumber(text)) return null;
  const isAlong = (metres) => metres > BESIDE_M && metres <= road.spread + BESIDE_M;
  const stops = placesBeginningWith(places, road.name).filter((each) => each.kind === 'stop' && isAlong(metresBetween(each, road)));
  const every = [...new Set([road, ...named.filter(({ kind }) => kind === 'street'), ...(road.ends || []), ...stops, ...named])].slice(0, MOST_CHOICES);
  const options = every.map((place) => ({ label: spot(place), text: PLACE_PREFIX + place.id }));
  return { question: `${_('%(name)s is long. Where on it are you?', { name: road.name })} ${NONE_OF_THESE}`, options, rough: at(road) };
}

/**
 * A part, a beginning or a slip of a name: never answered, always asked about.
 * @param {string} text @param {Gazetteer} gazetteer @returns {Choice | null}
 */
export function byLikeness(text, { places, town }) {
  const likely = likelyPlaces(places, text, town);
  if (!likely.length) return null;
  return which(likely.length === 1 ? _('Did you mean %(name)s?', { name: likely[0].name }) : _('Which one do you mean?'), likely);
}

/**
 * The name of a place among words that nobody here understands: asked about, and said which words.
 * @param {string} text @param {Gazetteer} gazetteer @returns {Choice | null}
 */
export function byANameInside(text, { places, town }) {
  const { found: inside, left: rest } = namedInside(places, text, town);
  if (!inside.length) return null;
  const left = notUnderstood(rest, text, town);
  const question = inside.length === 1 ? _('Do you mean %(name)s?', { name: inside[0].name }) : _('Which one do you mean?');
  const every = inside.slice(0, MOST_CHOICES);
  const mayBeATime = LIKE_A_TIME.test(left);
  const hint = mayBeATime ? _('To ask about another time, write it like “%(name)s, Friday 9:30pm”.', { name: inside[0].name }) : NONE_OF_THESE;
  const unclear = left ? `${_('We did not understand “%(left)s”.', { left })} ` : '';
  return { question: `${unclear}${question} ${hint}`, options: every.map((place) => optionOf(place, every)), mayBeATime };
}

function whichStop(stop) {
  const question = `${_('Did you mean the bus stop %(name)s?', { name: stop.name })} ${NONE_OF_THESE}`;
  return { question, options: [{ label: spot(stop), text: PLACE_PREFIX + stop.id }] };
}

function which(question, places) {
  return { question: `${question} ${NONE_OF_THESE}`, options: places.map((place) => optionOf(place, places)) };
}

/** @param {Place} place @returns {Whereabouts} */
export function at(place) {
  if (place.spread <= LONG_M) return found(place, place.kind === 'corner' ? spot(place) : place.name);
  const km = Math.floor((place.spread + 50) / 100) / 10;
  return found(place, place.name, _('%(name)s is long: distances are from its middle, and its ends are up to %(km)s km away.', { name: place.name, km }));
}
