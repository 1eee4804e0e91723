/**
 * The walking network of the town, in memory only, with the script that walks it: both come after the first page, and answers are by the
 * straight line until they are there. Every phone gets the same file, so asking for it tells nothing; where the directory is in cells, it tells
 * the cell, as that of the directory does.
 */

import { isElsewhere } from './cells.js';
import { withNames } from './gazetteer.js';

/** @typedef {import('./directory.js').Directory} Directory */
/** @typedef {import('../streets/walker.js').Walker} Walker */
/** @typedef {{asked: string, walker: Walker | null}} Held  asked: the number of the network that is there or comes */

const AGAIN_MS = 60 * 1000; // after one that did not come

export class StreetFiles {
  /**
   * @param {string | undefined} script  address of pages/streets.js as it is built; undefined: the service has no streets
   * @param {() => void} came  called when walks can be by the streets
   */
  constructor(script, came, root = document.documentElement.dataset.root || '') {
    this.script = script;
    this.came = came;
    this.root = root;
    /** @type {Map<string, Held>} by cell, "" without cells: the town's, and the last other */
    this.held = new Map();
    /** @type {import('./corner-meant.js').CornerOf}  null until a network is there */
    this.cornerOf = (one, other) => {
      const found = this.walkers.map((walker) => walker.cornerOf(one, other)).filter(Boolean);
      const isOne = found.every(({ point }) => point.lat === found[0].point.lat && point.lon === found[0].point.lon);
      return (isOne && found[0]) || null;
    };
  }

  /** @returns {Walker[]} */
  get walkers() {
    return [...this.held.values()].map(({ walker }) => walker).filter(Boolean);
  }

  /** @param {Directory} directory @returns {Directory} the same with the network around its places, where that is there; else it is asked for */
  on(directory) {
    const { streets, index, cell = '' } = directory;
    if (!this.script || !streets || (index && !hasPlaces(directory))) return directory;
    if (!this.held.has(cell)) this.forgetOthers(directory).set(cell, { asked: '', walker: null });
    const held = this.held.get(cell);
    if (held.asked !== streets) this.load(held, streets, directory);
    return held.walker ? { ...directory, walker: held.walker } : directory;
  }

  /** One of another cell than the town's makes room for the next. @param {Directory} directory */
  forgetOthers(directory) {
    for (const cell of this.held.keys()) if (isElsewhere({ index: directory.index, cell })) this.held.delete(cell);
    return this.held;
  }

  /** @param {import('./gazetteer.js').Gazetteer} gazetteer @param {Directory} directory @returns the same with the names of places, and those that come with the streets */
  named(gazetteer, directory) {
    const places = new Map(this.walkers.flatMap((walker) => walker.places(gazetteer)).map((place) => [place.id, place]));
    return withNames(gazetteer, directory, [...places.values()]);
  }

  /** @param {Held} held @param {string} number @param {Directory} directory */
  async load(held, number, directory) {
    held.asked = number;
    try {
      const [make, ...files] = await Promise.all([this.code(), ...['network', 'names'].map((name) => this.file(name, number, directory))]);
      held.walker = make(files[0], files[1], () => this.ask('ground', number, directory));
      this.came();
      await held.walker.groundComing(); // names of stations, parks and schools
    } catch (error) { // no signal, or not whole: the straight line goes on
      setTimeout(() => { held.asked = ''; }, AGAIN_MS);
    }
  }

  async file(name, number, directory) {
    const answer = await this.ask(name, number, directory);
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer.arrayBuffer();
  }

  /** @param {string} name @param {string} number @param {Directory} directory @returns {Promise<Response>} of another cell than the town's the browser keeps no copy */
  ask(name, number, { index, cell }) {
    const folder = index ? `${this.root}/streets/${cell}` : `${this.root}/streets`;
    const options = isElsewhere({ index, cell }) ? { cache: /** @type {RequestCache} */ ('no-store') } : {};
    return fetch(`${folder}/${name}-${number}.bin`, options);
  }

  /** @returns {Promise<(network: ArrayBuffer, names: ArrayBuffer, getGround: () => Promise<Response>) => Walker>} */
  code() {
    return new Promise((resolve, reject) => {
      if (window.walkerOf) resolve(window.walkerOf);
      const element = Object.assign(document.createElement('script'), { type: 'module', src: this.script });
      element.addEventListener('load', () => resolve(window.walkerOf));
      element.addEventListener('error', () => reject(new Error('the script did not come')));
      if (!window.walkerOf) document.head.append(element);
    });
  }
}

/** @param {Directory} directory  in cells @returns {boolean} */
function hasPlaces({ index, cell }) {
  return index.cells.some(({ name, isEmpty }) => name === cell && !isEmpty);
}
