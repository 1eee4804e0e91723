/** The order of steps: that of safespaces/snapshot/order.py, by plain loops. */

import { CLOSED, CLOSING, OPEN, OPENS_LATER, UNKNOWN } from './status.js';
import { NEAR_MINUTES } from './walking.js';

/** @typedef {import('./steps.js').Step} Step */

export const RANKS = { [OPEN]: 0, [CLOSING]: 2, [UNKNOWN]: 3, [OPENS_LATER]: 4, [CLOSED]: 5 };
export const RANK_SOON = 1;

/**
 * @param {Step[]} steps @returns {Step[]} all of them in order; when nothing open is near, "opens later" goes before "not known": a certain
 *   opening time is then worth more (the parts of an answer hold the two apart, so there it makes no difference)
 */
export function inWholeOrder(steps) {
  const swapped = isOpenNear(steps) ? {} : { [RANKS[OPENS_LATER]]: RANKS[UNKNOWN], [RANKS[UNKNOWN]]: RANKS[OPENS_LATER] };
  return steps.map((step) => ({ ...step, rank: step.rank in swapped ? swapped[step.rank] : step.rank })).sort(inOrder);
}

/** @param {Step[]} steps @returns {boolean} whether one of them is open on arrival, within half an hour's walk */
export function isOpenNear(steps) {
  return steps.some((step) => step.status.state === OPEN && isNear(step));
}

/** @param {Step[]} steps @returns {Step[]} those not open on arrival that have a certain opening, by its time: those not known now too */
export function nextToOpen(steps) {
  const sure = steps.filter(({ status: its }) => its.opensAt !== null && its.state !== OPEN);
  return sure.map((step) => ({ ...step, rank: 0, time: step.rank === RANK_SOON ? 0 : step.status.opensAt }));
}

/** @param {Step} step @returns {boolean} */
export function isNear({ walk }) {
  return walk <= NEAR_MINUTES;
}

/** @param {Step[]} steps @param {number} count @returns {Step[]} the first so many: sorting 20,000 to show five would keep a phone waiting */
export function firstOf(steps, count) {
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
  return a.rank - b.rank || a.time - b.time || Number(b.byStreet) - Number(a.byStreet) || a.metres - b.metres || a.row - b.row;
}
