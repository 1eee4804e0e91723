/** How far places are by the streets, for the answers of static/js/public/steps.js: worked out on the phone, so that nobody is told where it is. */

import { Corners } from './corners.js';
import { readGround } from './ground-file.js';
import { aroundNodes } from './search.js';
import { streetPlaces } from './street-places.js';
import { streetLayer } from './street-layer.js';
import { namesIn } from './street-names.js';
import { Ways } from './ways.js';

/** @typedef {import('../public/directory.js').Directory} Directory */
/** @typedef {import('../public/point.js').Point} Point */
/** @typedef {import('./network-file.js').Network} Network */


/** @typedef {import('./ways.js').Walks} Walks */

export class Walker {
  /** @param {Network} network @param {(edge: number) => string} [nameOf] @param {() => Promise<Response>} [getGround]  asks for the ground file */
  constructor(network, nameOf = () => '', getGround = () => Promise.reject(new Error('there is none'))) {
    this.network = network;
    this.nameOf = nameOf;
    this.getGround = getGround;
    /** @type {import('./ground-file.js').Ground | null}  once a map has asked for it */
    this.ground = null;
    this.around = aroundNodes(network);
    /** @type {Map<boolean, Ways>} */
    this.ways = new Map();
    /** @type {Corners | null} */
    this.corners = null;
    /** @type {Map<any, import('../public/place-search.js').Place[]>} by what was known before */
    this.named = new Map();
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

  /** @param {import('../public/gazetteer.js').Gazetteer} known @returns {import('../public/place-search.js').Place[]} streets, and named places on the ground */
  places(known) {
    if (!this.named.has(known)) this.named = new Map([[known, streetPlaces(this, known)]]);
    return this.named.get(known);
  }

  /** @returns {any} a layer for Leaflet's map */
  layer() {
    return streetLayer(this.network, this.squares, this.groundComing());
  }

  /** @returns {Promise<import('./ground-file.js').Ground | null>} null: streets are drawn without */
  async groundComing() {
    try {
      if (!this.ground) {
        const answer = await this.getGround();
        this.ground = answer.ok ? readGround(await answer.arrayBuffer(), this.network.plane) : null;
        this.named.clear();
      }
    } catch (error) {
      console.error('The map goes on without the ground.', error);
    }
    return this.ground;
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
    if (!this.ways.has(noSteps)) this.ways.set(noSteps, new Ways(this, noSteps, noSteps ? this.waysOf(false).snapper : null));
    return this.ways.get(noSteps);
  }
}
