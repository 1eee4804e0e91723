/** An hour of the week on the map and beside the slider, worked out in the page: the slider asks nobody. What else the page says follows when the slider is let go. */

import { unbroken } from '../public/unbroken.js';
import { reachAt } from './week-reach.js';
import { shareWords, whole } from './share-words.js';

const STEPS = 5; // shades, coverage/shading.py

const files = new Map();

/** @param {string} address @param {string} list  the number of the list that the page shows @returns {Promise<import('./week-reach.js').WeekFile | null>} null where there is none, or one of a newer list: the page is asked instead */
export function weekFile(address, list) {
  if (!files.has(address)) files.set(address, fetch(address).then((answer) => (answer.ok ? answer.json() : null)).then((file) => (file && file.list === list ? file : null)).catch(() => { files.delete(address); return null; }));
  return files.get(address);
}

/** @param {HTMLElement} region @param {import('./week-reach.js').WeekFile} file @param {number} hour @param {number} limit @param {string} when */
export function preview(region, file, hour, limit, when) {
  const reach = reachAt(file, hour, limit);
  region.querySelector('[data-role="hour-said"]').textContent = `${when}: ${unbroken(shareWords(reach, file))}`;
  const told = region.querySelector('[data-role="area-said"]');
  if (told) told.textContent = ''; // of the hour before
  const ramp = region.dataset.ramp.split(' ');
  for (const shape of region.querySelectorAll('[data-role="drawing"] [data-area]')) {
    const missed = whole(reach.missed[Number(shape.getAttribute('data-area'))]);
    shape.querySelector('title').textContent = ''; // of the hour before
    shape.setAttribute('fill', ramp[missed > 0 ? Math.min(STEPS, Math.ceil(missed / file.step)) : 0]);
  }
  for (const mark of region.querySelectorAll('[data-role="drawing"] [data-place]')) {
    const sign = region.querySelector(`[data-sign="${reach.states[Number(mark.getAttribute('data-place'))]}"]`);
    for (const name of ['fill', 'stroke', 'stroke-width', 'd']) mark.setAttribute(name, sign.getAttribute(name));
  }
}
