/** The directory as phones get it at /directory.json: columns, and ready-made open spans (snapshot/directory.py tells the layout). */

import { cellAt, readCells, seenM } from './cells.js';
import { xyz } from './earth.js';
import { LOOK_AHEAD_MIN } from './status.js';
import { local, minuteOfWall } from './wall-time.js';

/** @typedef {import('./status.js').Spans} Spans */
/**
 * @typedef {{row: number, slug: string, name: string, address: string, kind: string, kindName: string, lat: number, lon: number,
 *   stepFree: boolean, age: number, rough: boolean}} Venue
 */
/**
 * @typedef {{start: number, end: number, offsets: [number, number][], schedules: (Spans | null)[], kinds: [string, string][],
 *   columns: Record<string, any[]>, xyz: Float64Array, zone: string, isUsual: boolean, index?: Index, cell?: string,
 *   streets: string, walker?: import('../streets/walker.js').Walker}} Directory  the window from start to end in minutes since 1970 UTC; also a Zone.
 *   It stays in columns, as it comes: of thousands of places a phone shows five, so `venueAt` makes those. xyz: three numbers a place, metres;
 *   streets: number of the walking network, walker: it, once it is there (street-files.js); zone: its IANA name; isUsual: nothing is promised (usual-weeks.js); index: of one in cells, cell: the name of the one that is here
 * @typedef {{cells: import('./cells.js').Cell[], home: import('./point.js').Point}} Index
 */

const FINE = 100000; // latitudes and longitudes are whole hundred-thousandths of a degree
export const STEP_FREE = 1;
const ROUGH = 2;
const NO_VENUES = { slug: [], name: [], address: [], kind: [], lat: [], lon: [], schedule: [], age: [], flags: [] };

/** @param {any} file  as parsed from JSON @returns {Directory} without a place where it is an index. Throws when it is not a directory. */
export function readDirectory(file) {
  if (!file.cells) return readPlaces(file);
  const [lat, lon] = file.cells.home.map((fine) => fine / FINE);
  const index = { cells: readCells(file.cells), home: { lat, lon } };
  return { ...readPlaces({ ...file, kinds: [], schedules: [], venues: NO_VENUES }), index };
}

function readPlaces(file) {
  const { start, days, offsets } = file;
  const today = local(start, { start, offsets }).day;
  return {
    start,
    end: minuteOfWall(today + days, 0, { start, offsets }),
    offsets,
    zone: file.zone,
    streets: file.streets || '',
    isUsual: false,
    schedules: file.schedules.map((schedule) => schedule && { open: instants(schedule[0], start), unknown: instants(schedule[1], start) }),
    kinds: file.kinds,
    columns: file.venues,
    xyz: positions(file.venues),
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

/** @param {Directory} directory @param {number} row @returns {Venue} */
export function venueAt({ columns, kinds }, row) {
  const [kind, kindName] = kinds[columns.kind[row]];
  const flags = columns.flags[row];
  return {
    row, slug: columns.slug[row], name: columns.name[row], address: columns.address[row], kind, kindName,
    lat: columns.lat[row] / FINE, lon: columns.lon[row] / FINE,
    stepFree: Boolean(flags & STEP_FREE), age: columns.age[row], rough: Boolean(flags & ROUGH),
  };
}

/** @param {Directory} directory  with the point's cell, where it is in cells @param {import('./point.js').Point} point @returns {number} metres around it within which every place is in it */
export function seesM({ index }, point) {
  return index ? seenM(cellAt(index.cells, point), point) : Infinity;
}

function positions({ lat, lon }) {
  const found = new Float64Array(3 * lat.length);
  for (let row = 0; row < lat.length; row += 1) found.set(xyz({ lat: lat[row] / FINE, lon: lon[row] / FINE }), 3 * row);
  return found;
}

/** From gap, length, gap, length ... to start, end, start, end ... */
function instants(steps, start) {
  const found = new Array(steps.length); // plain loops here: a phone does this tens of thousands of times before its first answer
  for (let at = 0, last = start; at < steps.length; at += 1) {
    last += steps[at];
    found[at] = last;
  }
  return found;
}
