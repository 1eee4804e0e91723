/** Names that come with the streets, as places of the gazetteer: the rules of safespaces/snapshot/street_names.py. */

import { FINE } from './network-file.js';
import { namedStreets } from './named-streets.js';
import { chordM, xyz } from '../public/earth.js';
import { hasFearWords } from '../public/fear-words.js';
import { isGeneric } from '../public/generic-names.js';
import { wordsOf } from '../public/place-words.js';

/** @typedef {import('../public/place-search.js').Place} Place */

const KINDS = ['station', 'hospital', 'park', 'secondary_school', 'shopping']; // safespaces/streets/ground_kinds.py
const STATION = ['station', 'halt', 'bahnhof'];
const FURTHEST_M = 5000; // to the middle of the part of town

/**
 * @param {import('./walker.js').Walker} walker @param {import('../public/gazetteer.js').Gazetteer} gazetteer
 * @returns {Place[]} every street, then every named place on the ground. A name that says nothing, or that is a word of fear, is none.
 */
export function streetPlaces({ network, nameOf, around, ground }, { places, fear }) {
  const areaOf = areas(places);
  const isName = (name, kind) => !isGeneric(wordsOf(name), kind) && !hasFearWords(name, fear);
  const streets = namedStreets(network, nameOf, around).filter(({ name }) => isName(name, 'street'));
  const counts = new Map();
  const keys = streets.map(({ name }) => wordsOf(name).join(' '));
  keys.forEach((key) => counts.set(key, (counts.get(key) || 0) + 1));
  const found = streets.map(({ name, point, spread, ends, meets }, at) => new Named({
    id: `way-${spot(point)}`, name, kind: 'street', ...point, spread, ends: ends.map((end) => endOf(`way-${spot(point)}-${spot(end.point)}`, name, end)),
  }, areaOf, counts.get(keys[at]) > 1 ? meets : ''));
  return /** @type {Place[]} */ (/** @type {unknown} */ ([...found, ...onGround(network.plane, ground ? ground.places : [], isName, areaOf)]));
}

function onGround(plane, named, isName, areaOf) {
  const fine = (metres, part, origin) => (Math.floor(metres / part + 0.5) + origin) / FINE;
  return named.map(({ kind, name, x, y }) => ({
    plain: name, name: nameFor(KINDS[kind], name), kind: KINDS[kind], spread: 0, ends: [],
    lat: fine(y, plane.northM, plane.south), lon: fine(x, plane.eastM, plane.west),
  })).map((told) => ({ id: `ground-${told.kind}-${spot(told)}`, ...told })).filter(({ plain, kind }) => isName(plain, kind)).map((told) => new Named(told, areaOf, ''));
}

/** In an id: where a thing is, not its number in the file, for in the next file that is another street's. */
function spot({ lat, lon }) {
  return `${Math.round(lat * FINE)}_${Math.round(lon * FINE)}`;
}

function endOf(id, name, { point, meets }) {
  return { id, name, kind: 'corner', ...point, area: meets, spread: 0, words: wordsOf(name) };
}

/** A station is called so: "Canley" alone is the part of town. */
function nameFor(kind, name) {
  return kind === 'station' && !wordsOf(name).some((word) => STATION.includes(word)) ? `${name} station` : name;
}

/** Its area is worked out where it is shown only: of thousands of streets nearly none is. One of several of its name is told by what it meets, too. */
class Named {
  constructor(told, areaOf, meets) {
    Object.assign(this, told);
    this.words = wordsOf(told.name);
    this.areaOf = areaOf;
    this.meets = meets;
  }

  get area() {
    return [this.meets, this.areaOf(this)].filter(Boolean).join(', ');
  }
}

/** @param {Place[]} known @returns {(point: {lat: number, lon: number}) => string} the nearest neighbourhood, "" where none is near */
function areas(known) {
  const parts = known.filter(({ kind }) => kind === 'neighbourhood').map((place) => ({ name: place.name, at: xyz(place) }));
  return (point) => {
    const here = xyz(point);
    let [best, name] = [Infinity, ''];
    for (const part of parts) {
      const away = chordM(part.at, here);
      if (away < best) [best, name] = [away, part.name];
    }
    return best <= FURTHEST_M ? name : '';
  };
}
