/** What is said of a status, a walk and a time: the words of safespaces/hours/wording.py. */

import { CLOSED, CLOSING, OPEN, OPENS_LATER, SOON_MIN, opensSoon } from './status.js';
import { clockOf, local, weekdayOf } from './wall-time.js';
import { _, ngettext } from '../words.js';

/** @typedef {import('./status.js').Status} Status */
/** @typedef {import('./wall-time.js').Zone} Zone */

const HOURS_UNKNOWN = _('Hours not known');
export const DAYS = [_('Monday'), _('Tuesday'), _('Wednesday'), _('Thursday'), _('Friday'), _('Saturday'), _('Sunday')];
const MORNING_HOUR = 6; // what ends before it belongs to the night of the day before
const FAR_M = 5000; // beyond it nobody counts a walk in minutes

/**
 * @param {Status} status @param {number} at @param {Zone} zone @param {number} [now]  when it is read
 * @param {number | null} [arrive]  for somebody who gets there then: says so when the door shuts soon after
 * @returns {string} "Open until 19:00"
 */
export function statusText(status, at, zone, now = at, arrive = null) {
  switch (status.state) {
    case OPEN:
      return openText(status, at, zone, now, arrive);
    case CLOSING:
      return _('Closes at %(time)s: too soon for you to get there', { time: clockText(status.openUntil, at, zone, now) });
    case OPENS_LATER:
      return opensText(openingText(status.opensAt, at, zone, now), opensSoon(status, at), status.isUsual);
    case CLOSED:
      return _('Closed. No opening known in the next 7 days');
    default:
      return unknownText(status, at, zone, now);
  }
}

function opensText(opening, isSoon, isUsual) {
  if (isUsual) return _('Usually opens %(opening)s', { opening });
  return isSoon ? _('Opens soon: %(opening)s', { opening }) : _('Opens %(opening)s', { opening });
}

function openText({ openUntil, opensAt }, at, zone, now, arrive) {
  const text = untilText(openUntil, at, zone, now, arrive);
  if (opensAt === null) return text;
  return _('Opens %(opening)s, before you get there. %(text)s', { opening: openingText(opensAt, at, zone, now), text });
}

function untilText(openUntil, at, zone, now, arrive) {
  if (openUntil === null) return _('Open day and night');
  const time = clockText(openUntil, at, zone, now);
  const closesSoon = arrive !== null && openUntil - arrive < SOON_MIN;
  return closesSoon ? _('Open until %(time)s: closes soon after you get there', { time }) : _('Open until %(time)s', { time });
}

function unknownText({ openUntil, opensAt }, at, zone, now) {
  const usual = openUntil === null
    ? HOURS_UNKNOWN
    : _('Usually open until %(time)s, but it may be shut today', { time: clockText(openUntil, at, zone, now) });
  return opensAt === null ? usual : _('%(text)s. Sure to open %(opening)s', { text: usual, opening: openingText(opensAt, at, zone, now) });
}

/**
 * Midnight and the small hours belong to the night of the day before: 00:00 on a Friday is "midnight on Thursday night".
 * @param {number} minute @param {number} at @param {Zone} zone @param {number} now
 * @returns {string} when something ends: a clock time, and the night or day it belongs to where that is not the one of `at`
 */
export function clockText(minute, at, zone, now) {
  const then = local(minute, zone);
  const here = local(at, zone);
  const isNight = then.hour < MORNING_HOUR;
  const itsDay = isNight ? then.day - 1 : then.day;
  const time = then.minutes === 0 ? _('midnight') : clockOf(then.minutes);
  if (then.day === here.day || (itsDay === here.day && here.hour >= MORNING_HOUR)) return time;
  if (itsDay - local(now, zone).day === 1) return isNight ? _('%(time)s tomorrow night', { time }) : _('%(time)s tomorrow', { time });
  const weekday = DAYS[weekdayOf(itsDay)];
  return isNight ? _('%(time)s on %(weekday)s night', { time, weekday }) : _('%(time)s on %(weekday)s', { time, weekday });
}

/** @param {number} at @param {number} now @param {Zone} zone @returns {string} "today", "tomorrow" or the weekday */
export function dayText(at, now, zone) {
  const then = local(at, zone).day;
  const days = then - local(now, zone).day;
  return days === 0 ? _('today') : days === 1 ? _('tomorrow') : DAYS[weekdayOf(then)];
}

/**
 * @param {number} minutes @param {number} distanceM @param {string} compass
 * @returns {string} "about 6 minutes’ walk, 450 m, north-east"; over 5 km "over 2 hours’ walk, 9.1 km, north"
 */
export function walkText(minutes, distanceM, compass) {
  if (distanceM > FAR_M) {
    const hours = Math.max(1, Math.floor((minutes - 1) / 60));
    const time = ngettext('over %(hours)s hour’s walk', 'over %(hours)s hours’ walk', hours, { hours });
    return `${time}, ${distanceText(distanceM)}, ${_(compass)}`;
  }
  return ngettext(
    'about %(minutes)s minute’s walk, %(distance)s, %(compass)s', 'about %(minutes)s minutes’ walk, %(distance)s, %(compass)s', minutes,
    { minutes, distance: distanceText(distanceM), compass: _(compass) },
  );
}

/** @param {number} metres  whole @returns {string} */
export function distanceText(metres) {
  if (metres < 995) return _('%(metres)s m', { metres: Math.floor((metres + 5) / 10) * 10 });
  if (metres < 19950) {
    const tenths = Math.floor((metres + 50) / 100);
    return _('%(km)s km', { km: `${Math.floor(tenths / 10)}.${tenths % 10}` });
  }
  return _('%(km)s km', { km: Math.floor((metres + 500) / 1000) });
}

/** "Tomorrow" is seen from where the reader is in time, not from the time they ask about. */
function openingText(minute, at, zone, now) {
  const then = local(minute, zone);
  const time = clockOf(then.minutes);
  if (then.day === local(at, zone).day) return _('at %(time)s', { time });
  return _('%(day)s at %(time)s', { day: dayText(minute, now, zone), time });
}
