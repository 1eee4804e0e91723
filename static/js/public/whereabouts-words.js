/** What is said of a place that was found, and how one is offered. */

import { arcM, chordM, xyz } from './earth.js';
import { _ } from '../words.js';

/** @typedef {import('./place-search.js').Place} Place */
/** @typedef {import('./whereabouts.js').Whereabouts} Whereabouts */

export const APART_M = 1000; // a place that ends further than this from a postcode or an outward code is not where that is
export const LONG_M = 500; // of a street whose ends are further from its middle than this it is asked where
export const LIKE_A_TIME = new RegExp(
  '\\b(?:[0-9]+[a-z]*|mon|tues?|wed|weds|thu|thurs?|fri|sat|sun|[a-z]+day|hours?|hrs?|mins?|minutes?|half|quarter|later|soon|tmrw|tonite|night'
  + '|morning|evening|afternoon|noon|next|after|before|until|till?|week|weekend|tomm?orr?ow?|tonight|now)\\b',
);
export const PLACE_PREFIX = 'place:'; // how an answered question comes back

/** @param {{lat: number, lon: number}} point @param {string} label @param {string} [note] @returns {Whereabouts} */
export function found({ lat, lon }, label, note = '') {
  return { point: { lat, lon }, label, note };
}

/** @param {string} name @returns {string} */
export function roughly(name) {
  return _('Distances are rough: they are from the middle of %(name)s.', { name });
}

/**
 * A place as an answer to a question, with what tells it apart where another has the same name; a long street by its middle.
 * @param {Place} place @param {Place[]} others @returns {{label: string, text: string}}
 */
export function optionOf(place, others) {
  const hasTwin = others.filter(({ words }) => words.join(' ') === place.words.join(' ')).length > 1;
  return { label: hasTwin || isLong(place) ? spot(place) : place.name, text: PLACE_PREFIX + place.id };
}

/** @param {Place} place  a town or village outside @returns {{label: string, text: string}} */
export function outsideOption({ id, name }) {
  return { label: _('%(name)s, the town or village', { name }), text: PLACE_PREFIX + id };
}

/** @param {{kind: string, spread: number}} place @returns {boolean} whether it is a street of which it is asked where */
export function isLong({ kind, spread }) {
  return kind === 'street' && spread > LONG_M;
}

/** @param {Place} place @returns {string} one of several of its name: with its area, a long street by its middle, an end of it by what it meets there, a bus stop called so */
export function spot({ name, kind, area, spread }) {
  if (kind === 'corner') return _('%(name)s, where it meets %(other)s', { name, other: area });
  if (isLong({ kind, spread })) {
    return area ? _('The middle of %(name)s, in %(area)s', { name, area }) : _('The middle of %(name)s', { name });
  }
  const named = area ? `${name}, ${area}` : name;
  return kind === 'stop' ? _('The bus stop %(name)s', { name: named }) : named;
}

/** @param {{lat: number, lon: number}} one @param {{lat: number, lon: number}} other @returns {number} along the ground */
export function metresBetween(one, other) {
  return arcM(chordM(xyz(one), xyz(other)));
}
