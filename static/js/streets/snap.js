/** From a point to the nearest place on the network: the arithmetic of safespaces/streets/snap.py, in the same order. */

import { pieceDm } from './drawn.js';
import { FINE } from './network-file.js';
import { SQUARE_M, Squares } from './squares.js';

/** @typedef {import('./network-file.js').Network} Network */
/** @typedef {{edge: number, offDm: number, startDm: number, endDm: number}} Snapped  how far off the edge, and along it from start and end */

const FURTHEST_M = 400;
const RINGS = [1, Math.ceil(FURTHEST_M / SQUARE_M)];

export class Snapper {
  /** @param {Network} network @param {(edge: number) => boolean} [mayUse] */
  constructor(network, mayUse = () => true) {
    this.network = network;
    this.squares = new Squares(network, mayUse);
  }

  /** @param {import('../public/point.js').Point} point @returns {Snapped | null} null where no street is near */
  snap({ lat, lon }) {
    const { plane } = this.network;
    const x = (lon * FINE - plane.west) * plane.eastM;
    const y = (lat * FINE - plane.south) * plane.northM;
    for (const ring of RINGS) {
      const found = this.nearest(x, y, ring);
      if (found.away <= Math.min(ring * SQUARE_M, FURTHEST_M) ** 2) return this.snapped(found); // what was not looked at is further off
    }
    return null;
  }

  nearest(x, y, ring) {
    const best = { away: Infinity, piece: -1, along: 0 };
    const reach = ring * SQUARE_M;
    this.squares.visit(x - reach, y - reach, x + reach, y + reach, (piece) => this.compare(best, piece, x, y));
    return best;
  }

  compare(best, piece, x, y) {
    const { x: xs, y: ys } = this.network;
    const dx = xs[piece + 1] - xs[piece];
    const dy = ys[piece + 1] - ys[piece];
    const px = x - xs[piece];
    const py = y - ys[piece];
    const square = dx * dx + dy * dy;
    const along = square > 0 ? Math.min(Math.max((px * dx + py * dy) / square, 0), 1) : 0;
    const ex = px - along * dx;
    const ey = py - along * dy;
    const away = ex * ex + ey * ey;
    if (away < best.away || (away === best.away && piece < best.piece)) Object.assign(best, { away, piece, along });
  }

  snapped({ away, piece, along }) {
    const { x, y, firsts, lengthsDm, drawnDm } = this.network;
    const edge = this.squares.edgeOf[piece];
    const lengthOf = (from) => pieceDm(x[from + 1] - x[from], y[from + 1] - y[from]);
    let before = 0;
    for (let from = firsts[edge]; from < piece; from += 1) before += lengthOf(from);
    const place = before + along * lengthOf(piece);
    const length = lengthsDm[edge];
    const startDm = drawnDm[edge] ? Math.min(Math.floor((place * length) / drawnDm[edge] + 0.5), length) : 0;
    return { edge, offDm: Math.floor(Math.sqrt(away) * 10 + 0.5), startDm, endDm: length - startDm };
  }
}
