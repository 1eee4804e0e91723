/** The look-up form's fields as the phone reads them, and sending them the way the form does without script. */

import { _ } from '../words.js';

/**
 * @typedef {{where: string, asked: string, day: string, time: string, stepFree: boolean, over16: boolean, noSteps: boolean, kind: string,
 *   onlyOpen: boolean}} Fields  asked: see asking.js
 */

const SEND = _('Send what I typed, to get the answer');

/** @param {HTMLFormElement} form  not every form has every field @returns {Fields} */
export function fieldsOf({ elements }) {
  const box = (name) => /** @type {HTMLInputElement | null} */ (elements.namedItem(name));
  const text = (name) => (box(name) ? box(name).value : '');
  const ticked = (name) => Boolean(box(name) && box(name).checked);
  return {
    where: text('where'), asked: '', day: text('day'), time: text('time'), kind: text('kind'),
    stepFree: ticked('step_free'), over16: ticked('over_16'), noSteps: ticked('no_steps'), onlyOpen: ticked('open'),
  };
}

/** @param {HTMLFormElement} form @param {Fields} fields @returns {HTMLElement} a button for whoever agrees to send what they typed */
export function sendButton(form, fields) {
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'button', textContent: SEND });
  button.addEventListener('click', () => postNormally(form, fields));
  return button;
}

/**
 * Posts from a form of its own, so that the one on the page keeps what was typed for whoever comes back to it.
 * @param {HTMLFormElement} form @param {Fields} fields
 */
function postNormally({ action }, { stepFree, over16, noSteps, onlyOpen, ...texts }) {
  const road = document.createElement('form');
  const values = { ...texts, ...(stepFree && { step_free: '1' }), ...(over16 && { over_16: '1' }), ...(noSteps && { no_steps: '1' }), ...(onlyOpen && { open: '1' }) };
  for (const [name, value] of Object.entries(values)) {
    road.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
  }
  Object.assign(road, { method: 'post', action, hidden: true });
  document.body.append(road);
  road.submit();
  road.remove();
}
