/**
 * Finding a named place from what somebody typed: the rule of safespaces/venues/place_search.py. Only the very name answers. Anything else
 * is likely at most, best first: all typed words are words of the name; all begin one; all are a slip away from one.
 */

import { wordsOf } from './place-words.js';
import { readings, withoutThe } from './place-readings.js';
import { apart, byPlainness, MOST_CHOICES } from './places-apart.js';
import { slipsBetween } from './slips.js';

/** @typedef {import('./town.js').Town} Town */
/** @typedef {{id: string, name: string, kind: string, lat: number, lon: number, area: string, spread: number, words: string[], ends?: Place[]}} Place */

const SHORTEST_JOINED = 6; // letters of a name written without its spaces, "poolmeadow"
const [WORDS, BEGINNINGS, SLIP, NO] = [0, 1, 2, 3];

/** @param {Place[]} places @param {string} text @param {Town} town @returns {Place[]} whose very name a text is: none, one, or several apart from each other */
export function namedPlaces(places, text, town) {
  const typed = wordsOf(text);
  if (isNamedBy(typed, town)) { // the town's name alone is its middle
    return places.filter(({ kind, words }) => kind === 'neighbourhood' && town.names.includes(words[0])).slice(0, 1);
  }
  for (const words of readings(text, town)) {
    const run = words.join(' ');
    const found = run ? places.filter((place) => variants(place, town).includes(run)) : [];
    if (found.length) return choices(found);
  }
  const run = typed.join('');
  return run.length < SHORTEST_JOINED ? [] : choices(places.filter(({ words }) => words.length > 1 && words.join('') === run));
}

/** @param {string[]} words @param {Town} town @returns {boolean} whether they are its name and nothing else */
export function isNamedBy(words, { names }) {
  return words.length > 0 && words.every((word) => names.includes(word));
}

/** @param {Place[]} places @param {string} text @param {Town} town @returns {Place[]} that a text may mean, to be asked about, shortest name first */
export function likelyPlaces(places, text, town) {
  for (const words of readings(text, town)) {
    const found = best(places, words);
    if (found.length) return choices(found);
  }
  const run = wordsOf(text).join('');
  return run.length < SHORTEST_JOINED ? [] : choices(places.filter(({ words }) => words.join('').startsWith(run)));
}

/** @param {Place[]} places @param {string} text @returns {Place[]} whose name holds all words of a text but "the" */
export function placesHolding(places, text) {
  const typed = withoutThe(wordsOf(text));
  return apart(places.filter(({ words }) => typed.every((word) => words.includes(word))).sort(byPlainness));
}

/** @param {Place[]} places @param {string} name @returns {Place[]} whose name begins with the words of a name, in their order */
export function placesBeginningWith(places, name) {
  const its = wordsOf(name);
  return places.filter(({ words }) => its.every((word, at) => words[at] === word));
}

function choices(found) {
  return apart(found.sort(byPlainness)).slice(0, MOST_CHOICES);
}

/** @param {Place} place @param {Town} town @returns {string[]} a name as it stands, without "the", and without the town's where two words are left */
export function variants({ kind, words }, { names }) {
  const plain = words.filter((word) => !names.includes(word));
  const short = kind === 'station' || plain.length < 2 ? words : plain; // "railway station" may be any of the city's
  return [words, withoutThe(words), short].map((each) => each.join(' '));
}

function best(places, words) {
  if (!words.length) return [];
  const grades = places.map((place) => gradeOf(words, place.words));
  const top = grades.reduce((least, grade) => Math.min(least, grade), NO);
  return top === NO ? [] : places.filter((_, row) => grades[row] === top);
}

function gradeOf(typed, name) {
  if (typed.every((word) => name.includes(word))) return WORDS;
  if (typed.every((word) => name.some((its) => its.startsWith(word)))) return BEGINNINGS;
  if (typed.every((word) => name.some((its) => isSlip(word, its)))) return SLIP;
  return NO;
}

function isSlip(word, its) {
  if (word.length < 4) return word === its;
  const most = word.length < 8 ? 1 : 2;
  return Math.abs(word.length - its.length) <= most && slipsBetween(word, its) <= most;
}
