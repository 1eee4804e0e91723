/** The ways to read a text as a name: a rule of safespaces/venues/place_search.py. */

import { wordsOf } from './place-words.js';

/** @typedef {import('./town.js').Town} Town */

// Before a name, and behind one. "Close" and "corner" alone may be a kind of street.
const FILLERS_BEFORE = new RegExp(
  '^(?:(?:i|im|m|am|at|near|nearby|the|by|in|on|outside|inside|next|close to|corner of|to|from|now|please|opposite|opp|behind|beside'
  + '|around|front of) )+',
);
const FILLERS_BEHIND = /(?: (?:now|please|nearby))+$/;
const LONG_NUMBER = /^[0-9]{4}/; // no house has one; it may be a time
const HOUR_AFTER_AT = /\bat [0-9]/;
const HOUSE = /^(?:(?:flat|unit|apartment|apt|room|floor) [0-9]+[a-z]? ?)*(?:[0-9]+[a-z]? )?/;

/**
 * @param {string} text @param {Town} town
 * @returns {string[][]} its words; without a house number and what stands for the town at its end; and also without "I'm at" and the like
 */
export function readings(text, town) {
  let words = wordsOf(text);
  if (words.join(' ') === 'town centre') words = ['city', 'centre'];
  const whole = words.join(' ').replace(HOUSE, '').replace(town.outward, '');
  const withoutTown = withoutTheTown(whole, town);
  const unfilled = whole.replace(FILLERS_BEFORE, '').replace(FILLERS_BEHIND, '');
  const plain = withoutTheTown(withoutTown.replace(FILLERS_BEFORE, '').replace(FILLERS_BEHIND, ''), town);
  const bare = split(withoutTown);
  return [words, withoutThe(words), split(unfilled), bare.length ? bare : words, split(plain)];
}

/** @param {string} text @returns {boolean} whether it begins with the number of a house or a flat */
export function hasHouseNumber(text) {
  return HOUSE.exec(wordsOf(text).join(' '))[0] !== '';
}

/** Without what stands for the town before or behind a name: "New Coventry Road" keeps it. */
function withoutTheTown(joined, { before, behind }) {
  return joined.replace(before, '').replace(behind, '');
}

function split(joined) {
  return joined.split(' ').filter(Boolean);
}

/** @param {string} text @param {Town} town @returns {string} the outward code behind a name, "CV6" in "Hales Street, CV6 1"; "" for none */
export function outwardBeside(text, town) {
  const found = town.outward.exec(wordsOf(text).join(' '));
  return found ? found[1].replace(' ', '').toUpperCase() : '';
}

/**
 * @param {string} rest @param {string} text @param {Town} town
 * @returns {string} what of the words beside a whole postcode is neither a house number, the town nor a filler; "" where all is understood
 */
export function notUnderstood(rest, text, { behind }) {
  const words = wordsOf(rest);
  const joined = words.join(' ');
  if (LONG_NUMBER.test(joined) || HOUR_AFTER_AT.test(joined)) return joined;
  const isFirst = words.length > 0 && wordsOf(text)[0] === words[0];
  const bare = isFirst ? `${joined} `.replace(HOUSE, '').trim() : joined;
  const plain = ` ${`${bare} `.replace(FILLERS_BEFORE, '')}`.trimEnd().replace(FILLERS_BEHIND, '').trim();
  return (plain ? ` ${plain}` : '').replace(behind, '').trim();
}

/** @param {string[]} words @returns {string[]} without "the" at the beginning */
export function withoutThe(words) {
  return words.length > 1 && words[0] === 'the' ? words.slice(1) : words;
}
