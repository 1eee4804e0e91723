/**
 * The files that every phone gets alike, in memory only. Asking for them tells the server nothing of the person but an outward code (CV6).
 * Once loaded they go on answering with the network off; after ten minutes, the directory after half a minute, they are asked for again.
 */

import { AskedFiles, NotLoaded } from './asked-files.js';
import { cellAt, isElsewhere } from './cells.js';
import { isOfToday, reaches, readDirectory } from './directory.js';
import { readGazetteer } from './gazetteer.js';
import { ageNote, isOnlyUsual, keptNote } from './list-age.js';
import { readPostcodes } from './postcode-file.js';
import { sectorOf } from './postcode.js';
import { usualWeeks } from './usual-weeks.js';

/** @typedef {import('./directory.js').Directory} Directory */
/** @typedef {import('./gazetteer.js').Gazetteer} Gazetteer */
/** @typedef {import('./point.js').Point} Point */
/** @typedef {import('./postcode.js').Postcode} Postcode */

const DIRECTORY_FRESH_MS = 30 * 1000; // a place may close tonight at any moment; an unchanged list costs a few bytes to ask about

const pathOf = (root, name) => `${root}/${name}.json`;

export { NotLoaded };

export class FinderFiles extends AskedFiles {
  /**
   * @param {string} [root]  the path that the service is mounted under @param {typeof fetch} [get]
   * @param {() => number} [clock]  milliseconds since 1970
   */
  constructor(root = '', get, clock) {
    super(get, clock);
    this.root = root;
  }

  /** @returns {number} the present minute since 1970 UTC */
  now() {
    return this.time.now();
  }

  /** @returns {Promise<Directory>} one that covers now, or with usual hours only where an old one does not; of one in cells the town's; rejects with NotLoaded */
  async home() {
    const directory = await this.directory();
    if (directory.index && directory.cell === undefined) throw new NotLoaded('the list of the town');
    return directory;
  }

  /** @returns {Promise<Directory>} the same, or the index alone: somebody may be elsewhere; rejects with NotLoaded */
  async directory() {
    const directory = await this.list('directory');
    return directory.index ? this.seenFrom(directory, directory.index.home).catch(() => directory) : directory;
  }

  /** @param {Directory} directory @param {Point} point @returns {Promise<Directory>} with the places around it: the same where it has them; rejects with NotLoaded */
  async seenFrom(directory, point) {
    const { index, streets } = directory;
    if (!index) return directory;
    const { name, isEmpty } = cellAt(index.cells, point);
    if (name === directory.cell) return directory;
    if (isEmpty) return { ...(await this.list('directory')), cell: name };
    try {
      return { ...(await this.list(`directory/${name}`, isElsewhere({ index, cell: name }))), index, streets, cell: name };
    } catch (error) {
      this.kept.get(pathOf(this.root, 'directory')).at = -Infinity; // it may be cut otherwise now
      throw error;
    }
  }

  /** @param {Directory} directory @param {import('./answer-view.js').Asked} asked @returns {Promise<Directory>} one that reaches as far as asked; rejects with NotLoaded */
  async around(directory, { point, at }) {
    const found = await this.seenFrom(directory, point);
    if (!reaches(found, at)) throw new NotLoaded('the directory does not reach that far');
    return found;
  }

  async list(name, isUntold = false) {
    const path = pathOf(this.root, name);
    const directory = await this.file(path, readDirectory, (kept) => isOfToday(kept, this.now()), DIRECTORY_FRESH_MS, isUntold);
    const kept = this.kept.get(path);
    if (isOnlyUsual(kept, this.now())) return usualWeeks(directory, this.now());
    if (!reaches(directory, this.now())) throw new NotLoaded('the directory does not cover now');
    return directory;
  }

  /** @param {import('./answer-view.js').Asked | undefined} asked @param {Directory} directory @returns the same with what is wrong with clock or list */
  noted(asked, directory) {
    return keptNote(this.time.noted(asked, directory), this.age(directory));
  }

  /** @param {Directory} directory @returns {string} how old the list is; "" where the server says it now */
  age(directory) {
    const kept = ['directory', `directory/${directory.cell}`].map((name) => this.kept.get(pathOf(this.root, name))).filter(Boolean);
    return ageNote(kept.sort((a, b) => Number(b.isOld) - Number(a.isOld) || a.listMs - b.listMs)[0], this.now(), directory); // the older one
  }

  /** @returns {Promise<Gazetteer>} rejects with NotLoaded */
  gazetteer() {
    return this.file(`${this.root}/gazetteer.json`, readGazetteer, () => true);
  }

  /** @param {Postcode} postcode @returns {Promise<Point | null>} null: not known, so its sector is used; rejects with NotLoaded */
  async postcodePoint(postcode) {
    try {
      const points = await this.file(`${this.root}/postcodes/${postcode.outward}.json`, readPostcodes, () => true);
      return points.get(postcode.inward) || points.get('') || null; // '': the middle of a district, for all of its postcodes
    } catch (error) {
      const { sectors } = await this.gazetteer();
      if (sectors.has(sectorOf(postcode))) return null; // rough, and said to be
      throw error;
    }
  }

  /** Have the list ready before it is asked for, and the names of places once somebody types; what goes wrong comes up again then. */
  prefetch(withNames = false) {
    this.directory().catch(() => {});
    if (withNames) this.gazetteer().catch(() => {});
  }
}
