/** Where two streets meet, by the words of their names: the rules of safespaces/streets/corners.py. */

import { FINE } from './network-file.js';
import { wordsOf } from '../public/place-words.js';

/** @typedef {import('./network-file.js').Network} Network */
/** @typedef {{point: import('../public/point.js').Point, one: string, other: string}} Corner */

const GAP_M = 35;
const ONE_CORNER_M = 250;

export class Corners {
  /** @param {Network} network @param {(edge: number) => string} nameOf */
  constructor(network, nameOf) {
    this.network = network;
    this.names = new Map();
    this.nodes = new Map();
    const known = new Map();
    for (let edge = 0; edge < network.starts.length; edge += 1) {
      const name = nameOf(edge);
      if (!name) continue;
      if (!known.has(name)) known.set(name, wordsOf(name).join(' ').replace(/^the /, ''));
      const key = known.get(name);
      if (!this.names.has(key)) this.names.set(key, name);
      if (!this.nodes.has(key)) this.nodes.set(key, new Set());
      this.nodes.get(key).add(network.starts[edge]).add(network.ends[edge]);
    }
  }

  /** @param {string[]} one @param {string[]} other  words of names, without "the" before them @returns {Corner | null} */
  of(one, other) {
    const [key, otherKey] = [one.join(' '), other.join(' ')];
    if (key === otherKey || !this.nodes.has(key) || !this.nodes.has(otherKey)) return null;
    const meets = this.meeting(this.nodes.get(key), this.nodes.get(otherKey));
    if (!meets.length) return null;
    const { lats, lons, plane } = this.network;
    const span = (values, metres) => (Math.max(...values) - Math.min(...values)) * metres;
    if (Math.hypot(span(meets.map((node) => lats[node]), plane.northM), span(meets.map((node) => lons[node]), plane.eastM)) > ONE_CORNER_M) return null;
    const [node] = meets;
    const point = { lat: (lats[node] + plane.south) / FINE, lon: (lons[node] + plane.west) / FINE };
    return { point, one: this.names.get(key), other: this.names.get(otherKey) };
  }

  /** In order, nodes of the one street that are of the other too, or else as near to it as a crossing is wide. */
  meeting(one, other) {
    const ours = [...one].sort((a, b) => a - b);
    const both = ours.filter((node) => other.has(node));
    if (both.length) return both;
    const { lats, lons, plane } = this.network;
    const isNear = (node, theirs) => {
      const north = (lats[node] - lats[theirs]) * plane.northM;
      const east = (lons[node] - lons[theirs]) * plane.eastM;
      return north * north + east * east <= GAP_M ** 2;
    };
    return ours.filter((node) => [...other].some((theirs) => isNear(node, theirs)));
  }
}
