/** The ways to read a text as a name: a rule of safespaces/venues/place_search.py. */

import { wordsOf } from './place-words.js';

export const CITY_WORDS = ['coventry', 'cov'];
const TOWN_WORDS = ['coventry', 'cov', 'west', 'midlands', 'warwickshire', 'uk', 'england'];
const FILLERS = [
  'i', 'im', 'm', 'am', 'at', 'near', 'nearby', 'the', 'by', 'in', 'on', 'outside', 'inside', 'next', 'to', 'close', 'from', 'now', 'please',
  'opposite', 'opp', 'behind', 'beside', 'around', 'corner', 'of', 'front',
];
const HOUSE = /^(?:(?:flat|unit|apartment|apt|room|floor) [0-9]+[a-z]? ?)*(?:[0-9]+[a-z]? )?/;
const OUTWARD_AT_THE_END = / (?:cv ?[0-9]{1,2})(?: [0-9])?$/;

/**
 * @param {string} text
 * @returns {string[][]} its words; without a house number and what stands for the town at its end; and also without "I'm at" and the like
 */
export function readings(text) {
  let words = wordsOf(text);
  if (words.join(' ') === 'town centre') words = ['city', 'centre'];
  const bare = words.join(' ').replace(HOUSE, '').replace(OUTWARD_AT_THE_END, '').split(' ').filter(Boolean);
  let withoutTown = bare.filter((word) => !CITY_WORDS.includes(word));
  if (!withoutTown.length) withoutTown = words;
  while (withoutTown.length > 1 && TOWN_WORDS.includes(withoutTown[withoutTown.length - 1])) withoutTown = withoutTown.slice(0, -1);
  return [words, withoutThe(words), withoutTown, withoutTown.filter((word) => !FILLERS.includes(word))];
}

/** @param {string[]} words @returns {string[]} without "the" at the beginning */
export function withoutThe(words) {
  return words.length > 1 && words[0] === 'the' ? words.slice(1) : words;
}
