/** Names that come with the streets, as places of the gazetteer: the rules of safespaces/snapshot/street_names.py. */

import { FINE } from './network-file.js';
import { namedStreets } from './named-streets.js';
import { chordM, xyz } from '../public/earth.js';
import { wordsOf } from '../public/place-words.js';

/** @typedef {import('../public/place-search.js').Place} Place */

const KINDS = ['station', 'hospital', 'park', 'secondary_school', 'shopping']; // safespaces/streets/ground_kinds.py
const STATION = ['station', 'halt', 'bahnhof'];
const FURTHEST_M = 5000; // to the middle of the part of town

/**
 * @param {import('./walker.js').Walker} walker @param {Place[]} known  of the gazetteer
 * @returns {Place[]} every street, then every named place on the ground
 */
export function streetPlaces({ network, nameOf, around, ground }, known) {
  const areaOf = areas(known);
  const streets = namedStreets(network, nameOf, around).map(({ edge, name, point, spread, ends }) => new Named({
    id: `way-${edge}`, name, kind: 'street', ...point, spread, ends: ends.map((end, number) => endOf(`way-${edge}-${number}`, name, end)),
  }, areaOf));
  const { plane } = network;
  const fine = (metres, part, origin) => (Math.floor(metres / part + 0.5) + origin) / FINE;
  const named = (ground ? ground.places : []).map(({ kind, name, x, y }, number) => new Named({
    id: `ground-${number}`, name: nameFor(KINDS[kind], name), kind: KINDS[kind], spread: 0, ends: [],
    lat: fine(y, plane.northM, plane.south), lon: fine(x, plane.eastM, plane.west),
  }, areaOf));
  return /** @type {Place[]} */ (/** @type {unknown} */ ([...streets, ...named]));
}

function endOf(id, name, { point, meets }) {
  return { id, name, kind: 'corner', ...point, area: meets, spread: 0, words: wordsOf(name) };
}

/** A station is called so: "Canley" alone is the part of town. */
function nameFor(kind, name) {
  return kind === 'station' && !wordsOf(name).some((word) => STATION.includes(word)) ? `${name} station` : name;
}

/** Its area is worked out where it is shown only: of thousands of streets nearly none is. */
class Named {
  constructor(told, areaOf) {
    Object.assign(this, told);
    this.words = wordsOf(told.name);
    this.areaOf = areaOf;
  }

  get area() {
    return this.areaOf(this);
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
