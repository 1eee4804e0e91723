/** A network as it is drawn: every point of every edge in metres on its plane, one edge after the other (safespaces/streets/drawn.py). */

/**
 * @typedef {{x: Float64Array, y: Float64Array, firsts: Int32Array, drawnDm: Int32Array}} Drawn  firsts[edge] to firsts[edge + 1] are the
 *   points of an edge; drawnDm: how long each edge is as it is drawn
 */
/**
 * @typedef {{plane: import('./network-file.js').Plane, lats: Int32Array, lons: Int32Array, starts: Int32Array, ends: Int32Array,
 *   shapeAt: Int32Array, shapeLats: Int32Array, shapeLons: Int32Array}} Lines
 */

/** @param {Lines} lines @returns {Drawn} */
export function drawn({ plane, lats, lons, starts, ends, shapeAt, shapeLats, shapeLons }) {
  const { eastM, northM } = plane;
  const edges = starts.length;
  const x = new Float64Array(2 * edges + shapeLats.length);
  const y = new Float64Array(x.length);
  const firsts = new Int32Array(edges + 1);
  const drawnDm = new Int32Array(edges);
  let at = 0; // plain loops here: a phone does this before its first answer by streets
  for (let edge = 0; edge < edges; edge += 1) {
    firsts[edge] = at;
    x[at] = lons[starts[edge]] * eastM;
    y[at] = lats[starts[edge]] * northM;
    at += 1;
    for (let shape = shapeAt[edge]; shape < shapeAt[edge + 1]; shape += 1) {
      x[at] = shapeLons[shape] * eastM;
      y[at] = shapeLats[shape] * northM;
      at += 1;
    }
    x[at] = lons[ends[edge]] * eastM;
    y[at] = lats[ends[edge]] * northM;
    at += 1;
    let length = 0;
    for (let piece = firsts[edge]; piece < at - 1; piece += 1) length += pieceDm(x[piece + 1] - x[piece], y[piece + 1] - y[piece]);
    drawnDm[edge] = length;
  }
  firsts[edges] = at;
  return { x, y, firsts, drawnDm };
}

/** @param {number} dx @param {number} dy  metres @returns {number} whole decimetres */
export function pieceDm(dx, dy) {
  return Math.floor(Math.sqrt(dx * dx + dy * dy) * 10 + 0.5);
}
