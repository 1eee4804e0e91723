/** Words of fear: the rule of safespaces/venues/fear_words.py. What is typed stays here; the list comes with the gazetteer. */

import { wordsOf } from './place-words.js';

/** @typedef {{phrases: string[][], wholes: Set<string>}} FearWords */

const CRIES = ['help', 'sos', 'emergency', 'scared', 'frightened', 'terrified', 'unsafe', 'danger', 'hiding', '999']; // beside a place
const SMALL = ['i', 'im', 'm', 'am', 'a', 'the', 'pls', 'please', 'so', 'really', 'just', 'and', 'need', 'want'];

/** @param {[string[], string[]]} rows @returns {FearWords} */
export function readFearWords([phrases, wholes]) {
  return { phrases: phrases.map((each) => each.split(' ')), wholes: new Set(wholes) };
}

/** @param {string} text @param {FearWords} fear @returns {boolean} */
export function hasFearWords(text, { phrases, wholes }) {
  const words = wordsOf(text);
  if (wholes.has(words.join(' ')) || wholes.has(words.filter((word) => !SMALL.includes(word)).join(' '))) return true;
  if (words.length > 1 && (CRIES.includes(words[0]) || CRIES.includes(words[words.length - 1]))) return true; // "help pool meadow"
  return phrases.some((phrase) => words.some((_, at) => phrase.every((word, step) => words[at + step] === word)));
}
