/** The list of all places, narrowed as somebody types: an item stays when each typed word begins a word of it or of its area's heading. */

import { wordsOf } from './place-words.js';

/** @param {HTMLElement} element  holds [data-role="text-filter"], [data-role="count"] and [data-group]s of [data-item]s */
export function start(element) {
  const field = element.querySelector('[data-role="text-filter"]');
  const box = field.querySelector('input');
  const count = element.querySelector('[data-role="count"]');
  const groups = [...element.querySelectorAll('[data-group]')].map(groupOf);

  box.addEventListener('input', () => {
    const typed = wordsOf(box.value);
    const shown = groups.reduce((sum, group) => sum + narrow(group, typed), 0);
    count.textContent = countText(shown, count.dataset);
  });
  field.hidden = false;
}

function groupOf(element) {
  const area = wordsOf(element.querySelector('h2').textContent);
  const items = [...element.querySelectorAll('[data-item]')].map((item) => ({ item, words: [...area, ...wordsOf(item.textContent)] }));
  return { element, items };
}

/** @returns {number} how many of the group's items stay */
function narrow({ element, items }, typed) {
  let shown = 0;
  for (const { item, words } of items) {
    item.hidden = !typed.every((word) => words.some((its) => its.startsWith(word)));
    if (!item.hidden) shown += 1;
  }
  element.hidden = shown === 0;
  return shown;
}

/** @param {number} shown @param {DOMStringMap} words  for none, one and many */
function countText(shown, { none, one, many }) {
  if (shown === 0) return none;
  return shown === 1 ? one : many.replace('{count}', String(shown));
}
