/** Where and when an answer was asked for, for the map that is opened from it; in memory only. */

import { MINUTES_A_DAY, clockOf, local } from './wall-time.js';

/** @typedef {import('./answer-view.js').Asked & {zone: import('./wall-time.js').Zone}} From */

let from = null;

/** @param {From | null} last  of the answer from which something is opened */
export function seeFrom(last) {
  from = last;
}

/** @returns {{position: import('./whereabouts.js').Whereabouts, day: string, time: string} | null} day and time: of the form, "" for now */
export function seenFrom() {
  if (!from) return null;
  const { point, place, note, accuracyM, at, now, zone } = from;
  const position = { point, label: place, note, accuracyM };
  if (at === now) return { position, day: '', time: '' };
  const { day, minutes } = local(at, zone);
  return { position, day: new Date(day * MINUTES_A_DAY * 60000).toISOString().slice(0, 10), time: clockOf(minutes) };
}
