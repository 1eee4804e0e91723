/** Usual hours: the first week of an old list, said to be usual only, week after week. A list knows 16 days; nobody knows what has changed since. */

import { MINUTES_A_DAY, local } from './wall-time.js';

/** @typedef {import('./directory.js').Directory} Directory */

const WEEK = 7 * MINUTES_A_DAY;
const WEEKS = 4; // from the one before now: as far as anybody may ask, and a look ahead

/** @param {Directory} directory @param {number} now @returns {Directory} the same places at the same clock times of the week of `now`; `isUsual` */
export function usualWeeks(directory, now) {
  const ahead = aheadBy(directory.zone, now, directory);
  const zone = { start: directory.start, offsets: directory.offsets };
  const wall = (minute) => {
    const { day, minutes } = local(minute, zone);
    return day * MINUTES_A_DAY + minutes;
  };
  const first = wall(directory.start);
  const start = first + (Math.floor((now + ahead - first) / WEEK) - 1) * WEEK;
  const repeated = (spans) => joined(weeksOf(pieces(spans, first, wall), start - first)).map((minute) => minute - ahead);
  return {
    ...directory,
    isUsual: true,
    start: start - ahead,
    end: start - ahead + WEEKS * WEEK,
    offsets: [[0, ahead]],
    schedules: directory.schedules.map((schedule) => schedule && { open: repeated(schedule.open), unknown: repeated(schedule.unknown) }),
  };
}

/** What lies in the first week, as wall times. @returns {[number, number][]} */
function pieces(spans, first, wall) {
  const found = [];
  for (let at = 0; at < spans.length; at += 2) {
    const [from, to] = [Math.max(wall(spans[at]), first), Math.min(wall(spans[at + 1]), first + WEEK)];
    if (from < to) found.push([from, to]);
  }
  return found;
}

function weeksOf(week, moved) {
  return [].concat(...Array.from({ length: WEEKS }, (_each, turn) => week.map(([from, to]) => [from + moved + turn * WEEK, to + moved + turn * WEEK])));
}

/** Spans that touch become one. @returns {number[]} start, end, start, end ... */
function joined(spans) {
  const found = [];
  for (const [from, to] of spans) {
    if (found.length && found[found.length - 1] >= from) found[found.length - 1] = to;
    else found.push(from, to);
  }
  return found;
}

/** Minutes ahead of UTC by the phone's own tables: nearer to the truth than a list that knows no later change of the clocks. */
function aheadBy(zone, now, { offsets }) {
  try {
    const parts = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric',
    }).formatToParts(now * 60000);
    const value = (type) => Number(parts.find((part) => part.type === type).value);
    return Date.UTC(value('year'), value('month') - 1, value('day'), value('hour'), value('minute')) / 60000 - now;
  } catch (error) {
    return offsets[offsets.length - 1][1];
  }
}
