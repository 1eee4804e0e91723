// What the type checker is told beside the scripts' own JSDoc. Nothing of it reaches a phone.

import { FeatureGroup, Layer } from 'leaflet';

declare module 'leaflet' {
  // leaflet.markercluster adds this to Leaflet; it has no types that go with a script tag.
  interface MarkerClusterGroup extends FeatureGroup {
    addLayers(layers: Layer[]): this;
    zoomToShowLayer(layer: Layer, then: () => void): void;
  }
  function markerClusterGroup(options: object): MarkerClusterGroup;
}

declare global {
  // What our scripts look for is always an HTML element.
  interface ParentNode {
    querySelector(selectors: 'input'): HTMLInputElement | null;
    querySelector(selectors: string): HTMLElement | null;
    querySelectorAll(selectors: string): NodeListOf<HTMLElement>;
  }

  interface Element {
    closest(selectors: string): HTMLElement | null;
  }

  // The boxes of our forms by their names.
  interface HTMLFormControlsCollection {
    lat: HTMLInputElement;
    lon: HTMLInputElement;
    where: HTMLInputElement;
  }

  // static/js/pages/streets.js
  interface Window {
    walkerOf?: (network: ArrayBuffer, names: ArrayBuffer, getGround?: () => Promise<Response>) => import("../../../static/js/streets/walker.js").Walker;
  }

  // Not in every browser: https://wicg.github.io/netinfo/
  interface Navigator {
    connection?: { saveData: boolean };
  }
}
