/** The phone's clock, held against the server's: one that is wrong would send somebody to a shut door. */

import { clockOf, local } from './wall-time.js';
import { _ } from '../words.js';

/** @typedef {import('./answer-view.js').Asked} Asked */
/** @typedef {import('./wall-time.js').Zone} Zone */

const OFF_MS = 2 * 60 * 1000; // a phone whose clock is further off goes by the server's

export class PhoneClock {
  /** @param {() => number} [ownMs]  what the phone says, in milliseconds since 1970 */
  constructor(ownMs = () => Date.now()) {
    this.ownMs = ownMs;
    this.aheadMs = 0; // by which the server's clock is ahead; 0 while the two agree
  }

  /** @returns {number} the present minute since 1970 UTC; by the server's clock where the phone's is wrong */
  now() {
    return Math.floor((this.ownMs() + this.aheadMs) / 60000);
  }

  /**
   * The server wrote its time between the sending and now: the phone's clock is wrong where both are far from it.
   * @param {number} serverMs  NaN where the answer does not say @param {number} sentMs  by the phone's clock
   */
  heard(serverMs, sentMs) {
    if (Number.isNaN(serverMs)) return;
    const ahead = serverMs - this.ownMs();
    this.aheadMs = Math.min(Math.abs(ahead), Math.abs(serverMs - sentMs)) > OFF_MS ? ahead : 0;
  }

  /** @param {Asked | undefined} asked @param {Zone} zone @returns {Asked | undefined} the same, saying so where the clock is wrong */
  noted(asked, zone) {
    if (!asked || !this.aheadMs) return asked;
    const time = clockOf(local(this.now(), zone).minutes);
    const wrong = _('Your phone’s clock is wrong. We go by the right time: it is %(time)s.', { time });
    return { ...asked, note: [wrong, asked.note].filter(Boolean).join(' ') };
  }
}
