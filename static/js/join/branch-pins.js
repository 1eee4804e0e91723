/** The pins of many branches on one map: each is dragged to its entrance, or put by a tap for the box that was pressed last. The boxes are what is sent. */

/* global L */

import { mapGround } from '../map/map-layers.js';
import { mapOnAsk } from '../map/map-on-ask.js';
import { _ } from '../words.js';

const FAILED = _('The map could not be loaded. Write latitude and longitude in the boxes.');
const CLOSEST = 16; // as near as the map goes by itself

/** @param {HTMLElement} side */
export function start(side) {
  const boxes = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll('input[data-number]')]);
  let chosen = boxes.find((box) => !pointIn(box)) || null;
  let group = null;
  const pins = new Map();

  function put(box, at) {
    const known = pins.get(box);
    if (known) known.setLatLng(at);
    else pins.set(box, pinOf(box, at, () => moved(box, pins.get(box).getLatLng())).addTo(group));
  }
  function moved(box, { lat, lng }) {
    box.value = `${lat.toFixed(6)}, ${lng.toFixed(6)}`;
    const sure = /** @type {HTMLInputElement | null} */ (document.getElementById(box.id.replace('pin-', 'sure-')));
    if (sure) sure.checked = true; // whoever puts it there says that it is there
  }
  for (const box of boxes) {
    box.addEventListener('focus', () => { chosen = box; });
    box.addEventListener('change', () => {
      const at = pointIn(box);
      if (at && group) put(box, at);
    });
  }
  const marks = () => {
    group = L.featureGroup();
    for (const box of boxes) if (pointIn(box)) put(box, pointIn(box));
    return group;
  };
  mapOnAsk(side, FAILED, () => ({ ...mapGround(), marks }), (map) => {
    if (pins.size) map.fitBounds(group.getBounds(), { maxZoom: CLOSEST, padding: [30, 30], animate: false });
    map.on('click', ({ latlng }) => {
      if (!chosen) return;
      put(chosen, latlng);
      moved(chosen, latlng);
      chosen = boxes.find((box) => !pointIn(box)) || null;
    });
  });
}

/** @param {HTMLInputElement} box @returns {[number, number] | null} */
function pointIn(box) {
  const [lat, lon, more] = box.value.split(/[,\s]+/).filter(Boolean).map(Number);
  return more === undefined && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lat, lon] : null;
}

function pinOf(box, at, whenMoved) {
  const face = document.createElement('span');
  face.className = 'register-sign';
  face.dataset.state = 'listed';
  face.textContent = box.dataset.number;
  const icon = L.divIcon({ className: '', html: face, iconSize: [24, 24] });
  const pin = L.marker(at, { icon, draggable: true, keyboard: false, alt: box.dataset.name, title: box.dataset.name });
  pin.on('dragend', whenMoved);
  return pin;
}
