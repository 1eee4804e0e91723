/** United Kingdom postcodes in any case and spacing, and their common slips. The rules of safespaces/geo/postcode.py. */

import { letters, stripped, tidied } from './spaces.js';

/** @typedef {{outward: string, inward: string}} Postcode  for example CV1 and 5FB */

const FULL = /^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][ABD-HJLNP-UW-Z]{2})$/;
const SECTOR = /^([A-Z]{1,2}[0-9][A-Z0-9]?)(?: ([0-9])[A-Z]?|([0-9])[A-Z])$/;
const INSIDE = /(?:^|[^A-Z0-9])([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][ABD-HJLNP-UW-Z]{2})(?![A-Z0-9])/g;
const OUTWARD = /^[A-Z]{1,2}[0-9][A-Z0-9]?$/;
const JUNK = /[^A-Z0-9]/g;
const LOOKALIKES = { O: '0', 0: 'O', I: '1L', 1: 'IL', L: '1', S: '5', 5: 'S', Z: '2', 2: 'Z', B: '8', 8: 'B', G: '6', 6: 'G' };
const LONGEST_SLIP = 8; // a whole postcode with one letter typed twice
const LONGEST = 12; // of anything that is worth reading as a postcode
const MOST_SWAPS = 2;

/** @param {string} text @returns {Postcode | null} */
export function parsePostcode(text) {
  const match = FULL.exec(squeezed(text));
  return match ? { outward: match[1], inward: match[2] } : null;
}

/** @param {Postcode} postcode @returns {string} "CV1 5FB" */
export function postcodeText({ outward, inward }) {
  return `${outward} ${inward}`;
}

/** @param {Postcode} postcode @returns {string} "CV1 5" */
export function sectorOf({ outward, inward }) {
  return `${outward} ${inward[0]}`;
}

/**
 * @param {string} text
 * @returns {Postcode[]} what it becomes with the fewest slips: look-alikes swapped, or one of a doubled pair left out; none when it is a postcode
 */
export function likelyPostcodes(text) {
  const typed = squeezed(text);
  if (typed.length < 5 || typed.length > LONGEST_SLIP || FULL.test(typed)) return [];
  const found = [...spellings(typed), ...once(typed)]
    .map(({ spelt, swaps }) => ({ swaps, postcode: parsePostcode(spelt) }))
    .filter(({ postcode }) => postcode);
  const fewest = Math.min(...found.map(({ swaps }) => swaps));
  const likely = new Set(found.filter(({ swaps }) => swaps === fewest).map(({ postcode }) => postcodeText(postcode)));
  return [...likely].sort().map(parsePostcode); // the space comes before any letter or digit, so the texts sort as their halves do
}

/** @param {string} text @returns {string | null} "CV1 5", also of a postcode whose last letter or two are missing */
export function parseSector(text) {
  const match = SECTOR.exec(tidied(text.toUpperCase()));
  return match ? `${match[1]} ${match[2] || match[3]}` : null;
}

/** @param {string} text @returns {Postcode | null} the last full postcode in a longer text, such as an address */
export function postcodeInside(text) {
  const found = postcodesInside(text);
  return found.length ? found[found.length - 1] : null;
}

/** @param {string} text @returns {Postcode[]} every full postcode in a longer text, each once, in their order of last use */
export function postcodesInside(text) {
  const found = new Map();
  text.toUpperCase().replace(INSIDE, (whole, outward, inward) => {
    found.delete(outward + inward);
    found.set(outward + inward, { outward, inward });
    return whole;
  });
  return [...found.values()];
}

/** @param {string} text @returns {string} the text in capitals, without the full postcodes in it */
export function withoutPostcodes(text) {
  return text.toUpperCase().replace(INSIDE, ' ');
}

/** @param {string} text @returns {string | null} "CV6" */
export function parseOutward(text) {
  const tidy = stripped(text).toUpperCase();
  return OUTWARD.test(tidy) ? tidy : null;
}

function squeezed(text) {
  return letters(text) <= LONGEST ? text.toUpperCase().replace(JUNK, '') : '';
}

/** Every way to write it with at most MOST_SWAPS look-alikes swapped. */
function spellings(typed) {
  let ways = [{ spelt: '', swaps: 0 }];
  for (const letter of typed) {
    const others = [...(LOOKALIKES[letter] || '')];
    const swapped = others.flatMap((other) => ways.map(({ spelt, swaps }) => ({ spelt: spelt + other, swaps: swaps + 1 })));
    const kept = ways.map(({ spelt, swaps }) => ({ spelt: spelt + letter, swaps }));
    ways = [...kept, ...swapped].filter(({ swaps }) => swaps <= MOST_SWAPS);
  }
  return ways;
}

/** Every way to write it without one letter of a pair that is alike. */
function once(typed) {
  return [...typed].flatMap((letter, place) => (
    letter === typed[place + 1] ? [{ spelt: typed.slice(0, place) + typed.slice(place + 1), swaps: 1 }] : []
  ));
}
