/** Which names are written where there is no room for all: the more important first, none upon another. */

const LETTER_PX = 7.5; // of the map's small type, and a little more
const HEIGHT_PX = 18;

/**
 * @param {{row: any[], at: {x: number, y: number}}[]} placed  most important first; row[0] is the name, at is its middle in pixels
 * @returns {{row: any[]}[]} those that do not lie on an earlier one
 */
export function thinned(placed) {
  const kept = [];
  for (const { row, at } of placed) {
    const box = { x: at.x, y: at.y, half: (row[0].length * LETTER_PX) / 2 };
    if (!kept.some((other) => overlap(box, other.box))) kept.push({ row, box });
  }
  return kept;
}

function overlap(a, b) {
  return Math.abs(a.x - b.x) < a.half + b.half && Math.abs(a.y - b.y) < HEIGHT_PX;
}
