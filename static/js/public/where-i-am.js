/** The phone's own position, asked for only when somebody taps for it. It goes nowhere from here but into the reckoning on this page. */

import { distanceText } from './wording.js';
import { _ } from '../words.js';

/** @typedef {import('./whereabouts.js').Whereabouts} Whereabouts */

const TIMEOUT_MS = 10000;
const ROUGH_M = 250;
export const INSTEAD = _('Type a postcode, a street or a school instead.');
const MESSAGES = {
  1: `${_('Your phone did not share where you are. That is fine.')} ${INSTEAD}`,
  2: `${_('Your phone does not know where it is just now.')} ${INSTEAD}`,
  3: `${_('Your phone could not find you in time.')} ${INSTEAD}`,
};

/** No position; the message says, kindly, what to do instead. */
export class NoPosition extends Error {}

/**
 * @param {Geolocation | null} [geolocation]
 * @returns {Promise<Whereabouts>} rejects with NoPosition
 */
export function whereIAm(geolocation = navigator.geolocation) {
  return new Promise((resolve, reject) => {
    if (!geolocation) {
      reject(new NoPosition(MESSAGES[2]));
      return;
    }
    geolocation.getCurrentPosition(
      ({ coords }) => resolve(whereaboutsOf(coords)),
      ({ code }) => reject(new NoPosition(MESSAGES[code] || MESSAGES[2])),
      { enableHighAccuracy: true, timeout: TIMEOUT_MS },
    );
  });
}

function whereaboutsOf({ latitude, longitude, accuracy }) {
  const about = distanceText(Math.round(accuracy));
  const note = accuracy > ROUGH_M ? _('Distances are rough: your phone knows where you are only to about %(about)s.', { about }) : '';
  return { point: { lat: latitude, lon: longitude }, label: _('where you are'), note };
}
