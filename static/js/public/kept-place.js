/** One place from the list on this phone, in place of a page that cannot be reached. Which one, the address of the page says. */

import { cardElement, copyOf, put } from './answer-page.js';
import { FinderFiles } from './finder-files.js';
import { keepFresh } from './fresh.js';
import { standing } from './standing.js';
import { weekOf } from './week-hours.js';
import { _ } from '../words.js';

/** @param {HTMLElement} element  [data-role] note, found, card, week; and a part for the way (way.js) */
export function start(element) {
  const files = new FinderFiles(document.documentElement.dataset.root);
  const [note, found, card, week] = ['note', 'found', 'card', 'week'].map((name) => element.querySelector(`[data-role="${name}"]`));
  const slug = decodeURIComponent(window.location.pathname.split('/').pop());

  async function show() {
    try {
      const directory = await files.home();
      const row = directory.columns.slug.indexOf(slug);
      note.textContent = row < 0 ? _('No signal, and this place is not in the list on this phone.') : files.age(directory);
      found.hidden = row < 0;
      if (row < 0) return;
      const its = standing(directory, row, files.now());
      put(card, cardElement('template-card', its));
      put(week, ...weekOf(directory, row, files.now()).map(dayRow));
      leadTo(element.querySelector('[data-module="way"]'), its);
    } catch (error) {
      note.textContent = _('No signal, and there is no list on this phone.');
    }
  }

  show();
  keepFresh(show, element);
}

function leadTo(way, { lat, lon }) {
  Object.assign(way.dataset, { lat: String(lat), lon: String(lon) });
}

function dayRow({ day, hours, isToday }) {
  const row = copyOf('template-day');
  row.className = isToday ? 'today' : '';
  row.querySelector('[data-slot="day"]').textContent = isToday ? _('%(day)s, today', { day }) : day;
  row.querySelector('[data-slot="hours"]').textContent = hours;
  return row;
}
