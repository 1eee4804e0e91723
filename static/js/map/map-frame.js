/** The map's own part of the page: nothing of it is loaded until it is asked for, or at once where there is room beside the list. */

/* global L */

import { mapLayers } from './map-layers.js';
import { loadLeaflet } from './map-loading.js';
import { Pins } from './map-pins.js';
import { walkingRings } from './map-rings.js';
import { _ } from '../words.js';

/** @typedef {import('../public/answer-view.js').Card} Card */
/** @typedef {import('../public/point.js').Point} Point */

const WIDE = '(min-width: 62rem)'; // as in site.css
const LOADING = _('Loading the map…');
const FAILED = _('The map could not be loaded. The list has the same places.');

/** @param {HTMLElement} side  [data-role="map"] */
export function mapFrame(side) {
  const [button, status, frame] = ['show-map', 'map-status', 'map-frame'].map((name) => side.querySelector(`[data-role="${name}"]`));
  const pins = new Pins();
  /** @type {{walker: import('../streets/walker.js').Walker | null}} */
  const streets = { walker: null };
  let map = null;
  /** @type {[number, number][]} */
  let way = [];
  let line = null;
  let layer = null;
  let opened = () => {};
  /** @type {(from: Point | null) => void} */
  let showFrom = () => {};

  async function open() {
    button.hidden = true;
    frame.hidden = false;
    status.textContent = LOADING;
    try {
      await loadLeaflet(side.dataset);
      const { draw } = await import(side.dataset.drawing);
      map = draw(mapLayers(pins, streets));
      showStreets();
      drawWay();
      pins.drawnOn(map);
      showFrom = walkingRings(map, 'tiles' in side.dataset);
      status.textContent = '';
      opened();
      await pins.isReady;
      if (window.location.hash) pins.open(window.location.hash.slice(1));
    } catch (error) {
      console.error(error);
      frame.hidden = true;
      status.textContent = FAILED;
    }
  }

  function showStreets() {
    if (!map || !streets.walker || 'tiles' in side.dataset) return;
    if (layer) layer.remove();
    layer = streets.walker.layer().addTo(map);
    map.fire('streets');
  }

  function drawWay() {
    if (line) line.remove();
    line = map && way.length ? L.polyline(way, { interactive: false, className: 'map-way' }).addTo(map) : null;
  }

  side.hidden = false;
  button.addEventListener('click', open);
  if (window.matchMedia(WIDE).matches || window.location.hash) open();

  return {
    /** @param {Card[]} cards  in order @param {Point | null} from  where somebody said they are */
    show(cards, from) {
      pins.show(cards);
      showFrom(from);
    },
    /** @param {[number, number][]} points  of a way, lat and lon; none: no way is shown */
    showWay(points) {
      way = points;
      drawWay();
    },
    /** @param {import('../streets/walker.js').Walker} walker  once the walking network is there */
    takeStreets(walker) {
      if (walker === streets.walker) return;
      streets.walker = walker;
      showStreets();
    },
    /** @param {() => void} then  called when the map is there and empty */
    whenOpened(then) {
      opened = then;
    },
  };
}
