/** What to change in the form, and "Which one?": the same markup as the server's (templates/parts/form.html), from its templates. */

import { copyOf, put } from './answer-page.js';
import { _ } from '../words.js';

/** @typedef {import('./asking.js').Fault} Fault */
/** @typedef {import('./whereabouts.js').Choice} Choice */

/** @param {HTMLFormElement} form @param {HTMLElement} place  where problems are shown */
export function clearProblems(form, place) {
  put(place);
  for (const message of form.querySelectorAll('.fault, .told')) message.remove();
  for (const field of form.querySelectorAll('[aria-invalid]')) {
    field.removeAttribute('aria-invalid');
    describe(field, hintOf(field));
  }
}

/** @param {HTMLFormElement} form @param {HTMLElement} place @param {Fault[]} faults */
export function showFaults(form, place, faults) {
  const summary = copyOf('template-problems');
  put(summary.querySelector('[data-list="problems"]'), ...faults.map((fault) => linkTo(form, fault)));
  put(place, summary);
  for (const { field, message } of faults) markField(form.elements[field], message);
  summary.focus();
}

/** Says something beside the box, where it is seen, with the cursor in it. @param {HTMLFormElement} form @param {string} message */
export function tell(form, message) {
  const { where } = form.elements;
  for (const old of form.querySelectorAll('.told')) old.remove();
  const said = Object.assign(document.createElement('p'), { className: 'say told', textContent: message });
  where.closest('.field').before(said);
  where.focus({ preventScroll: true });
  said.scrollIntoView({ block: 'center' });
}

/** @param {HTMLElement} place @param {Choice} choice @param {(text: string) => void} choose */
export function showChoice(place, { question, options }, choose) {
  const asked = copyOf('template-choice');
  const heading = asked.querySelector('[data-slot="question"]');
  heading.textContent = question;
  asked.addEventListener('submit', (event) => event.preventDefault());
  const items = options.map(({ label, text }) => {
    const item = copyOf('template-option');
    const button = item.querySelector('[data-slot="option"]');
    button.textContent = label;
    button.addEventListener('click', () => choose(text));
    return item;
  });
  put(asked.querySelector('[data-list="options"]'), ...items);
  put(place, asked);
  heading.focus();
}

/** @param {HTMLFormElement} form @param {HTMLElement} place @param {{about?: string}} guess @param {() => void} goOn  by the guess */
export function askInstead(form, place, { about }, goOn) {
  clearProblems(form, place);
  const question = about
    ? _('Your phone knows where you are only to about %(distance)s. Where are you?', { distance: about })
    : _('Your phone does not know where you are. Where are you?');
  showChoice(place, { question, options: [{ label: _('I do not know: go by what the phone knows'), text: '' }] }, goOn);
  form.elements.where.focus({ preventScroll: true });
  form.elements.where.scrollIntoView({ block: 'end' }); // the question above it stays in sight
}

function linkTo(form, { field, message }) {
  const item = copyOf('template-problem');
  const link = item.querySelector('[data-slot="problem"]');
  link.textContent = message;
  link.setAttribute('href', `#${field}`);
  link.addEventListener('click', (event) => {
    event.preventDefault(); // the address stays as it is
    form.elements[field].focus();
  });
  return item;
}

function markField(field, message) {
  const said = document.createElement('span');
  const unseen = document.createElement('span');
  said.className = 'fault';
  said.id = `${field.id}-fault`;
  unseen.className = 'unseen';
  unseen.textContent = _('Error: ');
  said.append(unseen, message);
  field.before(said);
  field.setAttribute('aria-invalid', 'true');
  describe(field, [hintOf(field), said.id].filter(Boolean).join(' '));
  const folded = field.closest('details');
  if (folded) folded.open = true;
}

function hintOf(field) {
  const id = `${field.id}-hint`;
  return document.getElementById(id) ? id : '';
}

function describe(field, ids) {
  if (ids) field.setAttribute('aria-describedby', ids);
  else field.removeAttribute('aria-describedby');
}
