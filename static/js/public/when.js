/** Reading a time that somebody asks about, "Friday 21:30, Foleshill Road": the rules of safespaces/hours/when.py. */

import { BadTime, clockMinutes } from './clock-text.js';
import { letters, tidied } from './spaces.js';
import { AFTER, AHEAD, ASKED_ABOUT, BARE_HOUR, BEFORE, FOUR_BEFORE, FOUR_DIGITS, KINDLY, LAST_DAY, OTHER_DAY } from './when-patterns.js';
import { _ } from '../words.js';

/**
 * @typedef {{day: string, minutes: number | null, either: boolean, ahead: number | null, part: string}} When  "" is no day, null no time;
 *   either: an hour without am or pm; ahead: minutes from now; part: of the day, "night"
 */

const LONGEST_TEXT = 200;
export const NOT_SURE = _('We are not sure when you mean. Write it like 21:30, 9:30pm or Friday 9:30pm.');
const COORDINATES = /^[+-]?[0-9]+\.[0-9]+[ ,;]+[+-]?[0-9]+\.[0-9]+$/;

/** @param {string} text @returns {{when: When | null, place: string}} the time asked about, and the rest. Throws BadTime. */
export function splitWhen(text) {
  const tidy = tidied(text).replace(/[?!. ]+$/, '').replace(KINDLY, '').replace(/[?!. ]+$/, '');
  if (letters(tidy) > LONGEST_TEXT || COORDINATES.test(tidy)) return { when: null, place: tidy };
  refuseWhatIsNotRead(tidy);
  const start = fromStart(tidy);
  if (!start.day && !start.clock) {
    const special = specialEnd(tidy);
    if (special) {
      const { day, part, rest } = fromEnd({ day: '', part: '', clock: 'taken', rest: special.place });
      refuseWhatIsNotRead(rest);
      if (day && special.when.ahead !== null) throw new BadTime(NOT_SURE); // "tomorrow in 20 minutes"
      return day || part ? { when: { ...special.when, day: dayWord(day), part: part.toLowerCase() }, place: rest } : special;
    }
  }
  const { day, part, clock, rest } = fromEnd(start);
  if (!day && !part && !clock) return { when: null, place: tidy };
  refuseWhatIsNotRead(rest); // "tomorrow after school", of which one half is read
  const hour = !clock && rest ? BARE_HOUR.exec(rest) : null;
  if (hour) return { when: bareHour(hour, day), place: cut(hour[1]) };
  const more = { part: part.toLowerCase(), either: isFace(day, part, clock) };
  return { when: whenOf(dayWord(day), clock ? clockMinutes(clock) : null, more), place: rest };
}

/** A clock without am or pm shows two times: one digit for the hour always, two where a part of the day says which is meant. */
function isFace(day, part, clock) {
  return (part || day.toLowerCase() === 'tonight' ? /^(?:[1-9]|1[0-2])[:.][0-9]{2}$/ : /^[1-9][:.][0-9]{2}$/).test(clock);
}

function refuseWhatIsNotRead(text) {
  if (ASKED_ABOUT.some((pattern) => pattern.test(text))) throw new BadTime(NOT_SURE);
  const four = FOUR_BEFORE.exec(text);
  if (four) throw new BadTime(_('Is %(hour)s%(minute)s a time? Then write it like %(hour)s:%(minute)s. If it is a house number, leave it out.', { hour: four[1], minute: four[2] }));
  if (OTHER_DAY.test(text)) throw new BadTime(_('We can look at the next seven days. Choose a day from the list.'));
}

function fromStart(text) {
  const found = { day: '', part: '', clock: '', rest: text };
  for (let turn = 0; turn < 2; turn += 1) { // a clock and a day, in either order
    const match = firstOf(BEFORE, found.rest, (m) => !(m[1] && found.day) && !(m[3] && found.clock));
    if (!match) break;
    take(found, match[1], match[2], match[3], match[4]);
  }
  return found;
}

function fromEnd(start) {
  const found = { ...start };
  for (let turn = 0; turn < 2; turn += 1) {
    const match = firstOf(AFTER, found.rest, (m) => !(m[2] && found.day) && !(m[4] && found.clock));
    const last = match || found.day ? null : LAST_DAY.exec(found.rest);
    if (match) take(found, match[2], match[3], match[4], cut(match[1]));
    else if (last) take(found, last[2], '', '', cut(last[1]));
    else break;
  }
  return found;
}

function firstOf(patterns, text, fits) {
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    if (match && fits(match)) return match;
  }
  return null;
}

function take(found, day, part, clock, rest) {
  Object.assign(found, { day: found.day || day || '', part: found.part || part || '', clock: found.clock || clock || '', rest });
}

/** "at 9", "2130", "in 20 minutes" after a place. Throws BadTime for a date, of which nobody can tell here. */
function specialEnd(tidy) {
  const ahead = AHEAD.exec(tidy);
  if (ahead) {
    const count = { a: 1, an: 1, 'half an': 0.5 }[ahead[2].toLowerCase()];
    const minutes = (count === undefined ? Number(ahead[2]) : count) * (/^h/i.test(ahead[3]) ? 60 : 1);
    return { when: whenOf('', null, { ahead: Math.floor(minutes) }), place: cut(ahead[1]) };
  }
  const four = FOUR_DIGITS.exec(tidy);
  if (four) return { when: whenOf('', Number(four[2]) * 60 + Number(four[3])), place: cut(four[1]) };
  const hour = BARE_HOUR.exec(tidy);
  return hour && { when: bareHour(hour, ''), place: cut(hour[1]) };
}

/** "at 9" and "half past 9": the next such hour. */
function bareHour(match, day) {
  const number = Number(match[3]);
  if (number > 23) throw new BadTime(_('That is not a time of day. Write it like 21:30 or 9:30pm.'));
  const past = { 'half past': 30, 'quarter past': 15 }[match[2].toLowerCase()] || 0;
  return whenOf(dayWord(day), number * 60 + past, { either: number >= 1 && number <= 12 });
}

function cut(text) {
  return text.replace(/[ ,;]+$/, '');
}

function whenOf(day, minutes, more = {}) {
  return { day, minutes, either: false, ahead: null, part: '', ...more };
}

function dayWord(day) {
  const word = day.toLowerCase();
  return word === 'today' || word === 'tonight' || word === 'tomorrow' ? word : word.slice(0, 3);
}
