/** The coverage map that can be moved, in the place of the drawing: the same areas, venues and gaps, from the same hour. */

/* global L */

import { fetched } from '../map/map-data.js';
import { mapGround } from '../map/map-layers.js';
import { mapOnAsk } from '../map/map-on-ask.js';
import { startKeys } from './area-keys.js';
import { _ } from '../words.js';

const FAILED = _('The map could not be loaded. The drawing shows the same.');

/** @param {HTMLElement} side */
export function start(side) {
  mapOnAsk(side, FAILED, () => ({ ...mapGround(), shaded: shadedOf(side.dataset.query), marks: marksOf(side.dataset.query) }));
}

function shadedOf(query) {
  return (address) => {
    const layer = L.geoJSON(null, {
      style: ({ properties }) => ({ className: `coverage-area dark-${properties.shade}` }),
      pointToLayer: ({ properties }, at) => L.circleMarker(at, { radius: 8, className: `coverage-area dark-${properties.shade}` }),
      onEachFeature: withWords,
    });
    fetched(`${address}?${query}`, (areas) => { layer.addData(areas); byKeyboard(layer); });
    return layer;
  };
}

function marksOf(query) {
  return (address) => {
    const layer = L.geoJSON(null, { pointToLayer: ({ properties }, at) => markOf(properties, at), onEachFeature: withWords });
    fetched(`${address}?${query}`, (marks) => layer.addData(marks));
    return layer;
  };
}

function markOf({ state, sign, words }, at) {
  const face = document.createElement('span');
  face.className = 'coverage-sign';
  face.dataset.state = state;
  face.textContent = sign;
  const icon = L.divIcon({ className: '', html: face, iconSize: state === 'open' || state === 'gap' ? [27, 27] : [16, 16] });
  return L.marker(at, { icon, alt: words, title: words, keyboard: state === 'gap' });
}

/** Leaflet tells an area's words when it has the focus. */
function byKeyboard(layer) {
  const shapes = [];
  layer.eachLayer((each) => {
    const shape = each.getElement();
    if (!shape) return;
    shape.setAttribute('aria-label', each.feature.properties.words);
    shapes.push(shape);
  });
  startKeys(shapes);
}

/** A text node, never markup: names come from venues and files. */
function withWords(feature, layer) {
  const told = document.createElement('span');
  told.textContent = feature.properties.words;
  layer.bindTooltip(told, { sticky: true });
  layer.bindPopup(() => {
    const words = document.createElement('p');
    words.textContent = feature.properties.words;
    return words;
  });
}
