/** A point as phones and friends share it: the rules of safespaces/geo/shared_point.py. Read as text; no link is ever opened. */

import { checkedPoint } from './point.js';

/** @typedef {import('./point.js').Point} Point */

const NUMBER = '([+-]?[0-9]{1,3}\\.[0-9]+)';
const LINK = /^(?:https?:\/\/|www\.|maps\.|geo:)/i;
const GOING = /[?&](?:destination|daddr)=|\/dir\//i;
const IN_LINKS = [
  `!3d${NUMBER}!4d${NUMBER}`, // the pin of a Google place
  `[?&]mlat=${NUMBER}&mlon=${NUMBER}`,
  `[?&](?:q|query|ll|sll|center|cp|coordinate|viewpoint)=(?:loc:)?${NUMBER}(?:,|~)[ +]*${NUMBER}`,
  `/search/${NUMBER},[ +]*${NUMBER}`,
  `#map=[0-9.]+/${NUMBER}/${NUMBER}`,
  `^geo:${NUMBER},${NUMBER}`,
  `@${NUMBER},${NUMBER}`,
].map((pattern) => new RegExp(pattern, 'ig'));
const DEGREES = '([0-9]{1,3}(?:\\.[0-9]+)?) ?°?';
const NUMBER_FIRST = new RegExp(`^${DEGREES} ?([NS])[ ,;]*${DEGREES} ?([EW])$`, 'i');
const LETTER_FIRST = new RegExp(`^([NS]) ?${DEGREES}[ ,;]*([EW]) ?${DEGREES}$`, 'i');
const MINUTES = '([0-9]{1,3}) ?° ?([0-5]?[0-9]) ?[\'′’] ?(?:([0-5]?[0-9](?:\\.[0-9]+)?) ?(?:["″”]|\'\'|′′|’’) ?)?';
const DEGREES_MINUTES = new RegExp(`^${MINUTES}([NS])[ ,;]*${MINUTES}([EW])$`, 'i');
const PLUS_CODE = /^([23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3})(?![a-z0-9_])/i;
const THREE_WORDS = /^(?:\/\/\/)?([a-z]{3,}\.[a-z]{3,}\.[a-z]{3,})$/i;
const BRACKETS = new RegExp(`^[(\\[] ?${NUMBER} ?[,;] ?${NUMBER} ?[)\\]]$`);

/** @param {string} text @returns {boolean} whether it is a link, and so no name of a place */
export function isLink(text) {
  return LINK.test(text);
}

/** @param {string} text @returns {string} the code of a place in a system that is not read here, what it is called first; "" for none */
export function unreadCode(text) {
  const plus = PLUS_CODE.exec(text);
  if (plus) return `plus code ${plus[1]}`;
  const words = isLink(text) ? null : THREE_WORDS.exec(text);
  return words ? `what3words address ${words[1]}` : '';
}

/** @param {string} text @returns {string} with one kind of minus, and without the codes that links have for commas and plus signs */
export function plainNumbers(text) {
  return text.replace(/[\u2212\u2010-\u2013](?=[0-9])/g, '-').replace(/%2B/gi, '+').replace(/%2C/gi, ',');
}

/** @param {string} text  tidied @returns {Point | null} the point it holds. Throws BadPoint when it is out of range. */
export function sharedPoint(text) {
  const plain = plainNumbers(text);
  if (isLink(plain)) return GOING.test(plain) ? null : inLink(plain);
  const pair = BRACKETS.exec(plain);
  if (pair) return checkedPoint(Number(pair[1]), Number(pair[2]));
  const fine = DEGREES_MINUTES.exec(plain);
  if (fine) return checkedPoint(signed(fine.slice(1, 4), /s/i.test(fine[4])), signed(fine.slice(5, 8), /w/i.test(fine[8])));
  const first = NUMBER_FIRST.exec(plain);
  const letter = first ? null : LETTER_FIRST.exec(plain);
  if (!first && !letter) return null;
  const [lat, south, lon, west] = first ? first.slice(1, 5) : [letter[2], letter[1], letter[4], letter[3]];
  return checkedPoint(Number(lat) * (/s/i.test(south) ? -1 : 1), Number(lon) * (/w/i.test(west) ? -1 : 1));
}

/** Degrees, minutes and seconds in degrees. @param {string[]} parts @param {boolean} isNegative */
function signed(parts, isNegative) {
  const [degrees, minutes, seconds] = parts;
  return (Number(degrees) + Number(minutes) / 60 + Number(seconds || 0) / 3600) * (isNegative ? -1 : 1);
}

function inLink(link) {
  for (const pattern of IN_LINKS) {
    pattern.lastIndex = 0;
    let last = null;
    for (let match = pattern.exec(link); match; match = pattern.exec(link)) last = match;
    if (last) return checkedPoint(Number(last[1]), Number(last[2]));
  }
  return null;
}
