/** The look-up form read and checked, as safespaces/web/public/look_up.py does. Nothing here throws for anything typed. */

import { BadTime } from './clock-text.js';
import { clockOf, local } from './wall-time.js';
import { minuteChosen, minuteMeant } from './when-minute.js';
import { NOT_SURE, splitWhen } from './when.js';

/** @typedef {import('./answer-view.js').Asked} Asked */
/** @typedef {import('./whereabouts.js').Choice} Choice */
/** @typedef {import('./wall-time.js').Zone} Zone */
/** @typedef {{where: string, asked: string, day: string, time: string}} Form  asked: what was typed, when `where` answers "Which one?" */
/** @typedef {{field: string, message: string}} Fault */
/** @typedef {{asked?: Asked, choice?: Choice, distress?: true, faults?: Fault[]}} Answer  one of them */

/**
 * @param {Form} form @param {number} now @param {Zone} zone
 * @param {(place: string) => Promise<import('./whereabouts.js').Meaning>} find  what a place's text means
 * @returns {Promise<Answer>} rejects only where `find` does
 */
export async function read(form, now, zone, find) {
  const faults = [];
  const { when, place } = split(form, faults);
  const at = minuteOf(form, when, now, zone, faults);
  const meaning = await find(form.asked ? form.where : place);
  const meant = 'rough' in meaning && meaning.rough && at > now ? meaning.rough : meaning;
  if ('distress' in meant) return meant;
  if ('advice' in meant && !faults.some((fault) => fault.field === 'where')) faults.unshift({ field: 'where', message: meant.advice });
  if ('mayBeATime' in meant && meant.mayBeATime && when && !faults.length) faults.push({ field: 'where', message: NOT_SURE }); // half a time was read
  if (faults.length || 'advice' in meant) return { faults };
  if ('question' in meant) return { choice: meant };
  return { asked: { point: meant.point, place: meant.label, note: meant.note, accuracyM: meant.accuracyM || 0, at, now } };
}

function split(form, faults) {
  const otherwise = { when: null, place: form.where };
  const text = form.asked || form.where;
  if (!text) return otherwise; // the patterns of a time take an old phone a twentieth of a second to make ready
  return orFault(faults, 'where', otherwise, () => splitWhen(text.replace(/\0/g, ' ')));
}

/** A time in the box goes before the fields; a day without a time is that day at the present time of day. */
function minuteOf(form, when, now, zone, faults) {
  const field = when ? 'where' : form.time ? 'time' : 'day';
  return orFault(faults, field, now, () => {
    if (when) return minuteMeant(when, now, zone);
    return form.day || form.time ? minuteChosen(form.day, form.time || clockOf(local(now, zone).minutes), now, zone) : now;
  });
}

function orFault(faults, field, otherwise, reading) {
  try {
    return reading();
  } catch (error) {
    if (!(error instanceof BadTime)) throw error;
    faults.push({ field, message: error.message });
    return otherwise;
  }
}
