/** All places by name from the list on this phone, in place of a page that cannot be reached. */

import { listed, put } from './answer-page.js';
import { FinderFiles } from './finder-files.js';
import { keepFresh } from './fresh.js';
import { standing } from './standing.js';
import { _ } from '../words.js';

/** @param {HTMLElement} element  with [data-role="note"] and [data-role="list"] */
export function start(element) {
  const files = new FinderFiles(document.documentElement.dataset.root);
  const [note, list] = ['note', 'list'].map((name) => element.querySelector(`[data-role="${name}"]`));

  async function show() {
    try {
      const directory = await files.home();
      const cards = directory.columns.slug.map((_slug, row) => standing(directory, row, files.now()));
      note.textContent = files.age(directory);
      put(list, ...cards.sort((a, b) => a.name.localeCompare(b.name)).map((card) => listed(card)));
    } catch (error) {
      note.textContent = _('No signal, and there is no list on this phone.');
    }
  }

  show();
  keepFresh(show, element);
}
