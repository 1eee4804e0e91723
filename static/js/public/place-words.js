/** The words of a text as names are compared: a rule of safespaces/venues/place_search.py. */

import { tidied } from './spaces.js';

const SHORT_FORMS = new Map(Object.entries({
  rd: 'road', ave: 'avenue', av: 'avenue', ln: 'lane', sq: 'square', cres: 'crescent', dr: 'drive', saint: 'st',
  stn: 'station', rail: 'railway', uni: 'university', sch: 'school', hosp: 'hospital', lib: 'library', ctr: 'centre', center: 'centre',
  yd: 'yard', pl: 'place', gdns: 'gardens', tce: 'terrace', nth: 'north', sth: 'south',
}));
/** @type {[RegExp, string][]} */
const ESCAPES = [[/&(?:#39|apos|rsquo|#8217|#x27);/g, '’'], [/&amp;/g, '&'], [/&nbsp;/g, ' '], [/&quot;/g, '"']];

/** @param {string} text @returns {string[]} no accents, capitals, apostrophes or signs; short forms written out */
export function wordsOf(text) {
  const meant = ESCAPES.reduce((told, [escape, sign]) => told.replace(escape, sign), text);
  const plain = meant.normalize('NFKD').toLowerCase().replace(/&/g, ' and ').replace(/[\u0300-\u036f'’]/g, '');
  const tidy = tidied(plain.replace(/[^a-z0-9]+/g, ' '));
  const words = tidy ? tidy.split(' ') : [];
  if (words.length > 1 && words[words.length - 1] === 'st') words[words.length - 1] = 'street';
  return words.map((word) => SHORT_FORMS.get(word) || word);
}
