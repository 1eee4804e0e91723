/**
 * The files that every phone gets alike, in memory only. Asking for them tells the server nothing of the person but an outward code (CV6).
 * Once loaded they go on answering with the network off; after ten minutes, the directory after half a minute, they are asked for again.
 */

import { isOfToday, reaches, readDirectory } from './directory.js';
import { readGazetteer } from './gazetteer.js';
import { PhoneClock } from './phone-clock.js';
import { readPostcodes } from './postcode-file.js';
import { sectorOf } from './postcode.js';

/** @typedef {import('./directory.js').Directory} Directory */
/** @typedef {import('./gazetteer.js').Gazetteer} Gazetteer */
/** @typedef {import('./point.js').Point} Point */
/** @typedef {import('./postcode.js').Postcode} Postcode */
/** @typedef {{value: any, at: number}} Kept */

const FRESH_MS = 10 * 60 * 1000;
const DIRECTORY_FRESH_MS = 30 * 1000; // a place may close tonight at any moment; an unchanged list costs a few bytes to ask about
const PATIENCE_MS = 15 * 1000;
const PATIENCE_WITH_OLD_MS = 4 * 1000; // on a weak signal an answer from the old file now is worth more than one from the new file later

/** A file could not be had, or does not cover the time asked about. The page then takes the road without script. */
export class NotLoaded extends Error {}

export class FinderFiles {
  /**
   * @param {string} [root]  the path that the service is mounted under @param {typeof fetch} [get]
   * @param {() => number} [clock]  milliseconds since 1970
   */
  constructor(root = '', get = (...request) => fetch(...request), clock = () => Date.now()) {
    this.root = root;
    this.get = get;
    this.clock = clock;
    this.time = new PhoneClock(clock);
    /** @type {Map<string, Kept>} */
    this.kept = new Map();
    /** @type {Map<string, Promise<Kept>>} */
    this.coming = new Map();
  }

  /** @returns {number} the present minute since 1970 UTC */
  now() {
    return this.time.now();
  }

  /** @returns {Promise<Directory>} one that covers now; rejects with NotLoaded */
  async directory() {
    const directory = await this.file(`${this.root}/directory.json`, readDirectory, (kept) => isOfToday(kept, this.now()), DIRECTORY_FRESH_MS);
    if (!reaches(directory, this.now())) throw new NotLoaded('the directory does not cover now');
    return directory;
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

  /** The file at a path as `read` makes it, anew when it is old or no longer good; rejects with NotLoaded. */
  async file(path, read, isGood, freshMs = FRESH_MS) {
    const kept = this.kept.get(path);
    if (kept && this.clock() - kept.at < freshMs && isGood(kept.value)) return kept.value;
    try {
      return await this.askedOnce(path, read, kept ? PATIENCE_WITH_OLD_MS : PATIENCE_MS);
    } catch (error) {
      if (kept) return kept.value;
      throw new NotLoaded(`${path}: ${error.message}`);
    }
  }

  /** However many wait for it. */
  askedOnce(path, read, patience) {
    if (!this.coming.has(path)) {
      this.coming.set(path, this.asked(path, read, patience).finally(() => this.coming.delete(path)));
    }
    return this.coming.get(path);
  }

  async asked(path, read, patience) {
    const stop = new AbortController();
    const sentMs = this.clock();
    const timer = setTimeout(() => stop.abort(), patience);
    try {
      const answer = await this.get(path, { signal: stop.signal });
      const isUnknownOutward = answer.status === 404 && read === readPostcodes;
      if (!answer.ok && !isUnknownOutward) throw new Error(`status ${answer.status}`);
      const value = answer.ok ? read(await answer.json()) : new Map();
      this.time.heard(serverMs(answer.headers), sentMs);
      this.kept.set(path, { at: this.clock(), value });
      return value;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** When an answer left the server, and how long a cache between has kept it (RFC 9110, 9111); NaN where it does not say. */
function serverMs(headers) {
  return Date.parse(headers.get('Date')) + 1000 * Number(headers.get('Age') || 0);
}
