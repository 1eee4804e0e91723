/** How many slips lie between two words: the optimal string alignment distance, as rapidfuzz.distance.OSA has it. */

/**
 * @param {string} a @param {string} b
 * @returns {number} letters wrong, missing, extra or swapped with their neighbour
 */
export function slipsBetween(a, b) {
  let twoAbove = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const here = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const wrong = a[row - 1] === b[column - 1] ? 0 : 1;
      here[column] = Math.min(above[column] + 1, here[column - 1] + 1, above[column - 1] + wrong);
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) here[column] = Math.min(here[column], twoAbove[column - 2] + 1);
    }
    [twoAbove, above] = [above, here];
  }
  return above[b.length];
}
