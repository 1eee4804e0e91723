/** The town that the service is for, as people write it beside a place: a rule of safespaces/venues/town.py, from the gazetteer's file. */

/**
 * @typedef {{names: string[], around: string[], before: RegExp, behind: RegExp, outward: RegExp, ownOutward: RegExp, postcode: string, street: string}} Town  before and
 *   behind a name; outward: the outward code behind one; ownOutward: a code of the town's own; postcode and street: examples, "" for none
 */

const NEVER = /(?!)/;

/** @param {any[]} row  [names, around, postcode area, example of a postcode, of a street] @returns {Town} */
export function readTown([names, around, area, postcode, street]) {
  const [its, others] = [names, [...names, ...around]].map((words) => words.map(escaped).join('|'));
  return {
    names,
    around,
    before: its ? new RegExp(`^(?:(?:${its}) )+`) : NEVER,
    behind: others ? new RegExp(`(?: (?:${others}))+$`) : NEVER,
    outward: area ? new RegExp(` (${escaped(area.toLowerCase())} ?[0-9]{1,2})(?: [0-9])?$`) : NEVER,
    ownOutward: area ? new RegExp(`^${escaped(area)}[0-9]{1,2}$`) : NEVER,
    postcode,
    street,
  };
}

function escaped(words) {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
