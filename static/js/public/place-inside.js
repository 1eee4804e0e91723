/** The names of places that are a part of a text: a rule of safespaces/venues/place_search.py. */

import { variants } from './place-search.js';
import { wordsOf } from './place-words.js';
import { apart, byPlainness } from './places-apart.js';

/** @typedef {import('./place-search.js').Place} Place */
/** @typedef {import('./town.js').Town} Town */

const MOST_WORDS = 6; // of a name
// Words that are no name when others stand beside them, though a stop may be called so.
const NO_NAMES = [
  'the', 'avenue', 'road', 'street', 'lane', 'close', 'drive', 'grove', 'way', 'mount', 'parkway', 'quadrant', 'town',
  'venue', 'wave',
];

/**
 * @param {Place[]} places @param {string} text @param {Town} town
 * @returns {{found: Place[], left: string}} whose very name is a part of a text, longest names first; the words that are left
 */
export function namedInside(places, text, town) {
  const words = wordsOf(text);
  const named = byVariant(places, town);
  const isNoName = (word) => NO_NAMES.includes(word) || town.names.includes(word);
  const found = [];
  for (let length = Math.min(MOST_WORDS, words.length); length > 0; length -= 1) {
    for (let start = 0; start + length <= words.length; start += 1) {
      let run = words.slice(start, start + length);
      if (run[length - 1] === 'st' && !named.has(run.join(' '))) run = [...run.slice(0, -1), 'street'];
      const its = run.every(isNoName) ? null : named.get(run.join(' '));
      if (its) {
        found.push(...its.sort(byPlainness));
        words.fill('', start, start + length);
      }
    }
  }
  return { found: apart(found), left: words.filter(Boolean).join(' ') };
}

/** The places by each way to write their name. */
function byVariant(places, town) {
  const named = new Map();
  for (const place of places) {
    for (const name of new Set(variants(place, town))) named.set(name, [...(named.get(name) || []), place]);
  }
  return named;
}
