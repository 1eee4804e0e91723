/** An answer on the page: clones of the server's own templates (templates/parts/answer.html tells the slots), filled with text only. */

import { cardOf, filled, headingOf, whenOf } from './answer-view.js';
import { unbroken } from './unbroken.js';
import { _ } from '../words.js';

/** @typedef {import('./answer-view.js').Asked} Asked */
/** @typedef {import('./answer-view.js').Card} Card */
/** @typedef {import('./finder.js').Sections} Sections */

/** @param {string} id @returns {HTMLElement} a fresh copy of what a template holds */
export function copyOf(id) {
  return /** @type {HTMLElement} */ (templateWith(id).content.firstElementChild.cloneNode(true));
}

/** @returns {HTMLTemplateElement} */
function templateWith(id) {
  return /** @type {HTMLTemplateElement} */ (document.getElementById(id));
}

/** Older phones have no replaceChildren. @param {HTMLElement} place @param {...Node} content  in place of what was there */
export function put(place, ...content) {
  place.textContent = '';
  place.append(...content);
}

/**
 * @param {Sections} found @param {Asked} asked @param {import('./directory.js').Directory} zone
 * @returns {{element: HTMLElement, summary: string}} summary: to be announced
 */
export function answerElement(found, asked, zone) {
  const element = copyOf('template-answer');
  const heading = slot(element, 'heading');
  const when = slot(element, 'when');
  heading.textContent = headingOf(found, heading.dataset, zone.isUsual);
  when.textContent = whenOf(asked, when.dataset, zone);
  fill(element, 'note', asked.note);
  const every = [...(found.first ? [found.first] : []), ...found.others, ...found.farOpen, ...found.perhaps, ...found.opening];
  const byStreet = every.some((each) => each.byStreet);
  for (const [name, isSo] of Object.entries({ by_street: byStreet, by_line: every.length && !byStreet })) if (!isSo) part(element, name).remove();
  const cards = (places) => places.map((each) => walked(cardOf(each, asked.at, zone, asked.now), each, byStreet));
  const [first] = found.first ? cards([found.first]) : [];
  fillPart(element, 'first', first ? [cardElement('template-first', first)] : []);
  const parts = { others: found.others, far_open: found.farOpen, perhaps: found.perhaps };
  for (const [name, places] of Object.entries(parts)) fillPart(element, name, cards(places).map((card) => listed(card)));
  fillPart(element, 'opening', cards(found.opening).map((card) => listed(card, 'template-shut'))); // nobody is shown the way to a shut door
  if (first) part(element, 'help').remove();
  return { element, summary: first ? summaryOf(first) : heading.textContent };
}

/** Among walks by the streets one that is not says so. */
function walked(card, place, byStreet) {
  const { walk } = card;
  if (place.onlyBySteps) return { ...card, walk: _('%(walk)s (no way without steps is known)', { walk }) };
  return byStreet && !place.byStreet ? { ...card, walk: _('%(walk)s (in a straight line)', { walk }) } : card;
}

function summaryOf({ name, stateText, walk }) {
  return _('Nearest: %(name)s. %(state)s, %(walk)s.', { name, state: stateText, walk });
}

/** @param {string} message @returns {HTMLElement} the help lines under a message, for when there is no answer to give */
export function helpElement(message) {
  const element = copyOf('template-answer');
  slot(element, 'heading').textContent = message;
  for (const other of element.querySelectorAll('[data-slot="when"], [data-slot="note"], [data-part]')) {
    if (other.dataset.part !== 'help') other.remove();
  }
  return element;
}

/** @param {Card} card @param {string} [id]  of the template @returns {HTMLLIElement} */
export function listed(card, id = 'template-card') {
  const item = document.createElement('li');
  item.append(cardElement(id, card));
  return item;
}

/** @param {string} id  of the template @param {Card} card @returns {HTMLElement} */
export function cardElement(id, card) {
  const element = copyOf(id);
  element.dataset.state = card.state;
  fill(element, 'state', card.stateText);
  for (const name of ['name', 'kind', 'walk', 'address', 'age']) fill(element, name, card[name]);
  if (slot(element, 'way')) fill(element, 'way', card.way);
  const wayTo = slot(element, 'way_to');
  if (wayTo) wayTo.textContent = card.name;
  const kept = { step_free: card.stepFree, rough: card.rough }; // these hold their words already
  for (const [name, isKept] of Object.entries(kept)) if (!isKept) slot(element, name).remove();
  for (const link of element.querySelectorAll('[data-href]')) link.setAttribute('href', filled(link.dataset.href, encoded(card)));
  return element;
}

/** Percent-encoded as strictly as Python's quote does: a bracket in a name would end a geo: address early. */
function encoded({ slug, lat, lon, name }) {
  const strictly = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return { slug: strictly(slug), lat: strictly(lat), lon: strictly(lon), name: strictly(name) };
}

function slot(element, name) {
  return element.querySelector(`[data-slot="${name}"]`);
}

function part(element, name) {
  return element.querySelector(`[data-part="${name}"]`);
}

function fill(element, name, text) {
  const its = slot(element, name);
  if (text) its.textContent = unbroken(text);
  else its.remove();
}

function fillPart(element, name, content) {
  if (content.length) put(element.querySelector(`[data-list="${name}"]`), ...content);
  else part(element, name).remove();
}
