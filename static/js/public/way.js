/**
 * The way to a place as an arrow, metres and words, for a phone without a maps app or without a signal. Position and compass are followed
 * only while the arrow is shown; they go nowhere from here.
 */

import { Compass } from './compass.js';
import { bearingDeg, chordM, compassWord, wholeMetres, xyz } from './earth.js';
import { TOO_ROUGH_M, whereIAmNow } from './where-i-am.js';
import { unbroken } from './unbroken.js';
import { distanceText } from './wording.js';
import { _ } from '../words.js';

/** @typedef {import('./whereabouts.js').Whereabouts} Whereabouts */

const EVERY_MS = 5000;
const CLOSE_M = 25;

/** @param {HTMLElement} element  data-lat, data-lon: the place; [data-role] start, shown, arrow, words, how, stop, told */
export function start(element) {
  const role = (name) => /** @type {HTMLElement} */ (element.querySelector(`[data-role="${name}"]`));
  const [button, shown, arrow, words, how, stop, told] = ['start', 'shown', 'arrow', 'words', 'how', 'stop', 'told'].map(role);
  const compass = new Compass(turn);
  let bearing = null; // to the place, clockwise from north
  let timer = 0;
  let tap = 0;

  function turn() {
    arrow.style.transform = bearing === null ? '' : `rotate(${bearing - compass.heading}deg)`;
    how.textContent = compass.isThere
      ? _('Hold the phone flat. The arrow turns with you. It points straight there, so follow the streets.')
      : _('The top of the screen is north: the arrow does not turn with you. It points straight there, so follow the streets.');
  }

  /** @param {Whereabouts} position */
  function lead({ point, accuracyM, about }) {
    const place = { lat: Number(element.dataset.lat), lon: Number(element.dataset.lon) };
    const metres = wholeMetres(chordM(xyz(point), xyz(place)));
    const isSure = metres > Math.max(accuracyM, CLOSE_M) && accuracyM <= TOO_ROUGH_M;
    bearing = isSure ? bearingDeg(point, place) : null;
    arrow.toggleAttribute('hidden', !isSure);
    say(unbroken(wordsFor(metres, accuracyM, about, isSure ? compassWord(bearing) : '')));
    turn();
  }

  function say(text) {
    if (words.textContent !== text) words.textContent = text;
  }

  /** @param {number} mine  the tap that it belongs to: after "Stop" and another tap an earlier one goes no further */
  async function follow(mine) {
    const goesOn = () => mine === tap && element.isConnected;
    if (!document.hidden) {
      try {
        const position = await whereIAmNow(navigator.geolocation, (better) => (goesOn() ? lead(better) : undefined));
        if (goesOn()) lead(position);
      } catch (error) {
        if (goesOn()) finish(error.message);
      }
    }
    if (goesOn()) timer = window.setTimeout(follow, EVERY_MS, mine);
    else if (mine === tap) finish();
  }

  function finish(message = '') {
    tap += 1;
    window.clearTimeout(timer);
    compass.stop();
    shown.hidden = true;
    button.hidden = false;
    told.textContent = message;
  }

  button.addEventListener('click', async () => {
    tap += 1;
    const mine = tap;
    button.hidden = true;
    shown.hidden = false;
    told.textContent = '';
    say(_('Finding where you are…'));
    arrow.toggleAttribute('hidden', true);
    await compass.start();
    if (mine === tap) follow(mine);
  });
  stop.addEventListener('click', () => finish());
  window.addEventListener('pagehide', () => finish());
  element.hidden = !navigator.geolocation;
}

/** No finer than the phone knows. */
function wordsFor(metres, accuracyM, about, word) {
  if (accuracyM > TOO_ROUGH_M) {
    return about
      ? _('Your phone knows where you are only to about %(distance)s: too little for an arrow. Ask somebody who works near you.', { distance: about })
      : _('Your phone does not know where you are. Ask somebody who works near you.');
  }
  if (!word) return metres <= CLOSE_M ? _('You are there. Look for the sticker.') : _('It is near: closer than your phone can tell. Look for the sticker.');
  return _('%(distance)s, %(compass)s', { distance: distanceText(metres), compass: _(word) });
}
