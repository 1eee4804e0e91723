/** The venues of the register's filter on a map, by their status; each leads to its page. A pin that is moved offers the page that keeps it: nothing changes before that. The table beside it has the same. */

/* global L */

import { fetched } from '../map/map-data.js';
import { mapGround } from '../map/map-layers.js';
import { mapOnAsk } from '../map/map-on-ask.js';
import { _ } from '../words.js';

const FAILED = _('The map could not be loaded. The table has the same places.');
const CLOSEST = 16; // as near as the map goes by itself

/** @param {HTMLElement} side */
export function start(side) {
  const said = side.querySelector('[data-role="map-status"]');
  let layer = null;
  const marks = (address) => {
    layer = L.geoJSON(null, { pointToLayer: (each, at) => markOf(each.properties, at), onEachFeature: (each, pin) => withLink(each.properties, pin) });
    return layer;
  };
  mapOnAsk(side, FAILED, () => ({ ...mapGround(), marks }), (map) => {
    fetched(side.dataset.marks, (found) => {
      layer.addData(found);
      said.textContent = found.said;
      if (found.features.length) map.fitBounds(layer.getBounds(), { maxZoom: CLOSEST, animate: false });
    });
  });
}

function markOf({ state, sign, name, words }, at) {
  const face = document.createElement('span');
  face.className = 'register-sign';
  face.dataset.state = state;
  face.textContent = sign;
  const icon = L.divIcon({ className: '', html: face, iconSize: [24, 24] });
  return L.marker(at, { icon, draggable: true, autoPan: true, alt: `${name}: ${words}`, title: `${name}: ${words}`, keyboard: false });
}

/** Text nodes, never markup: names come from venues and files. */
function withLink({ name, words, address, move }, pin) {
  let moved = '';
  pin.on('dragend', () => {
    const { lat, lng } = pin.getLatLng();
    moved = `${move}&lat=${lat.toFixed(6)}&lon=${lng.toFixed(6)}`; // six decimals are a tenth of a metre
    pin.openPopup();
  });
  pin.bindPopup(() => {
    const card = document.createElement('p');
    card.append(link(address, name), document.createElement('br'), words);
    if (moved) card.append(document.createElement('br'), link(moved, _('Look at the new pin, and keep it')));
    return card;
  });
}

function link(href, textContent) {
  return Object.assign(document.createElement('a'), { href, textContent });
}
