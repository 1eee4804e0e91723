/** Sharing the link of a place's page: the phone's own way where it has one, else the link selected, ready to be copied. */

import { _ } from '../words.js';

/** @param {HTMLElement} element  with an input that holds the link, a [data-role="share"] button and a [data-role="status"] */
export function start(element) {
  const input = element.querySelector('input');
  const button = element.querySelector('[data-role="share"]');
  const status = element.querySelector('[data-role="status"]');

  function select() {
    input.focus();
    input.select();
    status.textContent = _('The link is selected. Copy it.');
  }

  button.addEventListener('click', async () => {
    status.textContent = '';
    if (!navigator.share) {
      select();
      return;
    }
    try {
      await navigator.share({ title: element.dataset.title, url: input.value });
    } catch (error) {
      if (error.name !== 'AbortError') select(); // somebody who closed the phone's own list changed their mind
    }
  });
  button.hidden = false;
}
