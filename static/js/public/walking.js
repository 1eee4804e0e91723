/** Walking time: the rule of safespaces/geo/walking.py. */

const DETOUR_PERCENT = 130; // streets are longer than the straight line
const USUAL_PACE_M_PER_MIN = 80; // 4.8 km/h
const PACE_M_PER_MIN = (typeof document !== 'undefined' && Number(document.documentElement.dataset.pace)) || USUAL_PACE_M_PER_MIN; // the operator's
export const NEAR_MINUTES = 30;

/**
 * @param {number} distanceM  whole metres in a straight line
 * @returns {number} whole minutes, rounded up, at least 1; always to be said as "about"
 */
export function walkMinutes(distanceM) {
  return Math.max(1, Math.ceil((distanceM * DETOUR_PERCENT) / (100 * PACE_M_PER_MIN)));
}

/**
 * @param {number} distanceM  whole metres of streets @param {number} [accuracyM]  in a straight line, of where somebody is
 * @returns {number} whole minutes, rounded up, at least 1
 */
export function walkMinutesByStreet(distanceM, accuracyM = 0) {
  return Math.max(1, Math.ceil((100 * distanceM + DETOUR_PERCENT * accuracyM) / (100 * PACE_M_PER_MIN)));
}

/**
 * @param {number} minutes @returns {number} the longest straight line, in whole metres, that is walked in so many minutes
 */
export function reachM(minutes) {
  return Math.floor((minutes * 100 * PACE_M_PER_MIN) / DETOUR_PERCENT);
}
