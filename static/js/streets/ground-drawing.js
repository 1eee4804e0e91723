/** Draws what lies beneath the streets in one tile: the kinds of safespaces/streets/ground_kinds.py, in their order. */

/** @typedef {import('./ground-file.js').Ground} Ground */
/** @typedef {{left: number, top: number, across: number, down: number}} Tile  its corner in metres on the plane, and pixels a metre */

const BUILDING = 4;
const RIVER = 5;
const RAIL = 6;
const COLOURS = ['--built', '--green', '--wood', '--water', '--building', '--water', '--rail'];
const FROM_ZOOM = [10, 11, 11, 10, 15, 11, 11];
const LEAST_PX = 3; // across: smaller shapes are not seen
const OVER_PX = 4;

/** @param {CanvasRenderingContext2D} pen @param {Ground} ground @param {Tile} tile @param {number} sizePx @param {number} zoom @param {CSSStyleDeclaration} style */
export function drawGround(pen, ground, tile, sizePx, zoom, style) {
  const paths = pathsOf(ground, tile, sizePx, zoom);
  paths.forEach((path, kind) => {
    if (!path) return;
    const colour = style.getPropertyValue(COLOURS[kind]).trim();
    if (kind < RIVER) {
      pen.fillStyle = colour;
      pen.fill(path, 'evenodd');
    } else if (kind === RAIL) railway(pen, path, zoom, colour, style.getPropertyValue('--sea').trim());
    else line(pen, path, colour, zoom < 14 ? 1.5 : 4);
  });
}

function railway(pen, path, zoom, colour, between) {
  line(pen, path, colour, zoom < 14 ? 1 : 3);
  if (zoom < 14) return;
  pen.setLineDash([6, 6]);
  pen.lineCap = 'butt';
  line(pen, path, between, 1.4);
  pen.setLineDash([]);
  pen.lineCap = 'round';
}

function line(pen, path, colour, width) {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.stroke(path);
}

/** By kind, what is in and around a tile, in its pixels; nothing where there is none. */
function pathsOf({ kinds, partAt, pointAt, x, y, sides }, { left, top, across, down }, sizePx, zoom) {
  const paths = COLOURS.map(() => null);
  const [over, least] = [OVER_PX / across, LEAST_PX / across];
  const [west, east, north, south] = [left - over, left + sizePx / across + over, top + over, top - sizePx / down - over];
  for (let shape = 0; shape < kinds.length; shape += 1) {
    const [kind, first] = [kinds[shape], 4 * shape];
    if (zoom < FROM_ZOOM[kind] || sides[first] > east || sides[first + 1] < west || sides[first + 2] > north || sides[first + 3] < south) continue;
    if (sides[first + 1] - sides[first] < least && sides[first + 3] - sides[first + 2] < least) continue;
    const path = paths[kind] || new Path2D();
    paths[kind] = path;
    for (let part = partAt[shape]; part < partAt[shape + 1]; part += 1) {
      path.moveTo((x[pointAt[part]] - left) * across, (top - y[pointAt[part]]) * down);
      for (let at = pointAt[part] + 1; at < pointAt[part + 1]; at += 1) path.lineTo((x[at] - left) * across, (top - y[at]) * down);
      if (kind <= BUILDING) path.closePath();
    }
  }
  return paths;
}
