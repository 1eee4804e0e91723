/** A place's page shared by the phone's own way, else its link selected, ready to be copied; and the place as a picture to keep. */

import { cardPicture, linesOf } from './place-card.js';
import { _ } from '../words.js';

/** @param {HTMLElement} element  with an input that holds the link, buttons [data-role="share"] and [data-role="card"], and a [data-role="status"] */
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
  startCard(element.querySelector('[data-role="card"]'), status);
}

function startCard(button, status) {
  button.addEventListener('click', async () => {
    try {
      const picture = URL.createObjectURL(await cardPicture(linesOf(button.closest('.place'))));
      Object.assign(document.createElement('a'), { href: picture, download: `${button.dataset.file}.png` }).click();
      URL.revokeObjectURL(picture);
      status.textContent = _('The picture is kept.');
    } catch (error) {
      status.textContent = _('That did not work. Take a screenshot instead.');
    }
  });
  button.hidden = false;
}
