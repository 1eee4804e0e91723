/** A postcode, whole or in part, as somebody means it: the steps of safespaces/venues/whereabouts.py. */

import { hasFearWords } from './fear-words.js';
import { outwardMiddle } from './gazetteer.js';
import { notUnderstood } from './place-readings.js';
import { isNamedBy, namedPlaces } from './place-search.js';
import { wordsOf } from './place-words.js';
import { MOST_CHOICES } from './places-apart.js';
import {
  likelyPostcodes, parseOutward, parsePostcode, parseSector, postcodeInside, postcodesInside, postcodeText, sectorOf, withoutPostcodes,
} from './postcode.js';
import { APART_M, found, LIKE_A_TIME, metresBetween, optionOf, outsideOption, roughly } from './whereabouts-words.js';
import { _ } from '../words.js';

/** @typedef {import('./gazetteer.js').Gazetteer} Gazetteer */
/** @typedef {import('./whereabouts.js').Meaning} Meaning */
/** @typedef {import('./whereabouts.js').PostcodePoint} PostcodePoint */

const ROUGH_SECTOR_M = 1500; // a sector with a larger radius is no answer
const NOT_PART_OF_A_CODE = ['IN', 'AT', 'NEAR'];

/** @param {string} text @param {Gazetteer} gazetteer @param {PostcodePoint} postcodePoint @returns {Promise<Meaning | null>} */
export async function byPostcode(text, { sectors }, postcodePoint) {
  const postcode = parsePostcode(text);
  if (!postcode) return null;
  const name = postcodeText(postcode);
  const point = await postcodePoint(postcode);
  if (point) return found(point, name);
  const sector = sectors.get(sectorOf(postcode));
  if (sector && sector.radius <= ROUGH_SECTOR_M) return found(sector, name, `${_('We do not know %(postcode)s itself.', { postcode: name })} ${roughly(sector.name)}`);
  return { advice: _('We do not know the postcode %(postcode)s. Check it, or type a street, a bus stop, a school or a station.', { postcode: name }) };
}

/**
 * A postcode in an address, a slip in one, a sector, an outward code. Nothing is offered that the next step would not know.
 * @param {string} text @param {Gazetteer} gazetteer @param {PostcodePoint} postcodePoint @returns {Promise<Meaning | null>}
 */
export async function byPartOfAPostcode(text, gazetteer, postcodePoint) {
  const { sectors } = gazetteer;
  const several = await known(postcodesInside(text), postcodePoint);
  if (several.length > 1) {
    const options = several.slice(0, MOST_CHOICES).map((each) => ({ label: postcodeText(each), text: postcodeText(each) }));
    return { question: _('Which one do you mean?'), options };
  }
  const inside = postcodeInside(text);
  const point = inside && (await postcodePoint(inside));
  if (point) return besideAPostcode(text, inside, point, gazetteer) || found(point, postcodeText(inside));
  const asked = /[0-9]/.test(text) ? await slipped(text, sectors, postcodePoint) : null;
  if (asked) return asked;
  const plain = plainCode(text, gazetteer.town);
  const sector = sectors.get(parseSector(plain) || (inside ? sectorOf(inside) : ''));
  if (sector) return found(sector, sector.name, roughly(sector.name));
  const outward = parseOutward(plain);
  const middle = outward && outwardMiddle(gazetteer, outward);
  if (middle) return found(middle, outward, roughly(outward));
  const near = outward ? `${outward.slice(0, -1)} ${outward.slice(-1)}` : ''; // "CV65" without its space
  return sectors.has(near) ? { question: _('Did you mean %(name)s?', { name: near }), options: [{ label: near, text: near }] } : null;
}

/** Those of some postcodes that somebody knows. */
async function known(postcodes, postcodePoint) {
  const found = [];
  for (const each of postcodes) {
    if (await postcodePoint(each)) found.push(each);
  }
  return found;
}

/**
 * Words of fear beside it; a question where a place is named that is nowhere near it, or where anything is not understood: a time that is
 * not read must not be dropped, nor "not" or "or".
 * @returns {Meaning | null}
 */
function besideAPostcode(text, postcode, point, { places, towns, fear, town }) {
  const rest = withoutPostcodes(text);
  if (hasFearWords(rest, fear)) return { distress: true };
  const name = postcodeText(postcode);
  const itself = { label: name, text: name };
  const isAddress = town.ownOutward.test(postcode.outward) && isNamedBy(wordsOf(rest), town); // every part of a town bears its name
  const named = isAddress ? [] : namedPlaces(places, rest, town).slice(0, MOST_CHOICES - 1);
  if (named.some((place) => metresBetween(place, point) - place.spread <= APART_M)) return null;
  if (named.length) {
    const question = _('%(name)s and %(postcode)s are far apart. Which one do you mean?', { name: named[0].name, postcode: name });
    return { question, options: [itself, ...named.map((place) => optionOf(place, named))] };
  }
  const left = notUnderstood(rest, text, town);
  if (!left) return null;
  const outside = namedPlaces(towns, rest, town).slice(0, 1);
  const question = _('We did not understand “%(left)s”. Do you mean %(name)s?', { left, name });
  return { question, options: [itself, ...outside.map(outsideOption)], mayBeATime: LIKE_A_TIME.test(left) };
}

async function slipped(text, sectors, postcodePoint) {
  const near = likelyPostcodes(text).filter((each) => sectors.has(sectorOf(each)));
  const likely = (await known(near, postcodePoint)).map(postcodeText);
  return likely.length ? { question: _('Did you mean %(name)s?', { name: likely.join(_(' or ')) }), options: likely.map((each) => ({ label: each, text: each })) } : null;
}

/** The text without the town, "in" and stray signs: "Coventry CV6?" is "CV6", "CV 4" is "CV4". */
function plainCode(text, { names }) {
  const words = text.toUpperCase().replace(/[^A-Z0-9]+/g, ' ').split(' ').filter(Boolean);
  const [first, second, ...rest] = words.filter((word) => !NOT_PART_OF_A_CODE.includes(word) && !names.includes(word.toLowerCase()));
  if (second !== undefined && /^[A-Z]{1,2}$/.test(first)) return [first + second, ...rest].join(' ');
  return [first, second, ...rest].filter((word) => word !== undefined).join(' ');
}
