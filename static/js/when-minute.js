/** The instant that somebody means or chooses: the rules of safespaces/hours/when.py. */

import { BadTime, clockMinutes } from './clock-text.js';
import { clockOf, dayFromText, local, minuteOfWall } from './wall-time.js';

/** @typedef {import('./wall-time.js').Zone} Zone */
/** @typedef {import('./when.js').When} When */

const DAYS_AHEAD = 7;
const GRACE_MIN = 15; // a time that passed this shortly ago is taken as now
const NOON = 720;
const NIGHT_ENDS_MIN = 5 * 60;
const PARTS = { morning: 9 * 60, afternoon: 15 * 60, evening: 19 * 60, night: 20 * 60 };
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/**
 * @param {When} when @param {number} now @param {Zone} zone
 * @returns {number} the next such instant, never one long past. Throws BadTime.
 */
export function minuteMeant(when, now, zone) {
  if (when.ahead > DAYS_AHEAD * 1440) throw new BadTime('We can look at the next seven days. Choose a day from the list.');
  if (when.ahead !== null) return now + when.ahead;
  const clock = local(now, zone);
  const part = when.part || (when.day === 'tonight' ? 'night' : '');
  const day = clock.day + daysOn(when.day, clock);
  if (when.minutes === null && part) return Math.max(minuteOfWall(day, PARTS[part], zone), now); // from its usual hour on
  if (when.either) return eitherHalf(when, now, zone);
  let minutes = when.minutes === null ? clock.minutes : when.minutes;
  const isAnotherNight = daysOn(when.day, clock) > 0 || clock.minutes >= NIGHT_ENDS_MIN;
  if (part === 'night' && minutes < NIGHT_ENDS_MIN && isAnotherNight) minutes += 1440; // "Saturday night 2am" is on Sunday
  const at = minuteOfWall(day, minutes, zone);
  if (at >= now - GRACE_MIN) return Math.max(at, now);
  if (when.day === 'today' || when.day === 'tonight') throw new BadTime('That time has passed. Choose a later one.');
  return minuteOfWall(day + (when.day ? 7 : 1), minutes, zone);
}

/** The next time that a clock's face shows it; tonight in the evening. Of another day it is asked about. */
function eitherHalf(when, now, zone) {
  const face = when.minutes % NOON;
  const clock = local(now, zone);
  if (daysOn(when.day, clock)) {
    const [early, late] = [clockOf(face), clockOf(face + NOON)];
    throw new BadTime(`At ${early} or at ${late}? Write it like ${late}.`);
  }
  const halves = when.day === 'tonight' ? [1, 2] : [0, 1, 2, 3];
  const ats = halves.map((half) => minuteOfWall(clock.day, face + half * NOON, zone));
  const next = ats.find((at) => at >= now);
  return next === undefined ? ats[ats.length - 1] : next;
}

/**
 * @param {string} day  YYYY-MM-DD, "" for today @param {string} time @param {number} now @param {Zone} zone
 * @returns {number} an instant of the next seven days. Throws BadTime.
 */
export function minuteChosen(day, time, now, zone) {
  const today = local(now, zone).day;
  const chosen = day ? dayFromText(day) : today;
  if (chosen === null) throw new BadTime('That is not a day. Choose one from the list.');
  if (chosen < today || chosen > today + DAYS_AHEAD - 1) throw new BadTime('We can look at the next seven days. Choose one from the list.');
  const at = minuteOfWall(chosen, clockMinutes(time), zone);
  if (at < now - GRACE_MIN) throw new BadTime('That time has passed. Choose a later one.');
  return Math.max(at, now);
}

function daysOn(day, clock) {
  const weekday = WEEKDAYS.indexOf(day);
  if (weekday >= 0) return (weekday - clock.weekday + 7) % 7;
  return day === 'tomorrow' ? 1 : 0;
}
