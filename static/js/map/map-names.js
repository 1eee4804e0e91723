/** Which names are written where there is no room for all: the more important first, none upon another or upon a pin. */

const LETTER_PX = 9.5; // of the map's small type where it is widest, a gap included
const HEIGHT_PX = 18;
const ASIDE_PX = [0, 34, -34]; // where a pin stands in the way: below it, or above

/** @typedef {{x: number, y: number, halfWidth: number, halfHeight: number}} Box  its middle, in pixels */

/**
 * @param {{row: any[], at: {x: number, y: number}}[]} placed  most important first; row[0] is the name, at is its middle in pixels
 * @param {Box[]} [pins]
 * @returns {{row: any[], aside: number}[]} those that find a place, so many pixels below their own
 */
export function thinned(placed, pins = []) {
  const kept = [];
  for (const { row, at } of placed) {
    const boxes = ASIDE_PX.map((aside) => ({ row, aside, x: at.x, y: at.y + aside, halfWidth: (row[0].length * LETTER_PX) / 2, halfHeight: HEIGHT_PX / 2 }));
    const isFree = (box) => ![...pins, ...kept].some((other) => overlap(box, other));
    if (kept.some((other) => overlap(boxes[0], other))) continue; // it gives way to a more important name
    const free = boxes.find(isFree);
    if (free) kept.push(free);
  }
  return kept;
}

function overlap(a, b) {
  return Math.abs(a.x - b.x) < a.halfWidth + b.halfWidth && Math.abs(a.y - b.y) < a.halfHeight + b.halfHeight;
}
