/**
 * The shortest way on foot (Dijkstra, "A note on two problems in connexion with graphs", 1959), from one place outwards: nearest places first,
 * and no further than is asked. The lengths are those of safespaces/streets/search.py to the decimetre.
 */

import { Heap } from './heap.js';

/** @typedef {import('./network-file.js').Network} Network */
/** @typedef {import('./snap.js').Snapped} Snapped */
/** @typedef {{firsts: Int32Array, edges: Int32Array}} Around  the edges at each node */

/** @param {Network} network @returns {Around} */
export function aroundNodes({ lats, starts, ends }) {
  const firsts = new Int32Array(lats.length + 1);
  for (let edge = 0; edge < starts.length; edge += 1) {
    firsts[starts[edge] + 1] += 1;
    firsts[ends[edge] + 1] += 1;
  }
  for (let node = 0; node < lats.length; node += 1) firsts[node + 1] += firsts[node];
  const next = firsts.slice();
  const edges = new Int32Array(2 * starts.length);
  for (let edge = 0; edge < starts.length; edge += 1) {
    edges[next[starts[edge]]++] = edge;
    edges[next[ends[edge]]++] = edge;
  }
  return { firsts, edges };
}

/** One search, from one place. It goes on from where it stopped. */
export class Search {
  /**
   * @param {Network} network @param {Around} around @param {Snapped} start @param {(edge: number) => boolean} [mayUse]
   */
  constructor(network, around, start, mayUse = () => true) {
    this.network = network;
    this.around = around;
    this.start = start;
    this.mayUse = mayUse;
    this.lengths = new Int32Array(network.lats.length).fill(-1); // to each node that is done; -1: not yet
    this.came = new Int32Array(network.lats.length); // by which edge
    this.heap = new Heap();
    this.offer(network.starts[start.edge], start.startDm, start.edge);
    this.offer(network.ends[start.edge], start.endDm, start.edge);
  }

  offer(node, length, edge) {
    if (this.lengths[node] < 0) this.heap.push(length, node, edge);
  }

  /** @returns {number} the length of what is looked at next: everything nearer is done; Infinity at the end */
  get reached() {
    return this.heap.size ? this.heap.least : Infinity;
  }

  /** Do the nearest node that is not done. */
  step() {
    const { lengths, network, around } = this;
    const { least: length, node, edge } = this.heap;
    this.heap.pop();
    if (lengths[node] >= 0) return;
    lengths[node] = length;
    this.came[node] = edge;
    for (let at = around.firsts[node]; at < around.firsts[node + 1]; at += 1) {
      const next = around.edges[at];
      const other = network.starts[next] === node ? network.ends[next] : network.starts[next];
      if (lengths[other] < 0 && this.mayUse(next)) this.heap.push(length + network.lengthsDm[next], other, next);
    }
  }

  /** @param {Snapped} place @returns {number} decimetres to it by what is done so far, with the ways to and from the streets; Infinity: not reached */
  lengthTo(place) {
    const { starts, ends } = this.network;
    const [fromStart, fromEnd] = [this.lengths[starts[place.edge]], this.lengths[ends[place.edge]]];
    let least = place.edge === this.start.edge ? Math.abs(place.startDm - this.start.startDm) : Infinity;
    if (fromStart >= 0) least = Math.min(least, fromStart + place.startDm);
    if (fromEnd >= 0) least = Math.min(least, fromEnd + place.endDm);
    return least + place.offDm + this.start.offDm;
  }

  /** @param {Snapped} place @returns {number} the same, gone on with until it is sure */
  surelyTo(place) {
    const off = place.offDm + this.start.offDm;
    while (this.reached < this.lengthTo(place) - off) this.step();
    return this.lengthTo(place);
  }
}
