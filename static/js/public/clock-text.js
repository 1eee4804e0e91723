/** A clock time as it is typed: a rule of safespaces/hours/when.py. */

import { stripped } from './spaces.js';
import { _ } from '../words.js';

const TIME = /^([0-9]{1,2})(?:[:.]([0-9]{2}))?[ \t-\r]*(am|pm)?$/;

/** A date or time that cannot be read or answered; the message says what to do. */
export class BadTime extends Error {}

/** @param {string} text @returns {number} minutes after midnight of "21:30", "9.30pm", "8am", "noon". Throws BadTime. */
export function clockMinutes(text) {
  const tidy = stripped(text).toLowerCase();
  if (tidy === 'midnight') return 1440; // "Friday midnight" is the end of Friday
  if (tidy === 'noon' || tidy === 'midday') return 720;
  const match = TIME.exec(tidy);
  let hour = match ? Number(match[1]) : 99;
  const minute = match ? Number(match[2] || 0) : 99;
  if (match && match[3]) hour = hour >= 1 && hour <= 12 ? (hour % 12) + (match[3] === 'pm' ? 12 : 0) : 99;
  if (hour > 23 || minute > 59) throw new BadTime(_('That is not a time of day. Write it like 21:30 or 9:30pm.'));
  return hour * 60 + minute;
}
