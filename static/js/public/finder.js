/** Where is the nearest Safe Space that is open when I get there? The parts of safespaces/snapshot/sections.py. */

import { seesM, venueAt } from './directory.js';
import { bearingDeg, chordM, compassWord, wholeMetres, xyz } from './earth.js';
import { CLOSING, OPEN, UNKNOWN } from './status.js';
import { firstOf, inWholeOrder, isNear, nextToOpen } from './steps-order.js';
import { stepsToFirst } from './steps.js';

/** @typedef {import('./directory.js').Directory} Directory */
/** @typedef {import('./directory.js').Venue} Venue */
/** @typedef {import('./point.js').Point} Point */
/** @typedef {import('./status.js').Status} Status */
/** @typedef {import('./steps.js').Wanted} Wanted */
/** @typedef {{venue: Venue, distanceM: number, walkMinutes: number, bearing: number, compass: string, status: Status, byStreet: boolean, onlyBySteps?: boolean, way?: string}} Found  way: in words */
/**
 * @typedef {{first: Found | null, others: Found[], farOpen: Found[], opening: Found[], perhaps: Found[],
 *   farAwayKm: number | null}} Sections  first and others, or farOpen, opening and perhaps, or farAwayKm alone
 */

const FAR_AWAY_M = 20000;
const NEXT = 4;
const OPENING = 3;
const PERHAPS = 3;
const NOTHING = { first: null, others: [], farOpen: [], opening: [], perhaps: [], farAwayKm: null };

/**
 * @param {Directory} directory @param {Point} point @param {number} at @param {Wanted} [wanted]
 * @returns {Sections} the parts of an answer
 */
export function sections(directory, point, at, wanted = {}) {
  const steps = stepsSeen(directory, point, at, wanted, 1 + NEXT);
  const told = (those, count) => firstOf(those, count).map((step) => found(directory, step, point));
  const [nearest] = firstOf(steps, 1);
  if (nearest && nearest.status.state === OPEN && isNear(nearest)) {
    const [first, ...others] = told(steps, 1 + NEXT);
    const way = first.byStreet ? directory.walker.from(directory, point, wanted.noSteps).wayTo(first.venue.row) : '';
    return { ...NOTHING, first: { ...first, way }, others };
  }
  const nearestOfAll = nearestM(directory, point);
  if (nearestOfAll !== null && nearestOfAll > FAR_AWAY_M && nearestOfAll <= seesM(directory, point)) return { ...NOTHING, farAwayKm: Math.floor((nearestOfAll + 500) / 1000) };
  const those = (...states) => steps.filter((step) => states.includes(step.status.state));
  return {
    ...NOTHING,
    farOpen: told(those(OPEN), 1),
    opening: told(nextToOpen(steps.filter((step) => step.distanceM <= FAR_AWAY_M)), OPENING),
    perhaps: told(those(UNKNOWN, CLOSING).filter(isNear), PERHAPS),
  };
}

/**
 * @param {Directory} directory @param {Point} point @param {number} at @param {Wanted} [wanted]
 * @returns {Found[]} every place that is offered, in order
 */
export function nearest(directory, point, at, wanted = {}) {
  return inWholeOrder(stepsSeen(directory, point, at, wanted)).map((step) => found(directory, step, point));
}

/** Of a directory in cells those only that are nearer than every place that is not here: at least half an hour's walk. */
function stepsSeen(directory, point, at, wanted, count = Infinity) {
  const sees = seesM(directory, point);
  const steps = stepsToFirst(directory, point, at, wanted, count);
  return sees === Infinity ? steps : steps.filter((step) => step.distanceM <= sees);
}

/** @param {Directory} directory @param {Point} point @returns {number | null} metres to the nearest Safe Space of all, open or not */
export function nearestM({ xyz: places }, point) {
  const here = xyz(point);
  let least = Infinity;
  for (let at = 0; at < places.length; at += 3) least = Math.min(least, chordM(here, places, at));
  return places.length ? wholeMetres(least) : null;
}

/** @param {Directory} directory @param {import('./steps.js').Step} step @param {Point} point @returns {Found} */
function found(directory, { row, distanceM, walk, byStreet, onlyBySteps, status: its }, point) {
  const venue = venueAt(directory, row);
  const bearing = bearingDeg(point, venue);
  return { venue, distanceM, walkMinutes: walk, bearing, compass: compassWord(bearing), status: its, byStreet, onlyBySteps };
}
