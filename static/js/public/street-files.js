/**
 * The walking network of the town, in memory only, with the script that walks it: both come after the first page, and answers are by the
 * straight line until they are there. Every phone gets the same file, so asking for it tells nothing.
 */

import { withNames } from './gazetteer.js';

/** @typedef {import('./directory.js').Directory} Directory */
/** @typedef {import('../streets/walker.js').Walker} Walker */

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
    this.asked = '';
    /** @type {Walker | null} */
    this.walker = null;
    /** @type {import('./corner-meant.js').CornerOf}  null until the network is there */
    this.cornerOf = (one, other) => (this.walker ? this.walker.cornerOf(one, other) : null);
  }

  /** @param {Directory} directory @returns {Directory} the same with the network, where that is there; else it is asked for */
  on(directory) {
    const { streets } = directory;
    if (!this.script || !streets) return directory;
    if (this.asked !== streets) this.load(streets);
    return this.walker ? { ...directory, walker: this.walker } : directory;
  }

  /** @param {import('./gazetteer.js').Gazetteer} gazetteer @param {Directory} directory @returns the same with the names of places, and those that come with the streets */
  named(gazetteer, directory) {
    return withNames(gazetteer, directory, this.walker ? this.walker.places(gazetteer) : []);
  }

  async load(number) {
    this.asked = number;
    try {
      const [make, ...files] = await Promise.all([this.code(), ...['network', 'names'].map((name) => this.file(name, number))]);
      this.walker = make(files[0], files[1], this.address('ground', number));
      this.came();
      await this.walker.groundComing(); // names of stations, parks and schools
    } catch (error) { // no signal, or not whole: the straight line goes on
      setTimeout(() => { this.asked = ''; }, AGAIN_MS);
    }
  }

  address(name, number) {
    return `${this.root}/streets/${name}-${number}.bin`;
  }

  async file(name, number) {
    const answer = await fetch(this.address(name, number));
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer.arrayBuffer();
  }

  /** @returns {Promise<(network: ArrayBuffer, names: ArrayBuffer, groundAddress: string) => Walker>} */
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
