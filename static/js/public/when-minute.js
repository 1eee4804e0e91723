/** The instant that somebody means or chooses: the rules of safespaces/hours/when.py. */

import { BadTime, clockMinutes } from './clock-text.js';
import { clockOf, dayFromText, local, minuteOfWall } from './wall-time.js';
import { _ } from '../words.js';

/** @typedef {import('./wall-time.js').Zone} Zone */
/** @typedef {import('./when.js').When} When */

const DAYS_AHEAD = 7;
const GRACE_MIN = 15; // a time that passed this shortly ago is taken as now
const NOON = 720;
const NIGHT_ENDS_MIN = 5 * 60;
const PARTS = { morning: 9 * 60, afternoon: 15 * 60, evening: 19 * 60, night: 20 * 60 };
// Minutes that are in each.
const SPANS = { morning: [300, 719], afternoon: [720, 1080], evening: [1020, 1440], night: [1080, 1740] };
const PASSED = _('That time has passed. Choose a later one.');
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/**
 * @param {When} when @param {number} now @param {Zone} zone
 * @returns {number} the next such instant, never one long past. Throws BadTime.
 */
export function minuteMeant(when, now, zone) {
  if (when.ahead > DAYS_AHEAD * 1440) throw new BadTime(_('We can look at the next seven days. Choose a day from the list.'));
  if (when.ahead !== null) return now + when.ahead;
  const clock = local(now, zone);
  const part = when.part || (when.day === 'tonight' ? 'night' : '');
  if (part) return inPart(when, part, now, zone);
  if (when.either) return eitherHalf(when, now, zone);
  const day = clock.day + daysOn(when.day, clock);
  const minutes = when.minutes === null ? clock.minutes : when.minutes;
  const at = minuteOfWall(day, minutes, zone);
  if (at >= now - GRACE_MIN) return Math.max(at, now);
  if (when.day === 'today') throw new BadTime(PASSED);
  return minuteOfWall(day + (when.day ? 7 : 1), minutes, zone);
}

/** A time of a part of a day, or the part from its usual hour on, and now where that has begun. A night goes on after midnight. */
function inPart(when, part, now, zone) {
  const clock = local(now, zone);
  const [first, last] = SPANS[part];
  const daysAhead = daysOn(when.day, clock);
  let day = clock.day + daysAhead;
  const isBeforeDawn = part === 'night' && clock.minutes < NIGHT_ENDS_MIN && daysAhead === 0;
  let [start, end] = [PARTS[part], last];
  if (when.minutes === null) {
    if (isBeforeDawn) throw new BadTime(_('Now, or this evening? Write the time, like 21:30.'));
  } else {
    start = firstInside(when, first, last);
    if (start === null) throw new BadTime(_('That is no time of the %(part)s. Write it like 21:30 or 9:30pm.', { part }));
    if (isBeforeDawn && start >= 1440 && minuteOfWall(day, start - 1440, zone) >= now - GRACE_MIN) start -= 1440; // "tonight 2am", at 1am
    end = start;
  }
  if (minuteOfWall(day, end, zone) < now - GRACE_MIN) {
    if (!WEEKDAYS.includes(when.day)) throw new BadTime(PASSED);
    day += 7;
  }
  return Math.max(minuteOfWall(day, start, zone), now);
}

/** The first time within a part of a day that a clock shows so, in minutes of that day; null for none. */
function firstInside({ minutes, either }, first, last) {
  const step = either ? NOON : 1440;
  let at = minutes % step;
  while (at < first) at += step;
  return at <= last ? at : null;
}

/** The next time that a clock's face shows it. Of another day it is asked about. */
function eitherHalf(when, now, zone) {
  const face = when.minutes % NOON;
  const clock = local(now, zone);
  if (daysOn(when.day, clock)) {
    const [early, late] = [clockOf(face), clockOf(face + NOON)];
    throw new BadTime(_('At %(early)s or at %(late)s? Write it like %(late)s.', { early, late }));
  }
  const halves = when.day === 'today' ? [0, 1] : [0, 1, 2, 3];
  const next = halves.map((half) => minuteOfWall(clock.day, face + half * NOON, zone)).find((at) => at >= now);
  if (next === undefined) throw new BadTime(PASSED);
  return next;
}

/**
 * @param {string} day  YYYY-MM-DD, "" for today @param {string} time @param {number} now @param {Zone} zone
 * @returns {number} an instant of the next seven days. Throws BadTime.
 */
export function minuteChosen(day, time, now, zone) {
  const today = local(now, zone).day;
  const chosen = day ? dayFromText(day) : today;
  if (chosen === null) throw new BadTime(_('That is not a day. Choose one from the list.'));
  if (chosen < today || chosen > today + DAYS_AHEAD - 1) throw new BadTime(_('We can look at the next seven days. Choose one from the list.'));
  const at = minuteOfWall(chosen, clockMinutes(time), zone);
  if (at < now - GRACE_MIN) throw new BadTime(PASSED);
  return Math.max(at, now);
}

function daysOn(day, clock) {
  const weekday = WEEKDAYS.indexOf(day);
  if (weekday >= 0) return (weekday - clock.weekday + 7) % 7;
  return day === 'tomorrow' ? 1 : 0;
}
