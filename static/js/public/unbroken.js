/** Numbers with their units, and postcodes, stay in one line: as safespaces/web/unbroken.py. */

const NO_BREAK = '\u00a0';
const UNIT = /([0-9]) (?=k?m\b|%)/g;
const POSTCODE = /([A-Z0-9]) (?=[0-9][A-Z]{2}\b)/g;

/** @param {string} text @returns {string} with no-break spaces in "410 m", "1.2 km", "24 %" and "CV1 1FY" */
export function unbroken(text) {
  return text.replace(UNIT, `$1${NO_BREAK}`).replace(POSTCODE, `$1${NO_BREAK}`);
}
