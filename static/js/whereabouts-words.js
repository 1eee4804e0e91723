/** What is said of a place that was found. */

/** @typedef {import('./whereabouts.js').Whereabouts} Whereabouts */

/** @param {{lat: number, lon: number}} point @param {string} label @param {string} [note] @returns {Whereabouts} */
export function found({ lat, lon }, label, note = '') {
  return { point: { lat, lon }, label, note };
}

/** @param {string} name @returns {string} */
export function roughly(name) {
  return `Distances are rough: they are from the middle of ${name}.`;
}
