/**
 * A binary heap of lengths with a node and an edge each, in typed arrays: a phone does this some ten thousand times for an answer. Of equal
 * lengths the smallest node and edge come first, as in Python's.
 */

export class Heap {
  constructor() {
    this.size = 0;
    this.lengths = new Float64Array(1024);
    this.nodes = new Int32Array(1024);
    this.edges = new Int32Array(1024);
  }

  get least() {
    return this.lengths[0];
  }

  get node() {
    return this.nodes[0];
  }

  get edge() {
    return this.edges[0];
  }

  /** @param {number} length @param {number} node @param {number} edge */
  push(length, node, edge) {
    if (this.size === this.lengths.length) this.grow();
    let at = this.size;
    this.size += 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.isBefore(length, node, edge, above)) break;
      this.move(above, at);
      at = above;
    }
    this.set(at, length, node, edge);
  }

  /** Take the least away. */
  pop() {
    this.size -= 1;
    const last = this.size;
    const [length, node, edge] = [this.lengths[last], this.nodes[last], this.edges[last]];
    let at = 0;
    for (let below = 1; below < last; below = 2 * at + 1) {
      const next = below + 1;
      if (next < last && this.isBefore(this.lengths[next], this.nodes[next], this.edges[next], below)) below = next;
      if (this.isBefore(length, node, edge, below)) break;
      this.move(below, at);
      at = below;
    }
    this.set(at, length, node, edge);
  }

  isBefore(length, node, edge, at) {
    if (length !== this.lengths[at]) return length < this.lengths[at];
    return node !== this.nodes[at] ? node < this.nodes[at] : edge < this.edges[at];
  }

  move(from, to) {
    this.set(to, this.lengths[from], this.nodes[from], this.edges[from]);
  }

  set(at, length, node, edge) {
    this.lengths[at] = length;
    this.nodes[at] = node;
    this.edges[at] = edge;
  }

  grow() {
    for (const name of ['lengths', 'nodes', 'edges']) {
      const larger = new this[name].constructor(2 * this.size);
      larger.set(this[name]);
      this[name] = larger;
    }
  }
}
