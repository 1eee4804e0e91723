/**
 * White space as Python's str.split and str.strip see it: the phone has to cut a text exactly where the server does,
 * and JavaScript's \s is another set (it has U+FEFF, and not U+001C to U+001F or U+0085).
 */

const SPACE = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const RUN = new RegExp(`[${SPACE}]+`);
const ENDS = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, 'g');

/** @param {string} text @returns {string} without white space at either end */
export function stripped(text) {
  return text.replace(ENDS, '');
}

/** @param {string} text @returns {string} the same with single spaces and none at the ends */
export function tidied(text) {
  return stripped(text).split(RUN).join(' ');
}

/** @param {string} text @returns {number} how many characters it has; an emoji is one, as in Python */
export function letters(text) {
  return [...text].length;
}
