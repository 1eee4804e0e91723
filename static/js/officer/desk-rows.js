/** Rows of a table by keyboard: arrows go from one to the next, Space ticks, Enter opens, in a tick too; and one box ticks all that are shown. */

import { _ } from '../words.js';

/** @param {HTMLElement} table */
export function start(table) {
  const rows = [...table.querySelectorAll('tbody tr')];
  const boxes = /** @type {HTMLInputElement[]} */ ([...table.querySelectorAll('tbody input[type="checkbox"]')]);
  table.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const target = /** @type {HTMLElement} */ (event.target);
    const at = rows.indexOf(target.closest('tr'));
    if (at < 0) return;
    if (event.key === 'Enter' && target.matches('input')) { // not the form's first button
      event.preventDefault();
      linkIn(rows[at]).click();
    }
    const next = step && rows[at + step];
    if (!next) return;
    event.preventDefault();
    /** @type {HTMLElement} */ ((target.matches('input') && next.querySelector('input')) || linkIn(next)).focus();
  });
  if (boxes.length) tickAll(table, boxes);
}

/** @returns {HTMLElement} */
function linkIn(row) {
  return row.querySelector('th a, a');
}

function tickAll(table, boxes) {
  const all = Object.assign(document.createElement('input'), { type: 'checkbox' });
  all.setAttribute('aria-label', _('Tick all that are shown'));
  all.addEventListener('change', () => boxes.forEach((box) => { box.checked = all.checked; }));
  table.querySelector('thead td').append(all);
}
