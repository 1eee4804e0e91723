/**
 * Wall-clock times and instants, through both clock changes. Instants are whole minutes since 1970 UTC, dates are days since 1970.
 * The phone's own time zone and its tables are not used: the directory says how far the wall clock is ahead of UTC, and since when.
 */

/** @typedef {{start: number, offsets: [number, number][]}} Zone  offsets: [minute since start, minutes ahead of UTC], first at 0 */

export const MINUTES_A_DAY = 1440;

/**
 * @param {number} minute @param {Zone} zone
 * @returns {{day: number, minutes: number, hour: number, weekday: number}} Monday is weekday 0
 */
export function local(minute, zone) {
  const wall = minute + aheadAt(minute, zone);
  const day = Math.floor(wall / MINUTES_A_DAY);
  const minutes = wall - day * MINUTES_A_DAY;
  return { day, minutes, hour: Math.floor(minutes / 60), weekday: weekdayOf(day) };
}

/** @param {number} day  since 1970 @returns {number} Monday is 0; 1 January 1970 was a Thursday */
export function weekdayOf(day) {
  return (day + 3) % 7;
}

/**
 * The first instant at which the wall clock has reached `minutes` after midnight of a day (may be beyond 1440): of a time that comes twice
 * the first, of a time that is left out the change itself.
 * @param {number} day @param {number} minutes @param {Zone} zone @returns {number}
 */
export function minuteOfWall(day, minutes, { start, offsets }) {
  const wall = day * MINUTES_A_DAY + minutes;
  for (let at = 0; ; at += 1) {
    const [since, ahead] = offsets[at];
    const minute = at === 0 ? wall - ahead : Math.max(wall - ahead, start + since);
    if (at === offsets.length - 1 || minute < start + offsets[at + 1][0]) return minute;
  }
}

/** @param {number} minutes  after midnight @returns {string} "09:05" */
export function clockOf(minutes) {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** @param {string} text @returns {number | null} days since 1970 of "2026-11-24"; null when there is no such day */
export function dayFromText(text) {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (!match) return null;
  const time = Date.parse(`${text}T00:00:00Z`);
  const real = !Number.isNaN(time) && new Date(time).getUTCDate() === Number(match[3]); // some engines roll 31 June over
  return real ? time / 60000 / MINUTES_A_DAY : null;
}

function aheadAt(minute, { start, offsets }) {
  let ahead = offsets[0][1];
  for (const [since, its] of offsets) {
    if (minute >= start + since) ahead = its;
  }
  return ahead;
}
