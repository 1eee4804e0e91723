/** Where an answer stands on the page: put there, kept fresh, taken away. */

import { answerElement, helpElement, put } from './answer-page.js';
import { sections } from './finder.js';

/** @typedef {import('./look-up.js').Answers} Answers */

/** @param {HTMLElement} place @returns {Answers} */
export function answerPanel(place) {
  function focusHeading() {
    const heading = place.querySelector('[data-slot="heading"]');
    heading.focus({ preventScroll: true });
    heading.scrollIntoView(); // to the top: the answer is all that counts now
  }

  return {
    show(directory, asked, fields, quietly) {
      const found = sections(directory, asked.point, asked.at, { ...fields, accuracyM: asked.accuracyM });
      const { element, summary } = answerElement(found, asked, directory);
      if (!quietly) {
        put(place, element);
        focusHeading();
      } else if (place.textContent !== element.textContent) {
        exchange(place, element, focusHeading);
      }
      return summary;
    },
    clear: () => put(place),
    help(message, button) {
      put(place, helpElement(message));
      if (button) place.querySelector('[data-slot="heading"]').after(button);
      focusHeading();
      return message;
    },
  };
}

/** Where only the minute has changed, only the minute is changed, so that nobody loses their place. */
function exchange(place, element, focusHeading) {
  const [old, fresh] = [place, element].map((each) => each.querySelector('[data-slot="when"]'));
  const said = fresh.textContent;
  fresh.textContent = old.textContent;
  const isSame = place.textContent === element.textContent;
  fresh.textContent = said;
  if (isSame) {
    old.textContent = said;
    return;
  }
  const hadFocus = place.contains(document.activeElement);
  put(place, element);
  if (hadFocus) focusHeading();
}
