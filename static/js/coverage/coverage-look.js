/** Another hour, walk or choice is shown at once, in the place of what is shown: the address, the focus and the reader's place are kept. Without this the form and the links load the page anew. */

import { preview, weekFile } from './hour-preview.js';
import { _ } from '../words.js';

const STEP_MS = 900; // between two hours of a play
const HOURS = 168;

/** @param {HTMLElement} region  what changes; a form of it says what is looked at */
export function start(region) {
  const form = /** @type {HTMLFormElement} */ (region.querySelector('form.look'));
  const said = document.querySelector('[data-role="look-said"]');
  form.addEventListener('change', (event) => {
    const box = /** @type {HTMLElement} */ (event.target);
    if (box.dataset.role !== 'hour-of-week') show(region, said, addressOf(form));
  });
  region.addEventListener('click', (event) => {
    const link = /** @type {HTMLAnchorElement} */ (/** @type {HTMLElement} */ (event.target).closest('.week-grid a, a[data-look]'));
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    show(region, said, link.href);
  });
  slider(form, region, said);
}

/** @param {HTMLFormElement} form */
function addressOf(form) {
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== '').map(([name, value]) => [name, String(value)]));
  return `${form.action.split('?')[0]}?${asked}`;
}

let under;

/** @param {HTMLElement} region @param {Element} said @param {string} address */
async function show(region, said, address) {
  if (under) under.abort();
  under = new AbortController();
  region.setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch(address, { signal: under.signal });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const next = page.querySelector('[data-module="coverage-look"]');
    if (!answer.ok || !next || answer.redirected) {
      window.location.replace(answer.url || address); // a page that says why
      return;
    }
    replace(region, /** @type {HTMLElement} */ (document.adoptNode(next)));
    document.querySelector('.tabs').replaceWith(document.adoptNode(page.querySelector('.tabs'))); // its links are of the same hour
    document.title = page.title;
    window.history.replaceState(null, '', address);
    said.textContent = next.querySelector('.sentence').textContent;
  } catch (error) {
    region.removeAttribute('aria-busy');
    if (error.name !== 'AbortError') said.textContent = _('The page was not reached. Try again.');
  }
}

/** What had the focus has it again, where it was on the screen. */
function replace(region, next) {
  const held = /** @type {HTMLElement} */ (document.activeElement);
  const inTable = Boolean(held.closest('.week-grid'));
  const top = held.getBoundingClientRect().top;
  const isPlaying = region.dataset.playing;
  region.replaceWith(next);
  if (isPlaying) next.dataset.playing = isPlaying;
  next.dispatchEvent(new CustomEvent('put-in', { bubbles: true }));
  const again = inTable ? next.querySelector('.week-grid [aria-current]') : held.id ? document.getElementById(held.id) : null;
  if (!again) return;
  again.focus({ preventScroll: true });
  window.scrollBy(0, again.getBoundingClientRect().top - top);
}

/** Through the week hour by hour, by hand or by itself: on the map at once, the whole page when it rests. */
function slider(form, region, said) {
  const box = form.querySelector('[data-role="week-slider"]');
  const [range, button] = [box.querySelector('input'), box.querySelector('button')];
  const { day, hour, walk } = form.elements;
  const words = () => `${day.options[day.selectedIndex].text} ${hour.options[hour.selectedIndex].text}`;
  const rest = () => show(region, said, addressOf(form));
  const go = async (number) => {
    [day.value, hour.value, range.value] = [String(Math.floor(number / 24)), String(number % 24), String(number)];
    range.setAttribute('aria-valuetext', words());
    const file = await weekFile(region.dataset.hours, region.dataset.list);
    if (!file) rest();
    else if (Number(range.value) === number) preview(region, file, number, Number(walk.value), words());
    return Boolean(file);
  };
  range.value = String(Number(day.value) * 24 + Number(hour.value));
  range.setAttribute('aria-valuetext', words());
  range.addEventListener('input', () => { stop(region, button); go(Number(range.value)); });
  range.addEventListener('change', rest);
  button.addEventListener('click', () => {
    if (region.dataset.playing) { stop(region, button); rest(); } else { region.dataset.playing = '1'; button.textContent = button.dataset.pause; step(); }
  });
  const step = async () => {
    if (!region.dataset.playing || !region.isConnected) return;
    const isHere = await go((Number(range.value) + 1) % HOURS);
    if (isHere) window.setTimeout(step, STEP_MS);
  };
  if (region.dataset.playing) { button.textContent = button.dataset.pause; window.setTimeout(step, STEP_MS); }
  box.hidden = false;
}

function stop(region, button) {
  delete region.dataset.playing;
  button.textContent = button.dataset.play;
}
