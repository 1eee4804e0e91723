/** Walks by all ways of a network, or by those without steps. */

import { edgesTo, legsOf } from './legs.js';
import { STEPS } from './network-file.js';
import { partsOf } from './parts.js';
import { Search } from './search.js';
import { Snapper } from './snap.js';
import { wayLine } from './way-line.js';
import { wayText } from './way-text.js';

/** @typedef {import('./snap.js').Snapped} Snapped */
/**
 * @typedef {{lengthTo: (row: number) => number, wayTo: (row: number) => string, lineTo: (row: number) => [number, number][],
 *   leadsTo: (row: number) => boolean}} Walks  decimetres, Infinity where no street leads; in words; points as lat, lon */

const FINE = 100000; // parts of a degree in a directory
const AT_THE_DOOR_DM = 150;

export class Ways {
  /** @param {import('./walker.js').Walker} walker @param {boolean} noSteps @param {Snapper | null} [allSnapper]  of all ways */
  constructor({ network, nameOf, around }, noSteps, allSnapper = null) {
    this.network = network;
    this.nameOf = nameOf;
    this.around = around;
    this.mayUse = noSteps ? (edge) => network.kinds[edge] !== STEPS : () => true;
    this.snapper = new Snapper(network, this.mayUse);
    this.allSnapper = allSnapper || this.snapper;
    /** @type {Int32Array | null} */
    this.parts = null;
    /** @type {WeakMap<object, (Snapped | null | undefined)[]>} */
    this.places = new WeakMap(); // of a directory's columns, by row, as they are asked for
  }

  from(columns, point) {
    const start = this.snapper.snap(point);
    if (!start) return null;
    const search = new Search(this.network, this.around, start, this.mayUse);
    const lengthTo = (row) => (this.placeOf(columns, row) ? search.surelyTo(this.placeOf(columns, row)) : Infinity);
    const told = (row, tell, nothing) => {
      if (lengthTo(row) === Infinity) return nothing;
      const end = this.placeOf(columns, row);
      return tell(edgesTo(search, end), end);
    };
    return {
      lengthTo,
      leadsTo: (row) => this.isJoined(start, this.placeOf(columns, row)),
      wayTo: (row) => told(row, (edges, end) => wayText(legsOf(this.network, this.nameOf, edges, start, end)), ''),
      lineTo: (row) => told(row, (edges, end) => wayLine(this.network, edges, start, end), []),
    };
  }

  /** Whether any street leads from one place to the other, known without a search. */
  isJoined(start, end) {
    this.parts = this.parts || partsOf(this.network, this.mayUse);
    const partOf = (place) => this.parts[this.network.starts[place.edge]];
    return Boolean(end) && partOf(start) === partOf(end);
  }

  placeOf(columns, row) {
    if (!this.places.has(columns)) this.places.set(columns, new Array(columns.lat.length));
    const places = this.places.get(columns);
    if (places[row] === undefined) places[row] = this.door({ lat: columns.lat[row] / FINE, lon: columns.lon[row] / FINE });
    return places[row];
  }

  /** A way without steps that is further off than the next way is not the way to a door. */
  door(point) {
    const found = this.snapper.snap(point);
    if (!found || this.allSnapper === this.snapper) return found;
    return found.offDm - this.allSnapper.snap(point).offDm <= AT_THE_DOOR_DM ? found : null;
  }
}
