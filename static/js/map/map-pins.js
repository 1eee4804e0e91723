/** Safe Spaces as pins. Each is a button that says name, state and distance; opened, it shows the same card as the list. */

/* global L */

import { cardElement } from '../public/answer-page.js';
import { _ } from '../words.js';

/** @typedef {import('../public/answer-view.js').Card} Card */

const PIN_PX = 44;
const NEAR_ZOOM = 16; // streets are told apart

export class Pins {
  constructor() {
    /** @type {Card[]} */
    this.cards = [];
    this.markers = new Map();
    this.ready = () => {};
    /** @type {Promise<void>} */
    this.isReady = new Promise((resolve) => { this.ready = resolve; });
  }

  /** @returns the layer, filled with the places of the list */
  layer() {
    this.group = L.markerClusterGroup({
      animate: false, showCoverageOnHover: false, maxClusterRadius: PIN_PX, spiderfyDistanceMultiplier: 2, iconCreateFunction: groupIcon,
    });
    return this.group;
  }

  /** @param {any} map  Leaflet's, just drawn */
  drawnOn(map) {
    this.map = map;
    this.group.on('spiderfied', (/** @type {any} */ { markers }) => keepInside(map, markers));
    map.fire('pins');
    map.on('popupopen', ({ popup }) => popup.getElement().querySelector('a').focus({ preventScroll: true }));
    map.on('popupclose', ({ popup }) => focusPin(popup));
    map.getContainer().addEventListener('keydown', ({ key }) => key === 'Escape' && map.closePopup());
  }

  /** @param {Card[]} cards  in the order of the list, in which the keyboard goes through the pins too */
  show(cards) {
    const isSame = JSON.stringify(cards) === JSON.stringify(this.cards);
    this.cards = cards;
    if (!isSame || !this.markers.size) this.draw();
  }

  /** @param {string} slug  of a place to be shown */
  open(slug) {
    const marker = this.markers.get(slug);
    if (!marker) return;
    this.map.setView(marker.getLatLng(), NEAR_ZOOM, { animate: false });
    this.group.zoomToShowLayer(marker, () => marker.openPopup());
  }

  draw() {
    if (!this.group) return;
    this.markers = new Map(this.cards.map((card) => [card.slug, pin(card)]));
    this.group.clearLayers();
    if (!this.cards.length) return;
    this.group.addLayers([...this.markers.values()]);
    if (this.map) this.map.fire('pins'); // names make room (map-layers.js)
    this.ready();
  }
}

/** Places in one building fan out; the map makes room at its edge. */
function keepInside(map, markers) {
  const edge = [PIN_PX, PIN_PX];
  for (const marker of markers) map.panInside(marker.getLatLng(), { padding: edge, animate: false });
}

function pin(card) {
  const icon = L.divIcon({
    className: 'pin', html: sign(card.state, `${card.name}. ${card.stateText}. ${card.walk}.`), iconSize: [PIN_PX, PIN_PX], iconAnchor: [PIN_PX / 2, PIN_PX - 2],
  });
  const marker = L.marker([card.lat, card.lon], /** @type {import('leaflet').MarkerOptions} */ ({ icon, card }));
  return marker.bindPopup(() => cardElement('template-card', card), { offset: [0, 20 - PIN_PX], minWidth: 220, maxWidth: 260 });
}

function groupIcon(group) {
  const cards = group.getAllChildMarkers().map(({ options }) => options.card);
  const open = cards.filter(({ state }) => state === 'open').length;
  const element = sign(open ? 'open' : cards[0].state, ` ${open ? _('Safe Spaces here, %(open)s open. Zoom in.', { open }) : _('Safe Spaces here, none open. Zoom in.')}`);
  element.prepend(String(cards.length));
  return L.divIcon({ className: 'pin pin-group', html: element, iconSize: [PIN_PX, PIN_PX] });
}

/** The shape says the state; the words are for those who do not see it. */
function sign(state, words) {
  const element = document.createElement('span');
  const unseen = document.createElement('span');
  element.className = 'sign';
  element.dataset.state = state;
  unseen.className = 'unseen';
  unseen.textContent = words;
  element.append(unseen);
  return element;
}

/** Whoever closes a card is back on its pin. */
function focusPin(popup) {
  const element = popup._source && popup._source.getElement();
  const { activeElement } = document;
  if (element && (activeElement === document.body || popup.getElement().contains(activeElement))) element.focus();
}
