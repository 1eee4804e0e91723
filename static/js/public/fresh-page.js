/** A page that says what is open now is loaded again when it has lain for five minutes; without a signal it says how old it is. */

import { keepFresh } from './fresh.js';

const OLD_MS = 5 * 60 * 1000;

/** @param {HTMLElement} element  holds [data-role="old"], the words for a page that is old and cannot be loaded again */
export function start(element) {
  const loadedAt = Date.now();
  const warning = element.querySelector('[data-role="old"]');

  keepFresh(async () => {
    const isTyping = document.activeElement instanceof HTMLInputElement && document.activeElement.value !== '' && !document.activeElement.readOnly;
    if (document.hidden || isTyping || Date.now() - loadedAt < OLD_MS) return;
    if (await canBeReached()) window.location.reload();
    else warning.hidden = false;
  }, element);
}

/** Asked first: a page that fails to load again would be gone altogether. */
async function canBeReached() {
  try {
    return (await fetch(window.location.href, { method: 'HEAD', cache: 'no-store' })).ok;
  } catch (error) {
    return false;
  }
}
