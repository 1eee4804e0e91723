/** How far places are by the streets, for the answers of static/js/public/steps.js: worked out on the phone, so that nobody is told where it is. */

import { STEPS } from './network-file.js';
import { Search, aroundNodes } from './search.js';
import { Snapper } from './snap.js';

/** @typedef {import('../public/directory.js').Directory} Directory */
/** @typedef {import('../public/point.js').Point} Point */
/** @typedef {import('./network-file.js').Network} Network */
/** @typedef {import('./snap.js').Snapped} Snapped */

const FINE = 100000; // parts of a degree in a directory

export class Walker {
  /** @param {Network} network */
  constructor(network) {
    this.network = network;
    this.around = aroundNodes(network);
    /** @type {Map<boolean, Ways>} */
    this.ways = new Map();
  }

  /**
   * @param {Directory} directory @param {Point} point @param {boolean} [noSteps]
   * @returns {((row: number) => number) | null} decimetres to the place of a row, Infinity where no street leads there; null: none is near the point
   */
  lengthsFrom({ columns }, point, noSteps = false) {
    if (!this.ways.has(noSteps)) this.ways.set(noSteps, new Ways(this.network, this.around, noSteps));
    return this.ways.get(noSteps).lengthsFrom(columns, point);
  }
}

/** By all ways, or by those without steps. */
class Ways {
  constructor(network, around, noSteps) {
    this.network = network;
    this.around = around;
    this.mayUse = noSteps ? (edge) => network.kinds[edge] !== STEPS : () => true;
    this.snapper = new Snapper(network, this.mayUse);
    /** @type {WeakMap<object, (Snapped | null | undefined)[]>} */
    this.places = new WeakMap(); // of a directory's columns, by row, as they are asked for
  }

  lengthsFrom(columns, point) {
    const start = this.snapper.snap(point);
    if (!start) return null;
    if (!this.places.has(columns)) this.places.set(columns, new Array(columns.lat.length));
    const places = this.places.get(columns);
    const search = new Search(this.network, this.around, start, this.mayUse);
    return (row) => {
      if (places[row] === undefined) places[row] = this.snapper.snap({ lat: columns.lat[row] / FINE, lon: columns.lon[row] / FINE });
      return places[row] ? search.surelyTo(places[row]) : Infinity;
    };
  }
}
