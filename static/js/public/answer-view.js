/** An answer in words, as safespaces/web/public/answer.py says it. The sentences with gaps come from the page's own template. */

import { opensSoon } from './status.js';
import { clockOf, local } from './wall-time.js';
import { dayText, statusText, walkText } from './wording.js';
import { _ } from '../words.js';

/** @typedef {import('./finder.js').Found} Found */
/** @typedef {import('./finder.js').Sections} Sections */
/** @typedef {import('./point.js').Point} Point */
/** @typedef {import('./wall-time.js').Zone} Zone */
/** @typedef {{point: Point, place: string, note: string, accuracyM: number, at: number, now: number}} Asked  minutes since 1970 UTC */
/** @typedef {{open: string, none: string, usual: string, far: string, now: string, later: string}} Wordings  gaps: {place}, {day}, {time}, {km} */
/**
 * @typedef {{slug: string, name: string, kind: string, state: string, stateText: string, walk: string, way: string, address: string,
 *   stepFree: boolean, age: string, rough: boolean, lat: number, lon: number}} Card
 */

/** @param {Found} found @param {number} at @param {Zone} zone @param {number} now @returns {Card} one place in words, for `at`, read at `now` */
export function cardOf({ venue, status, walkMinutes, distanceM, compass, way = '' }, at, zone, now) {
  const soon = opensSoon(status, at);
  return {
    slug: venue.slug,
    name: venue.name,
    kind: venue.kindName,
    state: soon ? 'soon' : status.state,
    stateText: statusText(status, at, zone, now, at + walkMinutes),
    walk: walkText(walkMinutes, distanceM, compass),
    way,
    address: venue.address,
    stepFree: venue.stepFree,
    age: venue.age ? _('%(age)s and over', { age: venue.age }) : '',
    rough: venue.rough,
    lat: venue.lat,
    lon: venue.lon,
  };
}

/** @param {Sections} found @param {Wordings} words @param {boolean} isUsual  only usual hours are known @returns {string} */
export function headingOf({ first, farAwayKm }, words, isUsual) {
  if (first) return words.open;
  if (farAwayKm !== null) return filled(words.far, { km: farAwayKm });
  return isUsual ? words.usual : words.none;
}

/** @param {Asked} asked @param {Wordings} words @param {Zone} zone @returns {string} from where and when */
export function whenOf({ at, now, place }, words, zone) {
  const time = clockOf(local(at, zone).minutes);
  return at === now ? filled(words.now, { time, place }) : filled(words.later, { day: dayText(at, now, zone), time, place });
}

/** @param {string} text @param {Record<string, string | number>} gaps @returns {string} with its {gaps} filled */
export function filled(text, gaps) {
  return text.replace(/\{([a-z]+)\}/g, (gap, name) => (name in gaps ? String(gaps[name]) : gap));
}
