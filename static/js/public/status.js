/** Will it be open on arrival? The rule of safespaces/hours/status.py. */

/** @typedef {{open: number[], unknown: number[]}} Spans  flat: start, end, start, end ... in minutes since 1970 UTC, ordered and apart */
/** @typedef {{state: string, openUntil: number | null, opensAt: number | null, isUsual?: boolean}} Status */

export const LOOK_AHEAD_MIN = 7 * 1440;
export const SOON_MIN = 30;
const WHOLE_DAY_MIN = 23 * 60; // the shortest day, on which the clocks go forward
const MARGIN_MIN = 10; // a walk is an estimate and doors are locked before the hour: it has to stay open this long after arrival

export const OPEN = 'open'; // when they arrive, and for MARGIN_MIN after it
export const CLOSING = 'closing'; // open now, shut before they arrive or too soon after it
export const OPENS_LATER = 'opens_later';
export const CLOSED = 'closed'; // and does not open within a week
export const UNKNOWN = 'unknown';

/**
 * @param {Spans | null} spans  null: the hours are not known, which is neither open nor closed
 * @param {number} at  when they set off @param {number} arrive
 * @param {number} [margin]  0, with the two alike, for somebody who stands at the door
 * @returns {Status}  openUntil of UNKNOWN: until when it usually is open; opensAt of OPEN: it opens before they arrive
 */
export function status(spans, at, arrive, margin = MARGIN_MIN) {
  if (spans === null) return told(UNKNOWN);
  const horizon = at + LOOK_AHEAD_MIN;
  const within = (minute) => (minute <= horizon ? minute : null);
  const { open, unknown } = spans;
  const there = holding(open, arrive);
  if (there >= 0 && open[there + 1] - arrive >= margin) {
    return told(OPEN, within(open[there + 1]), open[there] > at ? open[there] : null);
  }
  const here = holding(open, at);
  if (here >= 0) return told(CLOSING, open[here + 1]);
  const next = nextStart(open, arrive);
  const opensAt = next === null ? null : within(next);
  const usual = holding(unknown, arrive);
  if (usual >= 0) {
    const isWholeDay = unknown[usual + 1] - unknown[usual] >= WHOLE_DAY_MIN; // of which nobody knows anything, not even a "usually"
    return told(UNKNOWN, isWholeDay ? null : within(unknown[usual + 1]), opensAt);
  }
  return opensAt === null ? told(CLOSED) : told(OPENS_LATER, null, opensAt);
}

/** @param {Status} status  of hours that are usual only @returns {Status} the same without a promise: never open, never shut */
export function asUsual({ state, openUntil, opensAt }) {
  if (state === OPEN || state === CLOSING) return told(UNKNOWN, openUntil);
  return state === OPENS_LATER ? { ...told(OPENS_LATER, null, opensAt), isUsual: true } : told(UNKNOWN, openUntil);
}

/** @param {Status} status @param {number} at @returns {boolean} whether it opens within half an hour */
export function opensSoon({ state, opensAt }, at) {
  return state === OPENS_LATER && opensAt !== null && opensAt - at <= SOON_MIN;
}

function told(state, openUntil = null, opensAt = null) {
  return { state, openUntil, opensAt };
}

/** The place in the list of the span that holds a minute; -1 where none does. */
function holding(spans, at) {
  for (let i = 0; i < spans.length && spans[i] <= at; i += 2) {
    if (spans[i + 1] > at) return i;
  }
  return -1;
}

function nextStart(spans, after) {
  for (let i = 0; i < spans.length; i += 2) {
    if (spans[i] > after) return spans[i];
  }
  return null;
}
