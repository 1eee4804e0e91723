/** The layers that the drawn script asks for by name (safespaces/maps/layers.py): each is filled from one of our own addresses. */

/* global L */

import { fetched } from './map-data.js';
import { thinned } from './map-names.js';

/** @typedef {import('../streets/walker.js').Walker} Walker */

/** @param {import('./map-pins.js').Pins} pins @param {{walker: Walker | null}} streets @returns {Record<string, (address: string) => any>} */
export function mapLayers(pins, streets) {
  return { ...mapGround(streets), venues: () => pins.layer() };
}

/** What lies under every map: outlines and names. @param {{walker: Walker | null}} [streets]  whose names are written too, once they are there */
export function mapGround(streets = { walker: null }) {
  return { ground, areas, placeNames: (/** @type {string} */ address) => placeNames(address, streets) };
}

function ground(address) {
  const Ground = L.GeoJSON.extend({
    onAdd(map) {
      if (!map.getPane('ground')) map.createPane('ground'); // beneath the streets, which are drawn tile by tile
      L.GeoJSON.prototype.onAdd.call(this, map);
    },
  });
  const layer = new /** @type {any} */ (Ground)(null, { interactive: false, pane: 'ground', style: { className: 'map-ground', stroke: false } });
  fetched(address, (built) => layer.addData(built));
  return layer;
}

function areas(address) {
  const layer = L.geoJSON(null, { interactive: false, style: { className: 'map-area', weight: 1 } });
  fetched(address, (outlines) => layer.addData(outlines));
  return layer;
}

/** Written anew after each move: as many as have room. They are to look at; the list says where places are in words. */
function placeNames(address, streets) {
  const Names = L.LayerGroup.extend({
    onAdd(map) {
      L.LayerGroup.prototype.onAdd.call(this, map);
      const pane = map.createPane('names');
      pane.setAttribute('aria-hidden', 'true');
      const write = () => requestAnimationFrame(() => this.write(map)); // the pins stand by then
      map.on('zoomend moveend pins streets', write);
      fetched(address, (rows) => {
        this.rows = rows;
        write();
      });
    },
    /** @param {import('leaflet').Map} map */
    write(map) {
      if (!this.rows) return;
      this.clearLayers();
      const inView = this.rows.filter((/** @type {any[]} */ [, , lat, lon, zoom]) => map.getZoom() >= zoom && map.getBounds().contains([lat, lon]));
      const others = inView.filter(([, kind]) => kind !== 'street' || !streets.walker); // those by the network lie along their streets
      const placed = [...others, ...streetNames(map, streets.walker)].map((row) => ({ row, at: map.latLngToContainerPoint([row[2], row[3]]) }));
      for (const { row, aside } of thinned(placed, pinsOn(map), map.getSize())) this.addLayer(written(row, aside));
    },
  });
  return new Names();
}

/** @param {import('leaflet').Map} map @param {Walker | null} walker */
function streetNames(map, walker) {
  const box = map.getBounds();
  const sides = { south: box.getSouth(), west: box.getWest(), north: box.getNorth(), east: box.getEast() };
  return walker ? walker.namesIn(sides, map.getZoom()) : [];
}

/** @param {import('leaflet').Map} map @returns {import('./map-names.js').Box[]} */
function pinsOn(map) {
  const { left, top } = map.getContainer().getBoundingClientRect();
  return [...map.getContainer().querySelectorAll('.pin')].map((pin) => {
    const box = pin.getBoundingClientRect();
    return { x: box.left + box.width / 2 - left, y: box.top + box.height / 2 - top, halfWidth: box.width / 2, halfHeight: box.height / 2 };
  });
}

/** @param {any[]} row @param {number} aside  pixels below its own place */
function written([name, kind, lat, lon, , turned = 0], aside) {
  const words = document.createElement('span');
  words.textContent = name;
  words.style.marginTop = `${aside}px`;
  if (turned) words.style.transform = `translate(-50%, -50%) rotate(${turned}deg)`;
  const icon = L.divIcon({ className: `map-name map-name-${kind}`, html: words, iconSize: null });
  return L.marker([lat, lon], { icon, pane: 'names', interactive: false, keyboard: false });
}
