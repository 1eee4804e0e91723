/** Moves the pin on the small map by dragging, by arrow keys, and by the buttons, without loading the page again. The boxes are what is sent. */

import { whereIAm } from '../public/where-i-am.js';
import { _ } from '../words.js';

const METRES_PER_DEGREE = 111195; // of latitude, on the mean sphere (maps/sketch.py)
const STEP_M = 10;
const TOO_ROUGH_M = 50; // two doors on
const WAYS = { north: [0, 1], south: [0, -1], east: [1, 0], west: [-1, 0] };
const KEYS = { ArrowUp: 'north', ArrowDown: 'south', ArrowRight: 'east', ArrowLeft: 'west' };

/** @param {HTMLFormElement} form */
export function start(form) {
  const map = form.querySelector('[data-role="map"]');
  const { lat, lon } = form.elements;
  const first = { lat: Number(map.dataset.lat), lon: Number(map.dataset.lon) }; // the middle of the map
  const east = METRES_PER_DEGREE * Math.cos((first.lat * Math.PI) / 180);
  const pin = map.querySelector('[data-role="pin"]');
  const said = form.querySelector('[data-role="said"]');
  const draw = form.querySelector('[data-role="draw"]');
  const [, , width, height] = map.getAttribute('viewBox').split(' ').map(Number);
  let at = { x: 0, y: 0 }; // metres from where the page was drawn, east and north

  function put(x, y) {
    at = { x, y };
    pin.removeAttribute('visibility');
    pin.setAttribute('transform', `translate(${x.toFixed(1)} ${(-y).toFixed(1)})`);
    lat.value = (first.lat + y / METRES_PER_DEGREE).toFixed(6);
    lon.value = (first.lon + x / east).toFixed(6);
    said.textContent = _('Moved %(metres)s m from where it was.', { metres: Math.round(Math.hypot(x, y)) });
  }

  const step = (way) => put(at.x + WAYS[way][0] * STEP_M, at.y + WAYS[way][1] * STEP_M);
  for (const button of form.querySelectorAll('[data-role="ways"] button:not([data-role="draw"])')) {
    button.addEventListener('click', (event) => {
      event.preventDefault();
      step(button.getAttribute('value'));
    });
  }
  byKeys(map, step);
  byDragging(map, put);
  lat.addEventListener('change', () => {
    const pair = lat.value.split(/[,\s]+/).filter(Boolean); // a pair as maps on the web copy it
    if (pair.length === 2) [lat.value, lon.value] = pair;
    follow();
  });
  lon.addEventListener('change', follow);
  function follow() {
    const [y, x] = [lat, lon].map((box) => (box.value.trim() ? Number(box.value) : NaN));
    if (!Number.isFinite(x) || !Number.isFinite(y)) return; // what cannot be read stays as it was typed, and the page says what is wrong with it
    put((x - first.lon) * east, (y - first.lat) * METRES_PER_DEGREE);
  }
  byStandingThere(form, lat, lon, () => {
    follow();
    if (Math.abs(at.x) > width / 2 || Math.abs(at.y) > height / 2) form.requestSubmit(draw); // it has left the picture
  });
}

function byKeys(map, step) {
  map.setAttribute('tabindex', '0');
  map.setAttribute('role', 'application');
  map.setAttribute('aria-label', _('%(map)s. Arrow keys move the pin by %(metres)s metres.', { map: map.getAttribute('aria-label'), metres: STEP_M }));
  map.addEventListener('keydown', (event) => {
    if (!(event.key in KEYS)) return;
    event.preventDefault();
    step(KEYS[event.key]);
  });
}

/** Holding the pin moves it; a tap elsewhere puts it there, so that a thumb that scrolls the page moves nothing. */
function byDragging(map, put) {
  const pin = map.querySelector('[data-role="pin"]');
  const follow = (event) => {
    const spot = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
    put(spot.x, -spot.y);
  };
  map.addEventListener('click', follow);
  pin.addEventListener('pointerdown', (event) => pin.setPointerCapture(event.pointerId));
  pin.addEventListener('pointermove', (event) => {
    if (pin.hasPointerCapture(event.pointerId)) follow(event);
  });
}

/** For whoever fills the form in at the door: asks the phone only when tapped. */
function byStandingThere(form, lat, lon, follow) {
  const block = form.querySelector('[data-role="there"]');
  const [button, status] = [block.querySelector('button'), block.querySelector('[role="status"]')];
  button.addEventListener('click', async () => {
    status.textContent = _('Finding where you are…');
    try {
      const { point, accuracyM } = await whereIAm();
      if (accuracyM > TOO_ROUGH_M) {
        status.textContent = _('Your phone knows where you are only to about %(metres)s m: too little for a door. Move the pin instead.', { metres: Math.round(accuracyM) });
        return;
      }
      [lat.value, lon.value] = [point.lat.toFixed(6), point.lon.toFixed(6)];
      status.textContent = _('The pin is where you are, to about %(metres)s m.', { metres: Math.max(1, Math.round(accuracyM)) });
      follow();
    } catch (error) {
      status.textContent = _('Your phone does not say where you are. Move the pin instead.');
    }
  });
  block.hidden = false;
}
