/** Files asked for once however many wait, kept in memory, and asked for again when they are no longer fresh. */

import { serverMs } from './list-age.js';
import { PhoneClock } from './phone-clock.js';
import { readPostcodes } from './postcode-file.js';

/** @typedef {import('./list-age.js').Kept} Kept */

const FRESH_MS = 10 * 60 * 1000;
const PATIENCE_MS = 15 * 1000;
const PATIENCE_WITH_OLD_MS = 4 * 1000; // on a weak signal an answer from the old file now is worth more than one from the new file later

/** A file could not be had, or does not cover the time asked about. The page then takes the road without script. */
export class NotLoaded extends Error {}

export class AskedFiles {
  /** @param {typeof fetch} [get] @param {() => number} [clock]  milliseconds since 1970 */
  constructor(get = (...request) => fetch(...request), clock = () => Date.now()) {
    this.get = get;
    this.clock = clock;
    this.time = new PhoneClock(clock);
    /** @type {Map<string, Kept>} */
    this.kept = new Map();
    /** @type {Map<string, Promise<any>>} */
    this.coming = new Map();
  }

  /** The file at a path as `read` makes it, anew when it is old or no longer good; rejects with NotLoaded. */
  async file(path, read, isGood, freshMs = FRESH_MS, isUntold = false) {
    const kept = this.kept.get(path);
    const age = kept ? this.clock() - kept.at : -1; // below 0: somebody has put the clock back
    if (age >= 0 && age < freshMs && isGood(kept.value)) return kept.value;
    try {
      return await this.askedOnce(path, read, kept ? PATIENCE_WITH_OLD_MS : PATIENCE_MS, isUntold);
    } catch (error) {
      if (!kept) throw new NotLoaded(`${path}: ${error.message}`);
      kept.isOld = true;
      return kept.value;
    }
  }

  /** However many wait for it. */
  askedOnce(path, read, patience, isUntold) {
    if (!this.coming.has(path)) {
      this.coming.set(path, this.asked(path, read, patience, isUntold).finally(() => this.coming.delete(path)));
    }
    return this.coming.get(path);
  }

  /** `isUntold`: it tells where somebody is, so the browser keeps no copy; whether it has changed is asked here then. */
  async asked(path, read, patience, isUntold) {
    const before = this.kept.get(path);
    const headers = isUntold && before && before.tag ? { 'If-None-Match': before.tag } : {};
    const options = isUntold ? { cache: /** @type {RequestCache} */ ('no-store'), headers } : {};
    const stop = new AbortController();
    const sentMs = this.clock();
    const timer = setTimeout(() => stop.abort(), patience);
    try {
      const answer = await this.get(path, { signal: stop.signal, ...options });
      const isUnknownOutward = answer.status === 404 && read === readPostcodes;
      const isSame = answer.status === 304 && isUntold && before;
      if (!answer.ok && !isUnknownOutward && !isSame) throw new Error(`status ${answer.status}`);
      const value = isSame ? before.value : answer.ok ? read(await answer.json()) : new Map();
      const isOld = answer.headers.has('Kept'); // by the service worker, which could not reach the server
      if (!isOld) this.time.heard(serverMs(answer.headers), sentMs);
      this.kept.set(path, { at: this.clock(), value, isOld, listMs: serverMs(answer.headers), tag: answer.headers.get('ETag') || '' });
      return value;
    } finally {
      clearTimeout(timer);
    }
  }
}
