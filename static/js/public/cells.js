/**
 * The cells that a long directory is cut into (safespaces/snapshot/cells.py): which one a point lies in, and how far around it all places are in
 * that cell's file. It is the only one that is asked for, whatever the answer: asking tells no more than the cell.
 */

/** @typedef {import('./point.js').Point} Point */
/** @typedef {{name: string, south: number, west: number, north: number, east: number, isEmpty: boolean}} Cell  hundred-thousandths of a degree */

const FINE = 100000;
const [MARGIN, LEAST_MARGIN, MOST_MARGIN] = [8, 2300, 9000]; // as in cells.py
const NOBODY_LIVES = 75; // degrees
const M_PER_DEGREE = 110500; // of latitude, nowhere less: the distance to an edge is never told too long
const RADIAN = Math.PI / 180;

/** @param {{box: number[], tree: string}} told @returns {Cell[]} */
export function readCells({ box, tree }) {
  const cells = [];
  let at = 0;
  const read = (south, west, north, east, number) => {
    const cut = tree[at];
    at += 1;
    const [up, along] = [Math.floor((south + north) / 2), Math.floor((west + east) / 2)];
    if (cut === 'n') {
      read(south, west, up, east, 2 * number);
      read(up, west, north, east, 2 * number + 1);
    } else if (cut === 'w') {
      read(south, west, north, along, 2 * number);
      read(south, along, north, east, 2 * number + 1);
    } else if (cut === 'c' || cut === '.') {
      cells.push({ name: number.toString(16), south, west, north, east, isEmpty: cut === '.' });
    } else {
      throw new Error('these are no cells');
    }
  };
  read(box[0], box[1], box[2], box[3], 1);
  return cells;
}

/** @param {Cell[]} cells @param {Point} point @returns {Cell} */
export function cellAt(cells, { lat, lon }) {
  const [up, along] = [Math.round(lat * FINE), Math.round(lon * FINE)];
  return cells.find(({ south, west, north, east }) => south <= up && up < north && west <= along && along < east);
}

/** @param {{index?: import('./directory.js').Index, cell?: string}} directory @returns {boolean} whether its cell is another than the town's: asking for its files tells where somebody is */
export function isElsewhere({ index, cell }) {
  return Boolean(index) && cell !== cellAt(index.cells, index.home).name;
}

/** @param {Cell} cell @param {Point} point  in it @returns {number} metres around the point within which every place is in the cell's file */
export function seenM({ south, west, north, east }, { lat, lon }) {
  const narrow = Math.cos(Math.min(Math.max(Math.abs(south), Math.abs(north)) / FINE, NOBODY_LIVES) * RADIAN);
  const up = Math.min(Math.max(Math.floor((north - south) / MARGIN), LEAST_MARGIN), MOST_MARGIN);
  const along = Math.min(Math.max(Math.floor((east - west) / MARGIN), Math.ceil(LEAST_MARGIN / narrow)), Math.ceil(MOST_MARGIN / narrow));
  const steps = Math.min(lat * FINE - (south - up), north + up - lat * FINE);
  const aside = Math.min(lon * FINE - (west - along), east + along - lon * FINE);
  return Math.min((steps / FINE) * M_PER_DEGREE, toMeridianM(aside, lat));
}

/** To the nearest point of a meridian so many hundred-thousandths of a degree aside. */
function toMeridianM(aside, lat) {
  const sine = Math.cos(lat * RADIAN) * Math.sin(Math.min(aside / FINE, 90) * RADIAN);
  return (Math.asin(sine) / RADIAN) * M_PER_DEGREE;
}
