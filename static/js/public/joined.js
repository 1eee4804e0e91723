/** Several files of a directory in cells as one directory. */

/** @typedef {import('./directory.js').Directory} Directory */

/** @param {Directory} index @param {{name: string, directory: Directory}[]} cells  of the same day @returns {Directory} each place once */
export function joined(index, cells) {
  const columns = Object.fromEntries(Object.keys(index.columns).map((name) => [name, []]));
  const [kinds, schedules, places, seen] = [[], [], [], new Set()];
  for (const { directory } of cells) {
    const kindOf = directory.kinds.map((kind) => placeOf(kinds, kind));
    const first = schedules.length;
    for (const schedule of directory.schedules) schedules.push(schedule);
    directory.columns.slug.forEach((slug, row) => {
      if (seen.has(slug)) return;
      seen.add(slug);
      for (const [name, column] of Object.entries(columns)) column.push(directory.columns[name][row]);
      columns.kind[columns.kind.length - 1] = kindOf[directory.columns.kind[row]];
      columns.schedule[columns.schedule.length - 1] += first;
      places.push(...directory.xyz.slice(3 * row, 3 * row + 3));
    });
  }
  const [{ directory: { start, end, offsets, isUsual } }] = cells.length ? cells : [{ directory: index }];
  return { ...index, start, end, offsets, isUsual, kinds, schedules, columns, xyz: Float64Array.from(places), held: cells.map(({ name }) => name) };
}

function placeOf(kinds, [code, label]) {
  const at = kinds.findIndex(([each]) => each === code);
  return at < 0 ? kinds.push([code, label]) - 1 : at;
}
