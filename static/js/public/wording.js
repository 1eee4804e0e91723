/** What is said of a status, a walk and a time: the words of safespaces/hours/wording.py. */

import { CLOSED, CLOSING, OPEN, OPENS_LATER, SOON_MIN, opensSoon } from './status.js';
import { clockOf, local, weekdayOf } from './wall-time.js';

/** @typedef {import('./status.js').Status} Status */
/** @typedef {import('./wall-time.js').Zone} Zone */

const HOURS_UNKNOWN = 'Hours not known';
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MORNING_HOUR = 6; // what ends before it belongs to the night of the day before

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
      return `Closes at ${clockText(status.openUntil, at, zone, now)}: too soon for you to get there`;
    case OPENS_LATER:
      return `${opensSoon(status, at) ? 'Opens soon: ' : 'Opens '}${openingText(status.opensAt, at, zone, now)}`;
    case CLOSED:
      return 'Closed. No opening known in the next 7 days';
    default:
      return unknownText(status, at, zone, now);
  }
}

function openText({ openUntil, opensAt }, at, zone, now, arrive) {
  const closesSoon = openUntil !== null && arrive !== null && openUntil - arrive < SOON_MIN;
  const until = openUntil === null ? 'Open day and night' : `Open until ${clockText(openUntil, at, zone, now)}`;
  const text = closesSoon ? `${until}: closes soon after you get there` : until;
  return opensAt === null ? text : `Opens ${openingText(opensAt, at, zone, now)}, before you get there. ${text}`;
}

function unknownText({ openUntil, opensAt }, at, zone, now) {
  const usual = openUntil === null
    ? HOURS_UNKNOWN
    : `Usually open until ${clockText(openUntil, at, zone, now)}, but it may be shut today`;
  return opensAt === null ? usual : `${usual}. Sure to open ${openingText(opensAt, at, zone, now)}`;
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
  const name = then.minutes === 0 ? 'midnight' : clockOf(then.minutes);
  if (then.day === here.day || (itsDay === here.day && here.hour >= MORNING_HOUR)) return name;
  const day = itsDay - local(now, zone).day === 1 ? 'tomorrow' : `on ${DAYS[weekdayOf(itsDay)]}`;
  return `${name} ${day}${isNight ? ' night' : ''}`;
}

/** @param {number} at @param {number} now @param {Zone} zone @returns {string} "today", "tomorrow" or the weekday */
export function dayText(at, now, zone) {
  const then = local(at, zone).day;
  const days = then - local(now, zone).day;
  return days === 0 ? 'today' : days === 1 ? 'tomorrow' : DAYS[weekdayOf(then)];
}

/**
 * @param {number} minutes @param {number} distanceM @param {string} compass
 * @returns {string} "about 6 minutes’ walk, 450 m, north-east"
 */
export function walkText(minutes, distanceM, compass) {
  return `about ${minutes} minute${minutes === 1 ? '’s' : 's’'} walk, ${distanceText(distanceM)}, ${compass}`;
}

/** @param {number} metres  whole @returns {string} */
export function distanceText(metres) {
  if (metres < 995) return `${Math.floor((metres + 5) / 10) * 10} m`;
  if (metres < 19950) {
    const tenths = Math.floor((metres + 50) / 100);
    return `${Math.floor(tenths / 10)}.${tenths % 10} km`;
  }
  return `${Math.floor((metres + 500) / 1000)} km`;
}

/** "Tomorrow" is seen from where the reader is in time, not from the time they ask about. */
function openingText(minute, at, zone, now) {
  const then = local(minute, zone);
  const day = then.day === local(at, zone).day ? '' : `${dayText(minute, now, zone)} `;
  return `${day}at ${clockOf(then.minutes)}`;
}
