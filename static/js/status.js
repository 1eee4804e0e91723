/** Is it open, and will it still be on arrival? The rule of safespaces/hours/status.py. */

/** @typedef {{open: number[], unknown: number[]}} Spans  flat: start, end, start, end ... in minutes since 1970 UTC, ordered and apart */
/** @typedef {{state: string, openUntil: number | null, opensAt: number | null}} Status */

export const LOOK_AHEAD_MIN = 7 * 1440;
const SOON_MIN = 30;

export const OPEN = 'open';
export const CLOSING = 'closing'; // open now, shut before they arrive
export const OPENS_LATER = 'opens_later';
export const CLOSED = 'closed'; // and does not open within a week
export const UNKNOWN = 'unknown';

/**
 * @param {Spans | null} spans  null: the hours are not known, which is neither open nor closed
 * @param {number} at  when they set off @param {number} arrive
 * @returns {Status}
 */
export function status(spans, at, arrive) {
  if (spans === null) return told(UNKNOWN);
  const end = endOfHolding(spans.open, at);
  if (end !== null) return onArrival(told(OPEN, end <= at + LOOK_AHEAD_MIN ? end : null), arrive);
  if (endOfHolding(spans.unknown, at) !== null) return told(UNKNOWN);
  const next = nextStart(spans.open, at);
  return next !== null && next <= at + LOOK_AHEAD_MIN ? told(OPENS_LATER, null, next) : told(CLOSED);
}

/** @param {Status} now  of somebody at the door @param {number} arrive @returns {Status} of somebody who gets there at `arrive` */
export function onArrival(now, arrive) {
  const shut = now.state === OPEN && now.openUntil !== null && now.openUntil <= arrive;
  return shut ? told(CLOSING, now.openUntil) : now;
}

/** @param {Status} status @param {number} at @returns {boolean} whether it opens within half an hour */
export function opensSoon({ opensAt }, at) {
  return opensAt !== null && opensAt - at <= SOON_MIN;
}

function told(state, openUntil = null, opensAt = null) {
  return { state, openUntil, opensAt };
}

function endOfHolding(spans, at) {
  for (let i = 0; i < spans.length && spans[i] <= at; i += 2) {
    if (spans[i + 1] > at) return spans[i + 1];
  }
  return null;
}

function nextStart(spans, at) {
  for (let i = 0; i < spans.length; i += 2) {
    if (spans[i] > at) return spans[i];
  }
  return null;
}
