/** How far places are by the streets, for the answers of static/js/public/steps.js: worked out on the phone, so that nobody is told where it is. */

import { Corners } from './corners.js';
import { edgesTo, legsOf } from './legs.js';
import { STEPS } from './network-file.js';
import { Search, aroundNodes } from './search.js';
import { Snapper } from './snap.js';
import { streetLayer } from './street-layer.js';
import { namesIn } from './street-names.js';
import { wayLine } from './way-line.js';
import { wayText } from './way-text.js';

/** @typedef {import('../public/directory.js').Directory} Directory */
/** @typedef {import('../public/point.js').Point} Point */
/** @typedef {import('./network-file.js').Network} Network */
/** @typedef {import('./snap.js').Snapped} Snapped */

const FINE = 100000; // parts of a degree in a directory

/** @typedef {{lengthTo: (row: number) => number, wayTo: (row: number) => string, lineTo: (row: number) => [number, number][]}} Walks  decimetres, Infinity where no street leads; in words; points as lat, lon */

export class Walker {
  /** @param {Network} network @param {(edge: number) => string} [nameOf] */
  constructor(network, nameOf = () => '') {
    this.network = network;
    this.nameOf = nameOf;
    this.around = aroundNodes(network);
    /** @type {Map<boolean, Ways>} */
    this.ways = new Map();
    /** @type {Corners | null} */
    this.corners = null;
  }

  /** @returns {import('./squares.js').Squares} of all ways */
  get squares() {
    return this.waysOf(false).snapper.squares;
  }

  /** @param {string[]} one @param {string[]} other  words of names @returns where such streets meet (corners.js) */
  cornerOf(one, other) {
    this.corners = this.corners || new Corners(this.network, this.nameOf);
    return this.corners.of(one, other);
  }

  /** @returns {any} a layer for Leaflet's map */
  layer() {
    return streetLayer(this.network, this.squares);
  }

  /** @param {{south: number, west: number, north: number, east: number}} box @param {number} zoom @returns names to be written there (street-names.js) */
  namesIn(box, zoom) {
    return namesIn(this, box, zoom);
  }

  /** @param {Directory} directory @param {Point} point @param {boolean} [noSteps] @returns {Walks | null} to its places by row; null where no street is near the point */
  from({ columns }, point, noSteps = false) {
    return this.waysOf(noSteps).from(columns, point);
  }

  waysOf(noSteps) {
    if (!this.ways.has(noSteps)) this.ways.set(noSteps, new Ways(this, noSteps));
    return this.ways.get(noSteps);
  }
}

/** By all ways, or by those without steps. */
class Ways {
  constructor({ network, nameOf, around }, noSteps) {
    this.network = network;
    this.nameOf = nameOf;
    this.around = around;
    this.mayUse = noSteps ? (edge) => network.kinds[edge] !== STEPS : () => true;
    this.snapper = new Snapper(network, this.mayUse);
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
      wayTo: (row) => told(row, (edges, end) => wayText(legsOf(this.network, this.nameOf, edges, start, end)), ''),
      lineTo: (row) => told(row, (edges, end) => wayLine(this.network, edges, start, end), []),
    };
  }

  placeOf(columns, row) {
    if (!this.places.has(columns)) this.places.set(columns, new Array(columns.lat.length));
    const places = this.places.get(columns);
    if (places[row] === undefined) places[row] = this.snapper.snap({ lat: columns.lat[row] / FINE, lon: columns.lon[row] / FINE });
    return places[row];
  }
}
