/**
 * Sentences in the language of the page. English is the text in the scripts; of another language the page brings what they are there
 * (templates/layout.html), by the English sentence.
 */

/** @typedef {Record<string, string | number>} Values */

const given = readWords();

/** @returns {Record<string, string | Record<string, string>>} a sentence, or one for each plural category of CLDR */
function readWords() {
  const element = typeof document === 'undefined' ? null : document.querySelector('script[data-sentences]');
  return element ? JSON.parse(element.textContent) : {};
}

/** @param {string} message @param {Values} [values]  for %(name)s @returns {string} */
export function _(message, values) {
  const said = given[message];
  return filled(typeof said === 'string' ? said : message, values);
}

/** @param {string} one @param {string} many @param {number} count @param {Values} values @returns {string} */
export function ngettext(one, many, count, values) {
  const said = given[one];
  if (!said || typeof said === 'string') return filled(count === 1 ? one : many, values);
  const category = new Intl.PluralRules(document.documentElement.lang).select(count);
  return filled(said[category] || said.other, values);
}

function filled(message, values) {
  return values ? message.replace(/%\(([a-z_0-9]+)\)s/g, (gap, name) => (name in values ? String(values[name]) : gap)) : message;
}
