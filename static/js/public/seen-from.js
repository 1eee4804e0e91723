/** Where and when the last answer on this page was asked for, for the map that is opened from it; in memory only. */

import { MINUTES_A_DAY, clockOf, local } from './wall-time.js';

/** @typedef {import('./answer-view.js').Asked} Asked */

/** @type {{last: (Asked & {day: string, time: string}) | null}} */
export const seenFrom = { last: null };

/** @param {Asked | undefined} asked @param {import('./wall-time.js').Zone} zone @returns {Asked | undefined} the same */
export function remembered(asked, zone) {
  if (!asked) return asked;
  const { day, minutes } = local(asked.at, zone);
  seenFrom.last = { ...asked, day: new Date(day * MINUTES_A_DAY * 60000).toISOString().slice(0, 10), time: clockOf(minutes) };
  return asked;
}
