/** The answer to a question of the vectors (tests/vectors/answers.py), laid out as the Python reference lays it out. */

import { createHash } from 'node:crypto';

import { cardOf, headingOf, whenOf } from '../../static/js/public/answer-view.js';
import { sections } from '../../static/js/public/finder.js';

/** @returns the sections with their words, as lists */
export function answerTo(directory, [, lat, lon, since, sinceNow], wanted, wordings) {
  const point = { lat: lat / 100_000, lon: lon / 100_000 };
  const [at, now] = [directory.start + since, directory.start + sinceNow];
  const found = sections(directory, point, at, wanted);
  const parts = [found.first ? [found.first] : [], found.others, found.farOpen, found.opening, found.perhaps];
  const words = [headingOf(found, wordings), whenOf({ at, now, place: 'Here' }, wordings, directory)];
  return [...words, ...parts.map((part) => part.map((each) => flatPlace(each, at, directory, now)))];
}

/** @returns {string} of the answer's shortest JSON */
export function digestOf(answer, digits) {
  return createHash('sha256').update(JSON.stringify(answer)).digest('hex').slice(0, digits);
}

function flatPlace(found, at, zone, now) {
  const card = cardOf(found, at, zone, now);
  const flags = Number(card.stepFree) + 4 * Number(card.rough);
  return [card.slug, card.kind, card.state, card.stateText, card.walk, found.distanceM, found.walkMinutes, found.bearing, card.age, flags];
}

/** What a text means, as the vectors have it. */
export function flatMeaning(meant) {
  if ('distress' in meant) return ['distress'];
  if ('advice' in meant) return [meant.advice];
  if ('question' in meant) return [meant.question, meant.options.map(({ label, text }) => [label, text])];
  return [meant.point.lat, meant.point.lon, meant.label, meant.note];
}
