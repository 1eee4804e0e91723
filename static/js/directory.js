/** The directory as phones get it at /directory.json: columns, and ready-made open spans (snapshot/directory.py tells the layout). */

import { xyz } from './earth.js';
import { LOOK_AHEAD_MIN } from './status.js';
import { local, minuteOfWall } from './wall-time.js';

/** @typedef {import('./status.js').Spans} Spans */
/** @typedef {import('./earth.js').Xyz} Xyz */
/**
 * @typedef {{row: number, slug: string, name: string, address: string, kind: string, kindName: string, lat: number, lon: number, xyz: Xyz,
 *   schedule: number, stepFree: boolean, over16: boolean, rough: boolean}} Venue
 */
/**
 * @typedef {{start: number, end: number, offsets: [number, number][], schedules: (Spans | null)[], venues: Venue[]}} Directory
 *   the window from start to end in minutes since 1970 UTC; also a Zone
 */

const FINE = 100000; // latitudes and longitudes are whole hundred-thousandths of a degree
const STEP_FREE = 1;
const OVER_16 = 2;
const ROUGH = 4;

/** @param {any} file  as parsed from JSON @returns {Directory} Throws when it is not a directory. */
export function readDirectory(file) {
  const { start, days, offsets } = file;
  const today = local(start, { start, offsets }).day;
  return {
    start,
    end: minuteOfWall(today + days, 0, { start, offsets }),
    offsets,
    schedules: file.schedules.map((schedule) => schedule && { open: instants(schedule[0], start), unknown: instants(schedule[1], start) }),
    venues: venuesOf(file.venues, file.kinds),
  };
}

/**
 * Whether the spans reach a week beyond `at`, so that nothing said of that instant could be wrong for want of data.
 * @param {Directory} directory @param {number} at @returns {boolean}
 */
export function reaches({ start, end }, at) {
  return start <= at && at + LOOK_AHEAD_MIN < end;
}

/** @param {Directory} directory @param {number} at @returns {boolean} whether `at` is on the first day of the window */
export function isOfToday(directory, at) {
  return local(directory.start, directory).day === local(at, directory).day;
}

function venuesOf(columns, kinds) {
  return columns.slug.map((slug, row) => {
    const lat = columns.lat[row] / FINE;
    const lon = columns.lon[row] / FINE;
    const [kind, kindName] = kinds[columns.kind[row]];
    const flags = columns.flags[row];
    return {
      row, slug, name: columns.name[row], address: columns.address[row], kind, kindName, lat, lon, xyz: xyz({ lat, lon }),
      schedule: columns.schedule[row],
      stepFree: Boolean(flags & STEP_FREE), over16: Boolean(flags & OVER_16), rough: Boolean(flags & ROUGH),
    };
  });
}

/** From gap, length, gap, length ... to start, end, start, end ... */
function instants(steps, start) {
  let last = start;
  return steps.map((step) => (last += step));
}
