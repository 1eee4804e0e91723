/** The hours of today and the six days after it, in words, from the spans of the directory. */

import { clockOf, local, minuteOfWall, weekdayOf } from './wall-time.js';
import { DAYS } from './wording.js';
import { _ } from '../words.js';

/** @typedef {import('./directory.js').Directory} Directory */

const WHOLE_DAY_MIN = 23 * 60;

/** @param {Directory} directory @param {number} row @param {number} now @returns {{day: string, hours: string, isToday: boolean}[]} */
export function weekOf(directory, row, now) {
  const spans = directory.schedules[directory.columns.schedule[row]];
  const today = local(now, directory).day;
  return [0, 1, 2, 3, 4, 5, 6].map((ahead) => ({
    day: DAYS[weekdayOf(today + ahead)],
    hours: spans ? hoursOn(spans, today + ahead, directory) : _('Not known'),
    isToday: ahead === 0,
  }));
}

/** What begins on the day; what still runs from the day before belongs to that. */
function hoursOn({ open, unknown }, day, directory) {
  const [from, to] = [minuteOfWall(day, 0, directory), minuteOfWall(day + 1, 0, directory)];
  const certain = directory.isUsual ? [] : within(open, from, to);
  const usual = directory.isUsual ? [...within(open, from, to), ...within(unknown, from, to)] : within(unknown, from, to);
  if (!certain.length && !usual.length) return directory.isUsual ? _('Usually closed') : _('Closed');
  const words = certain.map((span) => spanText(span, directory));
  const isUnknown = usual.some(([start, end]) => end - start >= WHOLE_DAY_MIN);
  const unsure = isUnknown ? [_('Not known')] : usual.map((span) => _('usually %(hours)s', { hours: spanText(span, directory) }));
  return [...words, ...unsure].join(', ');
}

/** Of a span over several days the part on this one. */
function within(spans, from, to) {
  const found = [];
  for (let at = 0; at < spans.length; at += 2) {
    const [start, end] = [spans[at], spans[at + 1]];
    const isWhole = start <= from && end >= to;
    if (isWhole) found.push([from, to]);
    else if (start >= from && start < to) found.push([start, end]);
  }
  return found;
}

function spanText([start, end], zone) {
  if (end - start >= WHOLE_DAY_MIN) return _('day and night');
  return _('%(start)s to %(end)s', { start: clockOf(local(start, zone).minutes), end: clockOf(local(end, zone).minutes) });
}
