/**
 * Where is the nearest Safe Space that is open when I get there? The order of safespaces/snapshot/moment.py and the parts of
 * safespaces/snapshot/sections.py, by plain loops: 20,000 venues take a phone less time than drawing the answer.
 */

import { bearingDeg, chordM, compassWord, wholeMetres, xyz } from './earth.js';
import { CLOSED, CLOSING, OPEN, OPENS_LATER, UNKNOWN, onArrival, opensSoon, status } from './status.js';
import { NEAR_MINUTES, walkMinutes } from './walking.js';

/** @typedef {import('./directory.js').Directory} Directory */
/** @typedef {import('./directory.js').Venue} Venue */
/** @typedef {import('./point.js').Point} Point */
/** @typedef {import('./status.js').Status} Status */
/** @typedef {{kind?: string, stepFree?: boolean, over16?: boolean}} Wanted */
/** @typedef {{venue: Venue, distanceM: number, walkMinutes: number, bearing: number, compass: string, status: Status}} Found */
/**
 * @typedef {{first: Found | null, others: Found[], farOpen: Found[], opening: Found[], perhaps: Found[],
 *   farAwayKm: number | null}} Sections  first and others, or farOpen, opening and perhaps, or farAwayKm alone
 */

const FAR_AWAY_M = 20000;
const NEXT = 4;
const OPENING = 3;
const PERHAPS = 3;
const RANK_SOON = 1;
const RANKS = { [OPEN]: 0, [CLOSING]: 2, [UNKNOWN]: 3, [OPENS_LATER]: 4, [CLOSED]: 5 };
const RANKS_NOTHING_NEAR = { ...RANKS, [OPENS_LATER]: 3, [UNKNOWN]: 4 }; // a certain opening time is then worth more

/**
 * @param {Directory} directory @param {Point} point @param {number} at @param {Wanted} [wanted]
 * @returns {Sections} the parts of an answer
 */
export function sections(directory, point, at, wanted = {}) {
  const steps = stepsFrom(directory, point, at, wanted);
  const told = (those, count) => firstOf(those, count).map((step) => found(step, point));
  if (isOpenNear(steps)) {
    const [first, ...others] = told(steps, 1 + NEXT);
    return { ...NOTHING, first, others };
  }
  const nearest = nearestM(directory, point);
  if (nearest !== null && nearest > FAR_AWAY_M) return { ...NOTHING, farAwayKm: Math.floor((nearest + 500) / 1000) };
  const those = (...states) => steps.filter((step) => states.includes(step.status.state));
  return {
    ...NOTHING,
    farOpen: told(those(OPEN), 1),
    opening: told(those(OPENS_LATER), OPENING),
    perhaps: told(those(UNKNOWN, CLOSING).filter(isNear), PERHAPS),
  };
}

/**
 * @param {Directory} directory @param {Point} point @param {number} at @param {Wanted} [wanted]
 * @returns {Found[]} every place that is offered, in order
 */
export function nearest(directory, point, at, wanted = {}) {
  const steps = stepsFrom(directory, point, at, wanted);
  const ranks = isOpenNear(steps) ? RANKS : RANKS_NOTHING_NEAR;
  const ranked = steps.map((step) => ({ ...step, rank: step.rank === RANK_SOON ? RANK_SOON : ranks[step.status.state] }));
  return ranked.sort(inOrder).map((step) => found(step, point));
}

/** @param {Directory} directory @param {Point} point @returns {number | null} metres to the nearest Safe Space of all, open or not */
export function nearestM({ venues }, point) {
  const here = xyz(point);
  let least = Infinity;
  for (const venue of venues) least = Math.min(least, chordM(here, venue.xyz));
  return venues.length ? wholeMetres(least) : null;
}

const NOTHING = { first: null, others: [], farOpen: [], opening: [], perhaps: [], farAwayKm: null };

/** Everything that is offered, each with its walk, its state on arrival and its rank. */
function stepsFrom(directory, point, at, wanted) {
  const here = xyz(point);
  const atTheDoor = directory.schedules.map((spans) => status(spans, at, at)); // venues share schedules
  return directory.venues.filter((venue) => isOffered(venue, wanted)).map((venue) => stepTo(venue, here, at, atTheDoor[venue.schedule]));
}

function isOffered(venue, { kind, stepFree, over16 }) {
  return (!kind || venue.kind === kind) && (!stepFree || venue.stepFree) && (over16 || !venue.over16);
}

function stepTo(venue, here, at, atTheDoor) {
  const chord = chordM(here, venue.xyz);
  const distanceM = wholeMetres(chord);
  const walk = walkMinutes(distanceM);
  const its = onArrival(atTheDoor, at + walk);
  const rank = opensSoon(its, at) ? RANK_SOON : RANKS[its.state];
  const time = rank !== RANK_SOON && its.state === OPENS_LATER ? its.opensAt : 0;
  return { venue, chord, distanceM, walk, status: its, rank, time };
}

/** The first `count` in order: sorting 20,000 to show five would keep a phone waiting. */
function firstOf(steps, count) {
  const best = [];
  for (const step of steps) {
    let place = best.length;
    while (place > 0 && inOrder(step, best[place - 1]) < 0) place -= 1;
    if (place < count) best.splice(place, 0, step);
    if (best.length > count) best.pop();
  }
  return best;
}

function inOrder(a, b) {
  return a.rank - b.rank || a.time - b.time || a.chord - b.chord || a.venue.row - b.venue.row;
}

function isOpenNear(steps) {
  return steps.some((step) => step.status.state === OPEN && isNear(step));
}

function isNear({ walk }) {
  return walk <= NEAR_MINUTES;
}

function found({ venue, distanceM, walk, status: its }, point) {
  const bearing = bearingDeg(point, venue);
  return { venue, distanceM, walkMinutes: walk, bearing, compass: compassWord(bearing), status: its };
}
