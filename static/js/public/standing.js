/** A place of the directory as it stands now, for somebody at the door: the rule of `place_now` in safespaces/web/public/place_view.py. */

import { cardOf } from './answer-view.js';
import { venueAt } from './directory.js';
import { asUsual, status } from './status.js';

/** @typedef {import('./directory.js').Directory} Directory */

/** @param {Directory} directory @param {number} row @param {number} now @returns {import('./answer-view.js').Card} */
export function standing(directory, row, now) {
  const promised = status(directory.schedules[directory.columns.schedule[row]], now, now, 0);
  const its = directory.isUsual ? asUsual(promised) : promised;
  const found = { venue: venueAt(directory, row), status: its, walkMinutes: 0, distanceM: 0, bearing: 0, compass: '', byStreet: false };
  return { ...cardOf(found, now, directory, now), walk: '' };
}
