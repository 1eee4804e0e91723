/** Which names are written where there is no room for all: the more important first, none upon another or upon a pin. */

const LETTER_PX = 9.5; // of the map's small type where it is widest, a gap included
const HEIGHT_PX = 18;
const ASIDE_PX = [0, 34, -34]; // where a pin stands in the way: below it, or above

const TURNED = 5; // of a row: degrees

/** @typedef {{x: number, y: number, halfWidth: number, halfHeight: number}} Box  its middle, in pixels */

/**
 * @param {{row: any[], at: {x: number, y: number}}[]} placed  most important first; row[0] is the name, at is its middle in pixels
 * @param {Box[]} [pins] @param {{x: number, y: number} | null} [size]  of the map, in pixels: a name is whole in it, or not written
 * @returns {{row: any[], aside: number}[]} those that find a place, so many pixels below their own
 */
export function thinned(placed, pins = [], size = null) {
  const kept = [];
  for (const { row, at } of placed) {
    const isTurned = row.length > TURNED; // a street's: it stays on it
    const boxes = (isTurned ? [0] : ASIDE_PX).map((aside) => ({ row, aside, x: at.x, y: at.y + aside, ...halves(row[0], isTurned ? row[TURNED] : 0) }));
    const isFree = (box) => ![...pins, ...kept].some((other) => overlap(box, other));
    if (kept.some((other) => overlap(boxes[0], other)) || !isInside(boxes[0], size)) continue; // it gives way to a more important name
    const free = boxes.find(isFree);
    if (free) kept.push(free);
  }
  return kept;
}

function isInside({ x, y, halfWidth, halfHeight }, size) {
  return !size || (x >= halfWidth && y >= halfHeight && x + halfWidth <= size.x && y + halfHeight <= size.y);
}

function halves(name, degrees) {
  const [across, up] = [Math.abs(Math.cos((degrees * Math.PI) / 180)), Math.abs(Math.sin((degrees * Math.PI) / 180))];
  const [width, height] = [name.length * LETTER_PX, HEIGHT_PX];
  return { halfWidth: (width * across + height * up) / 2, halfHeight: (width * up + height * across) / 2 };
}

function overlap(a, b) {
  return Math.abs(a.x - b.x) < a.halfWidth + b.halfWidth && Math.abs(a.y - b.y) < a.halfHeight + b.halfHeight;
}
