/** Rings of so many minutes' walk around where somebody said they are. */

/* global L */

import { reachM } from '../public/walking.js';
import { _ } from '../words.js';

/** @typedef {import('../public/point.js').Point} Point */

const MINUTES = [5, 10, 20];
const SHOWN_WHOLE = 1; // the map is moved so that the second ring fills it

/** @param {any} map  Leaflet's @param {boolean} hasTiles  pictures from a server @returns {(point: Point | null) => void} draws them around a point and moves the map there; null takes them away */
export function walkingRings(map, hasTiles) {
  const rings = L.layerGroup().addTo(map);
  let drawn = 'null';

  return (point) => {
    if (JSON.stringify(point) === drawn) return;
    drawn = JSON.stringify(point);
    rings.clearLayers();
    if (!point) return;
    const circles = MINUTES.map((minutes) => ring(point, minutes).addTo(rings));
    MINUTES.forEach((minutes, at) => ringName(circles[at], minutes).addTo(rings));
    if (!hasTiles) map.fitBounds(circles[SHOWN_WHOLE].getBounds()); // a tile server would be asked for just this spot
  };
}

function ring({ lat, lon }, minutes) {
  return L.circle([lat, lon], { radius: reachM(minutes), className: 'map-ring', interactive: false, fill: false });
}

function ringName(circle, minutes) {
  const words = document.createElement('span');
  words.textContent = _('about %(minutes)s min walk', { minutes });
  const icon = L.divIcon({ className: 'map-name map-ring-name', html: words, iconSize: null });
  return L.marker([circle.getBounds().getNorth(), circle.getLatLng().lng], { icon, interactive: false, keyboard: false });
}
