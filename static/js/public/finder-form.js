/**
 * The look-up form, answered on the phone: where somebody is, and what they typed, stay on this page. Nothing of it is put into the
 * address, the history or any storage. Where the phone cannot answer, the form posts as it does without script.
 */

import { answerPanel } from './answer-panel.js';
import { FinderFiles } from './finder-files.js';
import { keepFresh } from './fresh.js';
import { LookUp } from './look-up.js';
import { startPositionButton } from './position-button.js';
import { seeFrom } from './seen-from.js';

const WALKS_AFTER_MS = 1500; // the page and the list come first

/** @param {HTMLFormElement} form */
export function start(form) {
  const files = new FinderFiles(document.documentElement.dataset.root);
  const answers = /** @type {HTMLElement} */ (document.querySelector('[data-role="answer"]'));
  const lookUp = new LookUp(form, files, answerPanel(answers));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    lookUp.start();
  });
  answers.addEventListener('click', () => seeFrom(lookUp.last)); // before the map is opened from it (opened-here.js)
  startPositionButton(form, lookUp);
  prefetchEarly(form, files, lookUp.streets);
  keepFresh(() => lookUp.refresh(), form);
}

/** The files hold nothing of anybody, so they come at once, before they are asked for; where data is dear, when the form is touched. */
function prefetchEarly(form, files, streets) {
  const walks = () => files.directory().then((directory) => streets.on(directory), () => {});
  form.addEventListener('focusin', () => {
    files.prefetch(true);
    walks();
  });
  if (navigator.connection && navigator.connection.saveData) return;
  files.prefetch(true);
  setTimeout(walks, WALKS_AFTER_MS);
}
