/**
 * The phone's own position, asked for only when somebody taps for it. It goes nowhere from here but into the reckoning on this page.
 * It is asked for twice at once: quickly, which indoors is all there is, and exactly, which may take its time.
 */

import { distanceText } from './wording.js';
import { _ } from '../words.js';

/** @typedef {import('./whereabouts.js').Whereabouts} Whereabouts */
/** @typedef {{latitude: number, longitude: number, accuracy: number}} Coords */

const TIMEOUT_MS = 10000;
const QUICK = { enableHighAccuracy: false, maximumAge: 60000, timeout: TIMEOUT_MS };
const EXACT = { enableHighAccuracy: true, maximumAge: 0, timeout: TIMEOUT_MS };
const ONE_AFTER_ANOTHER = [{ ...QUICK, maximumAge: 4000 }, EXACT]; // somebody walks: a minute ago is another place
const ROUGH_M = 50; // from here on it is said
export const TOO_ROUGH_M = 1000; // from here on somebody is asked where they are
const UNKNOWN_M = 1000000; // nobody knows: as good as nothing
const REFUSED = 1;
export const INSTEAD = _('Type a postcode, a street or a school instead.');
const MESSAGES = {
  1: `${_('Your phone did not share where you are. That is fine.')} ${INSTEAD}`,
  2: `${_('Your phone does not know where it is just now.')} ${INSTEAD}`,
  3: `${_('Your phone could not find you in time.')} ${INSTEAD}`,
};

/** No position; the message says, kindly, what to do instead. */
export class NoPosition extends Error {}

/**
 * The first position that is good for something; the best there is where none is.
 * @param {Geolocation | null} [geolocation]
 * @param {(better: Whereabouts) => void} [refine]  told of one that is twice as good, should it come later
 * @param {PositionOptions[]} [tries]
 * @returns {Promise<Whereabouts>} rejects with NoPosition
 */
export function whereIAm(geolocation = navigator.geolocation, refine = () => {}, tries = [QUICK, EXACT]) {
  return new Promise((resolve, reject) => {
    if (!geolocation) {
      reject(new NoPosition(MESSAGES[2]));
      return;
    }
    const outcome = new Tries(resolve, reject, refine);
    for (const options of tries) {
      geolocation.getCurrentPosition(({ coords }) => outcome.found(coords), ({ code }) => outcome.failed(code), options);
    }
  });
}

/**
 * Where somebody is who walks: as whereIAm, but never from a while ago.
 * @param {Geolocation | null} geolocation @param {(better: Whereabouts) => void} refine @returns {Promise<Whereabouts>} rejects with NoPosition
 */
export function whereIAmNow(geolocation, refine) {
  return whereIAm(geolocation, refine, ONE_AFTER_ANOTHER);
}

class Tries {
  constructor(resolve, reject, refine) {
    this.resolve = resolve;
    this.reject = reject;
    this.refine = refine;
    this.waiting = 2;
    /** @type {Coords | null} */
    this.best = null;
    this.isTold = false;
    this.code = 0;
  }

  /** @param {Coords} coords */
  found(coords) {
    this.waiting -= 1;
    const isBetter = this.best === null || accuracyOf(coords) < accuracyOf(this.best) / 2;
    if (isBetter) this.best = coords;
    if (this.isTold && isBetter) this.refine(whereaboutsOf(coords));
    else if (accuracyOf(this.best) <= TOO_ROUGH_M || !this.waiting) this.tell();
  }

  failed(code) {
    this.waiting -= 1;
    this.code = this.code === REFUSED ? REFUSED : code;
    if (this.waiting) return;
    if (this.best) this.tell();
    else this.reject(new NoPosition(MESSAGES[this.code] || MESSAGES[2]));
  }

  tell() {
    if (!this.isTold) this.resolve(whereaboutsOf(this.best));
    this.isTold = true;
  }
}

/** In whole metres; one that is no number is none at all. */
function accuracyOf({ accuracy }) {
  return Number.isFinite(accuracy) && accuracy >= 0 ? Math.ceil(accuracy) : UNKNOWN_M;
}

function whereaboutsOf(coords) {
  const accuracyM = accuracyOf(coords);
  const about = accuracyM === UNKNOWN_M ? '' : distanceText(accuracyM);
  const note = accuracyM > ROUGH_M && about ? _('Your phone knows where you are to about %(distance)s. That is added to the walk.', { distance: about }) : '';
  return { point: { lat: coords.latitude, lon: coords.longitude }, label: _('where you are'), note, accuracyM, about };
}
