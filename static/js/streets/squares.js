/** The pieces of a network by the squares of the ground that they touch, so that what is near a place is found at once. */

/** @typedef {import('./network-file.js').Network} Network */

export const SQUARE_M = 128;

export class Squares {
  /** @param {Network} network @param {(edge: number) => boolean} mayUse */
  constructor(network, mayUse) {
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

  /**
   * @param {number} west @param {number} south @param {number} east @param {number} north  metres on the plane
   * @param {(piece: number) => void} tell  called with each piece in the squares there, with some more than once
   */
  visit(west, south, east, north, tell) {
    const [left, right] = [Math.max(0, squareOf(west)), Math.min(this.columns - 1, squareOf(east))];
    const [low, high] = [Math.max(0, squareOf(south)), Math.min(this.rows - 1, squareOf(north))];
    for (let row = low; row <= high; row += 1) {
      for (let column = left; column <= right; column += 1) {
        const square = row * this.columns + column;
        for (let at = this.firsts[square]; at < this.firsts[square + 1]; at += 1) tell(this.pieces[at]);
      }
    }
  }

  /**
   * @param {number[]} corners  west, south, east and north, metres on the plane
   * @param {(piece: number, edge: number) => void} tell  called once with each piece there, in order
   */
  each([west, south, east, north], tell) {
    const found = new Set();
    this.visit(west, south, east, north, (piece) => found.add(piece));
    for (const piece of Int32Array.from(found).sort()) tell(piece, this.edgeOf[piece]);
  }
}

function squareOf(metres) {
  return Math.floor(metres / SQUARE_M);
}

function most(values) {
  return values.reduce((found, value) => Math.max(found, value), 0);
}
