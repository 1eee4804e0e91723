/** The week table by keyboard: one stop for the tab key, arrows within it, Enter looks at the hour. Without this every cell is a stop. */

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** @param {HTMLTableElement} table */
export function start(table) {
  const rows = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll('td a')]);
  const links = [].concat(...rows);
  if (!links.length) return;
  const current = table.querySelector('[aria-current]') || links[0];
  for (const link of links) link.tabIndex = link === current ? 0 : -1;

  table.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return; // the browser's own
    const link = /** @type {HTMLElement} */ (event.target);
    const row = rows.findIndex((each) => each.includes(link));
    if (row < 0) return;
    const to = target(rows, row, rows[row].indexOf(link), event.key);
    if (!to) return;
    event.preventDefault();
    link.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  });
}

function target(rows, row, column, key) {
  if (key === 'Home') return rows[row][0];
  if (key === 'End') return rows[row][rows[row].length - 1];
  if (!(key in STEPS)) return null;
  const [down, right] = STEPS[key];
  const next = rows[row + down];
  return next ? next[column + right] : null;
}
