/** The map page: the look-up form answered on the phone as everywhere, its answer a list of all places and the same places as pins. */

import { put } from '../public/answer-page.js';
import { cardOf, whenOf } from '../public/answer-view.js';
import { FinderFiles } from '../public/finder-files.js';
import { nearest } from '../public/finder.js';
import { keepFresh } from '../public/fresh.js';
import { LookUp } from '../public/look-up.js';
import { mapFrame } from './map-frame.js';
import { placeList } from './map-list.js';
import { startPositionButton } from '../public/position-button.js';
import { seenFrom } from '../public/seen-from.js';
import { OPEN } from '../public/status.js';

const FILTERS = ['kind', 'open', 'step_free'];

/** @param {HTMLFormElement} form */
export function start(form) {
  const files = new FinderFiles(document.documentElement.dataset.root);
  const list = placeList(document.querySelector('.places-list'));
  const map = mapFrame(document.querySelector('[data-role="map"]'));
  const lookUp = new LookUp(form, files, answers(list, map, () => Boolean(lookUp.position || form.elements.where.value.trim())));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    lookUp.start();
  });
  for (const name of FILTERS) form.elements[name].addEventListener('change', () => lookUp.again());
  startPositionButton(form, lookUp);
  map.whenOpened(() => lookUp.again());
  keepFresh(() => lookUp.refresh(), form);
  takeOver(form, lookUp);
  if (!lookUp.problems.firstElementChild) lookUp.again(); // the list came with the page; from now on it is kept fresh
}

/** Opened from an answer (public/opened-here.js), the map is seen from the same place at the same time; neither was sent or is in an address. */
function takeOver(form, lookUp) {
  const from = seenFrom();
  if (!from) return;
  lookUp.position = from.position;
  form.elements.day.value = from.day; // today's is not among the choices: it is the empty one
  form.elements.time.value = from.time;
  form.closest('details').open = Boolean(from.time);
}

/** @returns {[number, number][]} the way by the streets to the place that comes first, where it is open; without points where there is none */
function wayToFirst(directory, point, first, noSteps) {
  if (!first || !first.byStreet || first.status.state !== OPEN) return [];
  return directory.walker.from(directory, point, noSteps).lineTo(first.venue.row);
}

/** What the form's answers do here; `saysWhere` tells whether somebody said where they are. */
function answers(list, map, saysWhere) {
  return {
    show(directory, asked, fields, quietly) {
      const found = nearest(directory, asked.point, asked.at, { ...fields, anyAge: true, accuracyM: asked.accuracyM }); // the map hides nothing; it tells the rule
      const shown = found.filter(({ status }) => !fields.onlyOpen || status.state === OPEN);
      const cards = shown.map((each) => cardOf(each, asked.at, directory, asked.now));
      map.show(cards, saysWhere() ? asked.point : null);
      if (directory.walker) map.takeStreets(directory.walker);
      map.showWay(saysWhere() ? wayToFirst(directory, asked.point, shown[0], fields.noSteps) : []);
      return list.show(cards, asked.note, (words) => whenOf(asked, words, directory), quietly);
    },
    clear() {}, // the list as it was is still true
    help(message, button) {
      put(document.querySelector('[data-role="problems"]'), ...(button ? [button] : []));
      return message;
    },
  };
}
