/** Which parts of a network hang together. */

/** @param {import('./network-file.js').Network} network @param {(edge: number) => boolean} mayUse @returns {Int32Array} by node: one node of its part */
export function partsOf({ lats, starts, ends }, mayUse) {
  const above = Int32Array.from(lats, (_lat, node) => node);
  const top = (node) => {
    let at = node;
    while (above[at] !== at) {
      above[at] = above[above[at]];
      at = above[at];
    }
    return at;
  };
  for (let edge = 0; edge < starts.length; edge += 1) if (mayUse(edge)) above[top(starts[edge])] = top(ends[edge]);
  return above.map((_above, node) => top(node));
}
