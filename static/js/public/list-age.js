/** How old the list is that an answer is from, where the server cannot be reached: that is said, and of one too old only usual hours count. */

import { reaches } from './directory.js';
import { clockOf, local } from './wall-time.js';
import { DAYS } from './wording.js';
import { _, ngettext } from '../words.js';

/** @typedef {import('./answer-view.js').Asked} Asked */
/** @typedef {import('./wall-time.js').Zone} Zone */
/** @typedef {{value: any, at: number, isOld: boolean, listMs: number, tag?: string}} Kept  isOld: not what the server says now; listMs: when it did, NaN: not known */

const CLOCK_OFF_MIN = 2;
const WEEK_DAYS = 7;

/** @param {Headers} headers @returns {number} when the server said so (RFC 9110), and how long a cache between has kept it (RFC 9111); NaN: not said */
export function serverMs(headers) {
  return Date.parse(headers.get('Date')) + 1000 * Number(headers.get('Age') || 0);
}

/** @param {Kept} kept  a directory @param {number} now @returns {boolean} whether nothing that it says of `now` may be relied on */
export function isOnlyUsual(kept, now) {
  return kept.isOld && (isBefore(kept, now) || !reaches(kept.value, now));
}

/** A clock that stands before the list was made is wrong, and nobody knows by how much. */
function isBefore({ listMs }, now) {
  return now < Math.floor(listMs / 60000) - CLOCK_OFF_MIN;
}

/** @param {Kept | undefined} kept @param {number} now @param {Zone} zone @returns {string} "" for a list that the server says now */
export function ageNote(kept, now, zone) {
  if (!kept || !kept.isOld) return '';
  if (isBefore(kept, now)) return _('No signal, and your phone’s clock is wrong. So we can only say when places are usually open.');
  const made = madeText(Math.floor(kept.listMs / 60000), now, zone);
  if (isOnlyUsual(kept, now)) return _('No signal. The list on this phone is old (%(made)s), so we can only say when places are usually open.', { made });
  const time = `${DAYS[local(now, zone).weekday]} ${clockOf(local(now, zone).minutes)}`;
  return _('No signal. This is the list of %(made)s. By your phone’s clock it is %(time)s.', { made, time });
}

/** @returns {string} "yesterday 18:20" */
function madeText(minute, now, zone) {
  if (Number.isNaN(minute)) return _('an earlier visit');
  const then = local(minute, zone);
  const time = clockOf(then.minutes);
  const days = local(now, zone).day - then.day;
  if (days <= 0) return _('today %(time)s', { time });
  if (days === 1) return _('yesterday %(time)s', { time });
  return days < WEEK_DAYS ? _('%(weekday)s %(time)s', { weekday: DAYS[then.weekday], time }) : ngettext('%(days)s day ago', '%(days)s days ago', days, { days });
}

/** @param {Asked | undefined} asked @param {string} note @returns {Asked | undefined} the same, with the note first */
export function keptNote(asked, note) {
  return asked && note ? { ...asked, note: [note, asked.note].filter(Boolean).join(' ') } : asked;
}
