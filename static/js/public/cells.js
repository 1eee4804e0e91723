/**
 * The cells that a long directory is cut into (safespaces/snapshot/cells.py): which one a point lies in, and how far around it all places are on
 * this phone. Which files are asked for depends on the cell alone, so asking tells no more than the cell.
 */

/** @typedef {import('./point.js').Point} Point */
/** @typedef {{name: string, south: number, west: number, north: number, east: number, isEmpty: boolean}} Cell  hundred-thousandths of a degree */

const FINE = 100000;
const MARGIN = 8; // a cell's file reaches an eighth of its width beyond it
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

/** @param {Cell[]} cells @param {Cell} cell @returns {Cell[]} itself first, and those that touch it, with something in them */
export function around(cells, cell) {
  const touches = (other) => other.south <= cell.north && other.north >= cell.south && other.west <= cell.east && other.east >= cell.west;
  return [cell, ...cells.filter((other) => other !== cell && touches(other))].filter(({ isEmpty }) => !isEmpty);
}

/**
 * @param {Cell[]} cells @param {string[]} held  names of those whose files are here @param {Point} point
 * @returns {number} metres around the point within which every place is in one of these files
 */
export function horizonM(cells, held, point) {
  const here = cellAt(cells, point);
  const beyond = cells.filter(({ name, isEmpty }) => !isEmpty && !held.includes(name));
  const toOthers = Math.min(...beyond.map((cell) => toBoxM(cell, point)), Infinity);
  return held.includes(here.name) ? Math.max(toOthers, toEdgeM(here, point)) : toOthers;
}

/** From within to the edge of what its file holds. */
function toEdgeM({ south, west, north, east }, { lat, lon }) {
  const [up, along] = [Math.floor((north - south) / MARGIN), Math.floor((east - west) / MARGIN)];
  const steps = Math.min(lat * FINE - (south - up), north + up - lat * FINE);
  const aside = Math.min(lon * FINE - (west - along), east + along - lon * FINE);
  return Math.min(steps / FINE * M_PER_DEGREE, toMeridianM(aside, lat));
}

/** To the nearest point of a box, from outside; 0 from within. */
function toBoxM({ south, west, north, east }, { lat, lon }) {
  const steps = Math.max(south - lat * FINE, lat * FINE - north, 0);
  const aside = Math.max(west - lon * FINE, lon * FINE - east, 0);
  return Math.max(steps / FINE * M_PER_DEGREE, toMeridianM(aside, lat)); // the longer leg is never longer than the way
}

/** To the nearest point of a meridian so many hundred-thousandths of a degree aside. */
function toMeridianM(aside, lat) {
  const sine = Math.cos(lat * RADIAN) * Math.sin(Math.min(aside / FINE, 90) * RADIAN);
  return Math.asin(sine) / RADIAN * M_PER_DEGREE;
}
