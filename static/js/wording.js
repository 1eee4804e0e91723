/** What is said of a status, a walk and a time: the words of safespaces/hours/wording.py. */

import { CLOSED, CLOSING, OPEN, OPENS_LATER, opensSoon } from './status.js';
import { clockOf, local, weekdayOf } from './wall-time.js';

/** @typedef {import('./status.js').Status} Status */
/** @typedef {import('./wall-time.js').Zone} Zone */

const HOURS_UNKNOWN = 'Hours not known: ring or try the next one';
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/**
 * @param {Status} status @param {number} at @param {Zone} zone @param {number} [now]  when it is read
 * @returns {string} "Open until 19:00"
 */
export function statusText(status, at, zone, now = at) {
  switch (status.state) {
    case OPEN:
      return status.openUntil === null ? 'Open day and night' : `Open until ${clockText(status.openUntil, at, zone, now)}`;
    case CLOSING:
      return `Closes at ${clockText(status.openUntil, at, zone, now)}, before you could walk there`;
    case OPENS_LATER:
      return `${opensSoon(status, at) ? 'Opens soon: ' : 'Opens '}${openingText(status.opensAt, at, zone, now)}`;
    case CLOSED:
      return 'Closed. No opening known in the next 7 days';
    default:
      return HOURS_UNKNOWN;
  }
}

/**
 * @param {number} minute @param {number} at @param {Zone} zone @param {number} now
 * @returns {string} with its day where that is not the day of `at` or the night that follows
 */
export function clockText(minute, at, zone, now) {
  const then = local(minute, zone);
  const days = then.day - local(at, zone).day;
  const name = then.minutes === 0 ? 'midnight' : clockOf(then.minutes);
  if (days === 0 || (days === 1 && then.hour < 6)) return name;
  const day = dayText(minute, now, zone);
  return `${name} ${day === 'tomorrow' ? day : `on ${DAYS[then.weekday]}`}`;
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
