/** The list beside the map: every place in order, as cards, with how many there are and from where. */

import { listed, put } from '../public/answer-page.js';
import { filled } from '../public/answer-view.js';

/** @typedef {import('../public/answer-view.js').Card} Card */
/** @typedef {import('../public/answer-view.js').Wordings} Wordings */

/** @param {HTMLElement} section */
export function placeList(section) {
  const role = (name) => section.querySelector(`[data-role="${name}"]`);
  const [count, when, note, list, more] = ['count', 'when', 'note', 'list', 'more'].map(role);
  let shown = '';

  return {
    /**
     * @param {Card[]} cards @param {string} rough  what is rough about where it is seen from
     * @param {(words: DOMStringMap) => string} sayWhen @param {boolean} quietly
     * @returns {string} to be announced
     */
    show(cards, rough, sayWhen, quietly) {
      when.textContent = sayWhen(when.dataset);
      note.textContent = rough;
      note.hidden = !rough;
      count.textContent = countText(cards.length, count.dataset);
      const said = JSON.stringify(cards);
      if (said !== shown && !(quietly && list.contains(document.activeElement))) {
        put(list, ...cards.map((card) => listed(card)));
        shown = said;
      }
      if (more) more.remove(); // the list is whole now
      return count.textContent;
    },
  };
}

/** @param {number} count @param {DOMStringMap} words  for none, one and many */
function countText(count, { none, one, many }) {
  if (count === 0) return none;
  return count === 1 ? one : filled(many, { count });
}
