/** Reading a time that somebody asks about, "Friday 21:30, Foleshill Road": the rules of safespaces/hours/when.py. */

import { letters, stripped, tidied } from './spaces.js';
import { dayFromText, local, minuteOfWall } from './wall-time.js';

/** @typedef {{day: string, minutes: number | null}} When  "" is no day, null no time */
/** @typedef {import('./wall-time.js').Zone} Zone */

const DAYS_AHEAD = 7;
const LONGEST_TEXT = 200;
const GRACE_MIN = 15; // a time that passed this shortly ago is taken as now
const DAY = '(today|tonight|tomorrow'
  + '|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)';
const CLOCK = '([0-9]{1,2}[:.][0-9]{2} *(?:am|pm)?|[0-9]{1,2} *(?:am|pm)|noon|midday|midnight)';
const DAY_AND_CLOCK = `${DAY}(?: *,? *(?:at +)?${CLOCK})`;
const BEFORE = new RegExp(`^(?:${DAY_AND_CLOCK}|${DAY}(?= *,|$)|(?:at +)?${CLOCK})(?=[ ,;]|$)[ ,;]*(.*)$`, 'i');
// The reference looks behind for ", " before a lone day; older phones cannot, so that case spells its separator out.
const AFTER = new RegExp(`^(.*?)(?:[ ,;]+(?:(?:on +)?${DAY_AND_CLOCK}|(?:at +)?${CLOCK})|[ ,;]*, ${DAY})$`, 'i');
const TIME = /^([0-9]{1,2})(?:[:.]([0-9]{2}))?[ \t-\r]*(am|pm)?$/;
const COORDINATES = /^[+-]?[0-9]+\.[0-9]+[ ,;]+[+-]?[0-9]+\.[0-9]+$/;
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** A date or time that cannot be read or answered; the message says what to do. */
export class BadTime extends Error {}

/** @param {string} text @returns {{when: When | null, place: string}} the time asked about, and the rest. Throws BadTime. */
export function splitWhen(text) {
  const tidy = tidied(text);
  if (letters(tidy) > LONGEST_TEXT || COORDINATES.test(tidy)) return { when: null, place: tidy };
  const before = BEFORE.exec(tidy);
  if (before) return { when: whenOf(before[1] || before[3], before[2] || before[4]), place: before[5] };
  const after = AFTER.exec(tidy);
  if (after) return { when: whenOf(after[2] || after[5], after[3] || after[4]), place: after[1].replace(/[ ,;]+$/, '') };
  return { when: null, place: tidy };
}

/** @param {string} text @returns {number} minutes after midnight of "21:30", "9.30pm", "8am", "noon". Throws BadTime. */
export function clockMinutes(text) {
  const tidy = stripped(text).toLowerCase();
  if (tidy === 'midnight') return 1440; // "Friday midnight" is the end of Friday
  if (tidy === 'noon' || tidy === 'midday') return 720;
  const match = TIME.exec(tidy);
  let hour = match ? Number(match[1]) : 99;
  const minute = match ? Number(match[2] || 0) : 99;
  if (match && match[3]) hour = hour >= 1 && hour <= 12 ? (hour % 12) + (match[3] === 'pm' ? 12 : 0) : 99;
  if (hour > 23 || minute > 59) throw new BadTime('That is not a time of day. Write it like 21:30 or 9:30pm.');
  return hour * 60 + minute;
}

/**
 * @param {When} when @param {number} now @param {Zone} zone
 * @returns {number} the next such instant, never one long past. Throws BadTime.
 */
export function minuteMeant(when, now, zone) {
  const clock = local(now, zone);
  const minutes = when.minutes === null ? clock.minutes : when.minutes;
  const day = clock.day + daysOn(when.day, clock);
  const at = minuteOfWall(day, minutes, zone);
  if (at >= now - GRACE_MIN) return Math.max(at, now);
  if (when.day === 'today' || when.day === 'tonight') throw new BadTime('That time has passed. Choose a later one.');
  return minuteOfWall(day + (when.day ? 7 : 1), minutes, zone);
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

function whenOf(day, clock) {
  const word = (day || '').toLowerCase();
  const whole = word === 'today' || word === 'tonight' || word === 'tomorrow';
  return { day: whole ? word : word.slice(0, 3), minutes: clock ? clockMinutes(clock) : null };
}

function daysOn(day, clock) {
  const weekday = WEEKDAYS.indexOf(day);
  if (weekday >= 0) return (weekday - clock.weekday + 7) % 7;
  return day === 'tomorrow' ? 1 : 0;
}
