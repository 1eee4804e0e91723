/**
 * Every place that is offered, with its walk, its state on arrival, and its rank: the order of safespaces/snapshot/order.py, by plain loops
 * over columns, so that 20,000 places take a phone less time than drawing the answer.
 */

import { STEP_FREE } from './directory.js';
import { chordM, wholeMetres, xyz } from './earth.js';
import { asUsual, OPEN, OPENS_LATER, opensSoon, status } from './status.js';
import { firstOf, isNear, RANK_SOON, RANKS } from './steps-order.js';
import { NEAR_MINUTES, walkMinutes, walkMinutesByStreet } from './walking.js';

/** @typedef {import('./directory.js').Directory} Directory */
/** @typedef {import('./point.js').Point} Point */
/** @typedef {import('./status.js').Status} Status */
/** @typedef {{kind?: string, stepFree?: boolean, over16?: boolean, anyAge?: boolean, noSteps?: boolean, accuracyM?: number}} Wanted  accuracyM: of the point */
/**
 * @typedef {{row: number, byStreet: boolean, onlyBySteps?: boolean, metres: number, distanceM: number, walk: number, status: Status, rank: number, time: number}} Step
 *   metres: a straight chord, or of the streets
 */


/** @param {Directory} directory @param {Point} point @param {number} at @param {Wanted} wanted @returns {Step[]} of every place that is offered */
function stepsFrom(directory, point, at, wanted) {
  const { columns, schedules, isUsual } = directory;
  return offered(directory, point, wanted).map(({ row, chord }) => stepTo(row, chord, Infinity, at, schedules[columns.schedule[row]], wanted.accuracyM || 0, isUsual));
}

/**
 * By the streets only those that can come first: streets are never shorter than the straight line, so what is further off than the last of
 * `count` that are open needs no search.
 * @param {Directory} directory @param {Point} point @param {number} at @param {Wanted} wanted @param {number} count
 * @returns {Step[]} all that `count` places are chosen from; every one where fewer are open or none is near
 */
export function stepsToFirst(directory, point, at, wanted, count) {
  const { columns, schedules, isUsual, walker } = directory;
  const places = offered(directory, point, wanted).sort((a, b) => a.chord - b.chord);
  const walks = walker ? walksTo(directory, point, wanted, places) : null;
  if (!walks) return stepsFrom(directory, point, at, wanted);
  const steps = [];
  let open = [];
  for (const { row, chord } of places) {
    if (open.length === count && chord > open[count - 1].metres && isNear(open[0])) break;
    const step = stepTo(row, chord, walks.lengthTo(row), at, schedules[columns.schedule[row]], wanted.accuracyM || 0, isUsual);
    step.onlyBySteps = Boolean(wanted.noSteps) && !step.byStreet;
    steps.push(step);
    if (step.status.state === OPEN && step.byStreet) open = firstOf([...open, step], count);
  }
  return steps;
}

/** By the streets, but where a place may be near that no street leads to: it is never put behind one that is further off. */
function walksTo(directory, point, wanted, places) {
  const walks = directory.walker.from(directory, point);
  if (!walks || places.some(({ row, chord }) => walkMinutes(wholeMetres(chord)) <= NEAR_MINUTES && !walks.leadsTo(row))) return null;
  return wanted.noSteps ? directory.walker.from(directory, point, true) : walks;
}

/** @param {Directory} directory @param {Point} point @param {Wanted} wanted @returns {{row: number, chord: number}[]} */
function offered({ columns, kinds, xyz: places }, point, { kind, stepFree, over16, anyAge }) {
  const here = xyz(point);
  const needed = stepFree ? STEP_FREE : 0;
  const youngest = anyAge ? Infinity : over16 ? 16 : 15; // nobody is asked their age
  const only = kind ? kinds.findIndex(([code]) => code === kind) : null;
  const found = [];
  for (let row = 0; row < columns.flags.length; row += 1) {
    const flags = columns.flags[row];
    const isOffered = (flags & needed) === needed && columns.age[row] <= youngest && (only === null || columns.kind[row] === only);
    if (isOffered) found.push({ row, chord: chordM(here, places, 3 * row) });
  }
  return found;
}

/** The walk is reckoned from as far off as somebody may be: a door that is shut by then is none. */
function stepTo(row, chord, decimetres, at, spans, accuracyM, isUsual) {
  const byStreet = decimetres < Infinity;
  const metres = byStreet ? decimetres / 10 : chord;
  const distanceM = byStreet ? Math.floor(metres + 0.5) : wholeMetres(chord);
  const walk = byStreet ? walkMinutesByStreet(distanceM, accuracyM) : walkMinutes(distanceM + accuracyM);
  const promised = status(spans, at, at + walk);
  const its = isUsual ? asUsual(promised) : promised;
  const isSoon = opensSoon(its, at);
  const time = its.state === OPENS_LATER && !isSoon ? its.opensAt : 0;
  return { row, byStreet, metres, distanceM, walk, status: its, rank: isSoon ? RANK_SOON : RANKS[its.state], time };
}
