/** Which of several places are really different ones, and in which order they are asked about: safespaces/venues/place_search.py. */

import { arcM, chordM, xyz } from './earth.js';
import { withoutThe } from './place-readings.js';

/** @typedef {import('./place-search.js').Place} Place */

export const MOST_CHOICES = 6;
export const STREET_PREFIX = 'way-'; // of the id of a street by its true line
const APART_M = 500; // places of one name that are further apart are different ones
const KIND_ORDER = ['neighbourhood', 'street', 'venue']; // of places with one and the same name at one spot, these are meant first

/** @param {Place} a @param {Place} b @returns {number} */
export function byPlainness(a, b) {
  // Railway and bus stations first: who types "station" rarely means Station Avenue.
  const stations = Number(b.kind === 'station') - Number(a.kind === 'station');
  return stations || a.words.length - b.words.length || kindRank(a) - kindRank(b) || b.spread - a.spread || compare(a.name, b.name) || compare(a.id, b.id);
}

/** @param {Place[]} found @returns {Place[]} the first MOST_CHOICES, without second names for one spot, and without a second of one name within its own spread */
export function apart(found) {
  const kept = [];
  for (const place of found) {
    if (!kept.some((other) => isTwin(place, other))) kept.push(place);
    if (kept.length === MOST_CHOICES) break; // a town has thousands of roads
  }
  return kept;
}

function isTwin(place, other) {
  if (place.lat === other.lat && place.lon === other.lon) return true;
  if ([place, other].every(({ id }) => id.startsWith(STREET_PREFIX))) return false; // the network knows them apart
  if (withoutThe(place.words).join(' ') !== withoutThe(other.words).join(' ')) return false;
  if ([place.kind, other.kind].sort().join(' ') === 'neighbourhood ward') return true;
  return arcM(chordM(xyz(place), xyz(other))) <= Math.max(APART_M, other.spread);
}

function kindRank({ kind }) {
  const rank = KIND_ORDER.indexOf(kind);
  return rank >= 0 ? rank : KIND_ORDER.length;
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
