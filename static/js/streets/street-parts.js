/** Which edges of one name are of one street (safespaces/streets/named_streets.py), and where nodes are in metres. */

import { FINE } from './network-file.js';

/** @typedef {import('./network-file.js').Network} Network */

const ONE_STREET_M = 300; // between parts of one name: further apart they are two streets

/** Where nodes are on the network's plane, in metres. */
export class Places {
  constructor({ plane, lats, lons }) {
    this.plane = plane;
    this.x = Float64Array.from(lons, (lon) => lon * plane.eastM);
    this.y = Float64Array.from(lats, (lat) => lat * plane.northM);
  }

  /** @param {number} one @param {number} other  nodes @returns {number} square metres */
  apart(one, other) {
    const dx = this.x[one] - this.x[other];
    const dy = this.y[one] - this.y[other];
    return dx * dx + dy * dy;
  }

  /** @returns {import('../public/point.js').Point} */
  onEarth(x, y) {
    const { plane } = this;
    return { lat: (Math.floor(y / plane.northM + 0.5) + plane.south) / FINE, lon: (Math.floor(x / plane.eastM + 0.5) + plane.west) / FINE };
  }
}

/** @param {number[]} edges @param {Network} network @param {Places} places @returns {number[][]} edges of one name by the street that they are of */
export function partsOf(edges, { starts, ends }, places) {
  let parts = [];
  for (const edge of edges) {
    const near = parts.filter(({ nodes }) => isNear(starts[edge], nodes, places) || isNear(ends[edge], nodes, places));
    const [part = { edges: [], nodes: [] }, ...others] = near;
    if (!near.length) parts.push(part);
    part.edges.push(edge);
    part.nodes.push(starts[edge], ends[edge]);
    for (const other of others) {
      part.edges.push(...other.edges);
      part.nodes.push(...other.nodes);
    }
    if (others.length) parts = parts.filter((each) => !others.includes(each));
  }
  return parts.map((part) => part.edges.sort((a, b) => a - b));
}

/** The last first: edges of one street mostly follow one another. */
function isNear(node, nodes, places) {
  for (let at = nodes.length - 1; at >= 0; at -= 1) {
    if (nodes[at] === node || places.apart(nodes[at], node) <= ONE_STREET_M * ONE_STREET_M) return true;
  }
  return false;
}
