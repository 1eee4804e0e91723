/** From a point to the nearest place on the network: the arithmetic of safespaces/streets/snap.py, in the same order. */

import { pieceDm } from './drawn.js';
import { FINE } from './network-file.js';

/** @typedef {import('./network-file.js').Network} Network */
/** @typedef {{edge: number, offDm: number, startDm: number, endDm: number}} Snapped  how far off the edge, and along it from start and end */

const FURTHEST_M = 400;
const SQUARE_M = 128;
const RINGS = [1, Math.ceil(FURTHEST_M / SQUARE_M)];

export class Snapper {
  /** @param {Network} network @param {(edge: number) => boolean} [mayUse] */
  constructor(network, mayUse = () => true) {
    this.network = network;
    this.edgeOf = new Int32Array(network.x.length); // of the piece that begins at each point; -1: none does
    for (let edge = 0; edge < network.starts.length; edge += 1) {
      this.edgeOf.fill(mayUse(edge) ? edge : -1, network.firsts[edge], network.firsts[edge + 1] - 1);
      this.edgeOf[network.firsts[edge + 1] - 1] = -1;
    }
    this.layOut();
  }

  /** Pieces by the squares of the ground that their boxes touch: those of square n are pieces[firsts[n]] to pieces[firsts[n + 1]]. */
  layOut() {
    const { x, y } = this.network;
    this.columns = squareOf(most(x)) + 1;
    this.rows = squareOf(most(y)) + 1;
    this.firsts = new Int32Array(this.columns * this.rows + 1);
    this.eachSquare((square) => { this.firsts[square + 1] += 1; });
    for (let square = 1; square < this.firsts.length; square += 1) this.firsts[square] += this.firsts[square - 1];
    this.pieces = new Int32Array(this.firsts[this.firsts.length - 1]);
    const next = this.firsts.slice();
    this.eachSquare((square, piece) => {
      this.pieces[next[square]] = piece;
      next[square] += 1;
    });
  }

  eachSquare(tell) {
    const { x, y } = this.network;
    for (let piece = 0; piece < x.length; piece += 1) {
      if (this.edgeOf[piece] < 0) continue;
      const east = squareOf(Math.max(x[piece], x[piece + 1]));
      const north = squareOf(Math.max(y[piece], y[piece + 1]));
      for (let row = squareOf(Math.min(y[piece], y[piece + 1])); row <= north; row += 1) {
        for (let column = squareOf(Math.min(x[piece], x[piece + 1])); column <= east; column += 1) tell(row * this.columns + column, piece);
      }
    }
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
    const [column, row] = [squareOf(x), squareOf(y)];
    for (let north = Math.max(0, row - ring); north <= Math.min(this.rows - 1, row + ring); north += 1) {
      for (let east = Math.max(0, column - ring); east <= Math.min(this.columns - 1, column + ring); east += 1) {
        const square = north * this.columns + east;
        for (let at = this.firsts[square]; at < this.firsts[square + 1]; at += 1) this.compare(best, this.pieces[at], x, y);
      }
    }
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
    const edge = this.edgeOf[piece];
    const lengthOf = (from) => pieceDm(x[from + 1] - x[from], y[from + 1] - y[from]);
    let before = 0;
    for (let from = firsts[edge]; from < piece; from += 1) before += lengthOf(from);
    const place = before + along * lengthOf(piece);
    const length = lengthsDm[edge];
    const startDm = drawnDm[edge] ? Math.min(Math.floor((place * length) / drawnDm[edge] + 0.5), length) : 0;
    return { edge, offDm: Math.floor(Math.sqrt(away) * 10 + 0.5), startDm, endDm: length - startDm };
  }
}

function squareOf(metres) {
  return Math.floor(metres / SQUARE_M);
}

function most(values) {
  return values.reduce((found, value) => Math.max(found, value), 0);
}
