/** A map of the pages for people who sign in: loaded when its button is pressed, in the place of a drawing where there is one. */

import { loadLeaflet } from './map-loading.js';
import { _ } from '../words.js';

const LOADING = _('Loading the map…');

/**
 * @param {HTMLElement} side  with a button, a status line, a frame and perhaps a drawing
 * @param {string} failed  what is said where it cannot be loaded
 * @param {() => Record<string, (address: string) => any>} layersOf  asked for once Leaflet is there
 * @param {(map: any) => void} [then]
 */
export function mapOnAsk(side, failed, layersOf, then = () => {}) {
  const [button, status, frame, drawing] = ['show-map', 'map-status', 'map-frame', 'drawing'].map((name) => side.querySelector(`[data-role="${name}"]`));
  const swap = (isShown) => {
    button.hidden = isShown;
    frame.hidden = !isShown;
    if (drawing) drawing.toggleAttribute('hidden', isShown);
  };
  button.hidden = false;
  button.addEventListener('click', async () => {
    swap(true);
    status.textContent = LOADING;
    try {
      await loadLeaflet(side.dataset);
      const { draw } = await import(side.dataset.drawing);
      status.textContent = '';
      then(draw(layersOf()));
      frame.querySelector('[role="region"]').focus();
    } catch (error) {
      console.error(error);
      swap(false);
      status.textContent = failed;
    }
  });
}
