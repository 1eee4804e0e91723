/** Empties what this phone keeps of the service, with one tap. */

import { _ } from '../words.js';

/** @param {HTMLElement} element  [data-role] state, empty, status */
export function start(element) {
  const [button, status] = ['empty', 'status'].map((name) => element.querySelector(`[data-role="${name}"]`));
  if (!('caches' in window)) {
    status.textContent = _('This browser keeps nothing but ordinary copies of pages.');
    return;
  }
  button.addEventListener('click', async () => {
    try {
      await empty();
      status.textContent = _('This phone keeps nothing of this site now. It keeps it again when you come back, but for this page.');
      button.hidden = true;
    } catch (error) {
      status.textContent = _('That did not work. Clear your browser’s data instead.');
    }
  });
  button.hidden = false;
}

async function empty() {
  const { serviceWorker } = navigator;
  for (const registration of serviceWorker ? await serviceWorker.getRegistrations() : []) await registration.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
  sessionStorage.clear();
}
