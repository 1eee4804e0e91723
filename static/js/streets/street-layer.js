/** The streets as a layer of Leaflet: drawn on the phone from the network that it walks, tile by tile. */

/* global L */

import { drawGround } from './ground-drawing.js';
import { FINE } from './network-file.js';

/** @typedef {import('./network-file.js').Network} Network */
/** @typedef {{colour: string, far?: string, edge?: string, dash?: number[], from: number, widths: number[]}} Style  widths in pixels, from zoom `from` on */

/** @type {Style[]} by kind of way (safespaces/streets/foot.py), edge: the colour at both sides from zoom 14 on; far: of the line alone before */
const STYLES = [
  { colour: '--street-major', far: '--street-major-far', edge: '--street-major-edge', from: 10, widths: [1, 1.4, 1.8, 2.6, 4, 5.5, 8, 11, 15] },
  { colour: '--street', far: '--street-far', edge: '--street-edge', from: 12, widths: [0.6, 1.2, 2.4, 3.6, 5.5, 8, 12] },
  { colour: '--street', edge: '--street-edge', from: 14, widths: [0.8, 1.6, 3, 4.5, 7] },
  { colour: '--street-square', edge: '--street-edge', from: 13, widths: [0.8, 1.8, 3, 5, 7, 10] },
  { colour: '--street-path', dash: [3, 2.5], from: 14, widths: [0.8, 1.1, 1.5, 1.9, 2.4] },
  { colour: '--street-path', dash: [7, 3], from: 14, widths: [0.8, 1.1, 1.5, 1.9, 2.4] },
  { colour: '--street-path', dash: [1.5, 1.5], from: 15, widths: [2, 3, 4.5, 6] },
];
const ORDER = [5, 4, 6, 2, 3, 1, 0];
const EDGES_FROM = 14;
const TILE_PX = 256;
const OVER_PX = 16; // beyond a tile's edge, so that nothing is cut there

/**
 * @param {Network} network @param {import('./squares.js').Squares} squares  of all its ways
 * @param {Promise<import('./ground-file.js').Ground | null>} groundComing  what lies beneath @returns {any} the layer
 */
export function streetLayer(network, squares, groundComing) {
  let ground = null;
  const Streets = L.GridLayer.extend({
    createTile({ x, y, z }) {
      const canvas = document.createElement('canvas');
      const fine = window.devicePixelRatio || 1;
      canvas.width = TILE_PX * fine;
      canvas.height = TILE_PX * fine;
      const pen = canvas.getContext('2d');
      pen.scale(fine, fine);
      pen.lineCap = 'round';
      pen.lineJoin = 'round';
      const [place, style] = [placeOf(network, x, y, z), getComputedStyle(this._map.getContainer())];
      if (ground) drawGround(pen, ground, place, TILE_PX, z, style);
      draw(pen, pathsOf(network, squares, place, z), z, style);
      return canvas;
    },
    onAdd(map) {
      L.GridLayer.prototype.onAdd.call(this, map);
      this.isDark = window.matchMedia('(prefers-color-scheme: dark)');
      this.again = () => this.redraw();
      this.isDark.addListener(this.again); // as old phones know it
      groundComing.then((come) => {
        ground = come;
        if (ground && this._map) this.redraw();
      });
    },
    onRemove(map) {
      this.isDark.removeListener(this.again);
      L.GridLayer.prototype.onRemove.call(this, map);
    },
  });
  return new /** @type {any} */ (Streets)({ tileSize: TILE_PX, pane: 'tilePane', updateWhenIdle: false, keepBuffer: 1 });
}

/** Where a tile lies on the network's plane; over so short a way the map's projection is straight. */
function placeOf({ plane }, x, y, z) {
  const corner = (column, row) => {
    const size = 2 ** z;
    const lat = (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / size))) * 180) / Math.PI;
    return { x: ((column / size) * 360 - 180) * FINE * plane.eastM - plane.west * plane.eastM, y: (lat * FINE - plane.south) * plane.northM };
  };
  const [topLeft, bottomRight] = [corner(x, y), corner(x + 1, y + 1)];
  return { left: topLeft.x, top: topLeft.y, across: TILE_PX / (bottomRight.x - topLeft.x), down: TILE_PX / (topLeft.y - bottomRight.y) };
}

/** By kind, the lines in and around a tile, in its pixels. */
function pathsOf({ x: xs, y: ys, kinds }, squares, { left, top, across, down }, zoom) {
  const paths = STYLES.map(() => new Path2D());
  const over = OVER_PX / across;
  let last = -2;
  const corners = [left - over, top - (TILE_PX + OVER_PX) / down, left + (TILE_PX + OVER_PX) / across, top + OVER_PX / down];
  squares.each(corners, (piece, edge) => {
    const kind = kinds[edge];
    if (zoom < STYLES[kind].from) return;
    if (piece !== last + 1 || squares.edgeOf[last] !== edge) paths[kind].moveTo((xs[piece] - left) * across, (top - ys[piece]) * down);
    paths[kind].lineTo((xs[piece + 1] - left) * across, (top - ys[piece + 1]) * down);
    last = piece;
  });
  return paths;
}

function draw(pen, paths, zoom, style) {
  const widthOf = ({ from, widths }) => widths[Math.min(Math.round(zoom) - from, widths.length - 1)];
  const shown = ORDER.filter((kind) => zoom >= STYLES[kind].from);
  for (const kind of shown) {
    const { edge } = STYLES[kind];
    if (edge && zoom >= EDGES_FROM) stroke(pen, paths[kind], style.getPropertyValue(edge), widthOf(STYLES[kind]) + 1.6);
  }
  for (const kind of shown) {
    const { colour, far, dash } = STYLES[kind];
    pen.lineCap = dash ? 'butt' : 'round';
    pen.setLineDash(dash || []);
    stroke(pen, paths[kind], style.getPropertyValue(far && zoom < EDGES_FROM ? far : colour), widthOf(STYLES[kind]));
    pen.setLineDash([]);
  }
}

function stroke(pen, path, colour, width) {
  pen.strokeStyle = colour.trim();
  pen.lineWidth = width;
  pen.stroke(path);
}
