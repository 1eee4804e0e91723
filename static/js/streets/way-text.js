/** A way in a few words, as safespaces/streets/way_text.py says it. */

import { _ } from '../words.js';

/** @typedef {import('./legs.js').Leg} Leg */

/** @param {Leg[]} legs @returns {string} */
export function wayText(legs) {
  return legs.map(legText).reduce((way, leg) => (way ? _('%(way)s, then %(leg)s', { way, leg }) : leg), '');
}

function legText({ name, turn }) {
  if (turn === 'left') return name ? _('left into %(name)s', { name }) : _('left onto a path');
  if (turn === 'right') return name ? _('right into %(name)s', { name }) : _('right onto a path');
  if (turn === 'on') return name ? _('on along %(name)s', { name }) : _('on along a path');
  return name ? _('Along %(name)s', { name }) : _('Along a path');
}
