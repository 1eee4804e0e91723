/** A text that names two streets: where they meet, by the rules of safespaces/venues/corner_meant.py. */

import { wordsOf } from './place-words.js';
import { found } from './whereabouts-words.js';
import { _ } from '../words.js';

/** @typedef {(one: string[], other: string[]) => import('../streets/corners.js').Corner | null} CornerOf */

const BETWEEN = new Set(['and', 'meets', 'with']);
const BEFORE = new Set(['at', 'the', 'on', 'i', 'im', 'am', 'near', 'by', 'corner', 'junction', 'crossroads', 'of', 'where', 'in']);

/**
 * @param {string} text @param {import('./town.js').Town} town @param {CornerOf} cornerOf
 * @returns {import('./whereabouts.js').Whereabouts | null} null where no two streets of the network are named that meet
 */
export function byCorner(text, town, cornerOf) {
  const words = wordsOf(text.replace(/\//g, ' and '));
  let first = 0;
  while (first < words.length && BEFORE.has(words[first])) first += 1;
  let last = words.length;
  while (last && (town.names.includes(words[last - 1]) || town.around.includes(words[last - 1]))) last -= 1;
  for (let at = first + 1; at < last - 1; at += 1) {
    const corner = BETWEEN.has(words[at]) ? cornerOf(street(words.slice(first, at)), street(words.slice(at + 1, last))) : null;
    if (corner) return found(corner.point, _('the corner of %(one)s and %(other)s', { one: corner.one, other: corner.other }));
  }
  return null;
}

/** "st" alone at its end is a street there too: "Hales St and Trinity St". */
function street(words) {
  const without = words.length > 1 && words[0] === 'the' ? words.slice(1) : words;
  const isShort = without.length > 1 && without[without.length - 1] === 'st';
  return isShort ? [...without.slice(0, -1), 'street'] : without;
}
