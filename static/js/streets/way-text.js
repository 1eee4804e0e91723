/** A way in a few words, as safespaces/streets/way_text.py says it. */

import { _ } from '../words.js';

/** @typedef {import('./legs.js').Leg} Leg */

/** @param {{legs: Leg[], goesOn: boolean}} told @returns {string} */
export function wayText({ legs, goesOn }) {
  const way = legs.map(legText).reduce((before, leg) => (before ? _('%(way)s, then %(leg)s', { way: before, leg }) : leg), '');
  return goesOn ? _('%(way)s, and on from there', { way }) : way;
}

function legText({ name, turn }) {
  if (turn === 'left') return name ? _('left into %(name)s', { name }) : _('left onto a path');
  if (turn === 'right') return name ? _('right into %(name)s', { name }) : _('right onto a path');
  if (turn === 'on') return name ? _('on along %(name)s', { name }) : _('on along a path');
  return name ? _('Along %(name)s', { name }) : _('Along a path');
}
