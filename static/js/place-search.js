/**
 * Finding a named place from what somebody typed: the rule of safespaces/venues/place_search.py. Four grades, best first: the same words;
 * all typed words are words of the name; all begin one; all are a slip away from one. Only the best grade that finds anything counts.
 */

import { slipsBetween } from './slips.js';
import { tidied } from './spaces.js';

/** @typedef {{id: string, name: string, kind: string, lat: number, lon: number, words: string[]}} Place */

const MOST_CHOICES = 6;
const SHORT_FORMS = new Map(Object.entries({
  rd: 'road', ave: 'avenue', av: 'avenue', ln: 'lane', sq: 'square', cres: 'crescent', dr: 'drive', saint: 'st',
  stn: 'station', uni: 'university', sch: 'school', hosp: 'hospital', lib: 'library', ctr: 'centre', center: 'centre',
}));
const CITY_WORDS = ['coventry', 'cov'];
const FILLERS = [
  'i', 'im', 'm', 'am', 'at', 'near', 'nearby', 'the', 'by', 'in', 'on', 'outside', 'inside', 'next', 'to', 'close', 'from', 'now', 'tonight',
  'today', 'please',
];
const HOUSE_NUMBER = /^[0-9]+[a-z]?$/;
const SHORTEST_JOINED = 6; // letters of a name written without its spaces, "poolmeadow"
const KIND_ORDER = ['neighbourhood', 'street']; // of places with one and the same name, these are meant first
const [SAME, WORDS, BEGINNINGS, SLIP, NO] = [0, 1, 2, 3, 4];

/** @param {string} text @returns {string[]} as compared: no accents, capitals, apostrophes or signs; short forms written out */
export function wordsOf(text) {
  const plain = text.normalize('NFKD').toLowerCase().replace(/&/g, ' and ').replace(/[\u0300-\u036f'’]/g, '');
  const tidy = tidied(plain.replace(/[^a-z0-9]+/g, ' '));
  const words = tidy ? tidy.split(' ') : [];
  if (words.length > 1 && words[words.length - 1] === 'st') words[words.length - 1] = 'street';
  return words.map((word) => SHORT_FORMS.get(word) || word);
}

/** @param {Place[]} places @param {string} text @returns {Place[]} none, one, or up to six to choose from, shortest name first */
export function searchPlaces(places, text) {
  for (const words of readings(text)) {
    const found = best(places, words);
    if (found.length) return apart(found).slice(0, MOST_CHOICES);
  }
  return apart(joined(places, wordsOf(text).join(''))).slice(0, MOST_CHOICES);
}

/** @param {string} text @param {Place} place @returns {boolean} whether a text, read in one of the ways, is the very name of a place */
export function isMeantExactly(text, place) {
  return readings(text).some((words) => gradeOf(words, place.words) === SAME);
}

/** The words of a text, then without the town's name, then also without "I'm at", house numbers and the like. */
function readings(text) {
  const words = wordsOf(text);
  const withoutTown = words.length > 1 ? words.filter((word) => !CITY_WORDS.includes(word)) : words;
  const plain = withoutTown.filter((word) => !FILLERS.includes(word) && !HOUSE_NUMBER.test(word));
  return [words, withoutTown, plain];
}

/** The places whose name, without spaces, begins with the text without its. */
function joined(places, typed) {
  if (typed.length < SHORTEST_JOINED) return [];
  return places.filter((place) => place.words.join('').startsWith(typed)).sort(byPlainness);
}

function best(places, words) {
  if (!words.length) return [];
  const grades = places.map((place) => gradeOf(words, place.words));
  const top = grades.reduce((least, grade) => Math.min(least, grade), NO);
  return top === NO ? [] : places.filter((_, row) => grades[row] === top).sort(byPlainness);
}

function gradeOf(typed, name) {
  if (typed.length === name.length && typed.every((word, at) => word === name[at])) return SAME;
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

function byPlainness(a, b) {
  return a.words.length - b.words.length || kindRank(a) - kindRank(b) || compare(a.name, b.name) || compare(a.id, b.id);
}

function kindRank({ kind }) {
  const rank = KIND_ORDER.indexOf(kind);
  return rank >= 0 ? rank : KIND_ORDER.length;
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Without second names for one spot, and without a ward or station that has the very name of a neighbourhood. */
function apart(found) {
  const kept = [];
  for (const place of found) {
    const twin = kept.some((other) => gradeOf(place.words, other.words) === SAME || (place.lat === other.lat && place.lon === other.lon));
    if (!twin) kept.push(place);
  }
  return kept;
}
