/** The gazetteer as phones get it at /gazetteer.json (safespaces/venues/gazetteer.py): named places and postcode sectors. */

import { readFearWords } from './fear-words.js';
import { wordsOf } from './place-words.js';
import { readTown } from './town.js';

/** @typedef {import('./place-search.js').Place} Place */
/** @typedef {import('./point.js').Point} Point */
/** @typedef {{name: string, lat: number, lon: number, postcodes: number, radius: number}} Sector */
/** @typedef {{places: Place[], sectors: Map<string, Sector>, towns: Place[], fear: import('./fear-words.js').FearWords, town: import('./town.js').Town}} Gazetteer */

const FINE = 100000; // five decimals of a degree

/** @param {{places: any[][], sectors: any[][], towns: any[][], fear: any[], town: any[]}} file @returns {Gazetteer} */
export function readGazetteer(file) {
  /** @type {[string, Sector][]} */
  const sectors = file.sectors.map(([name, lat, lon, postcodes, radius]) => [name, { name, lat, lon, postcodes, radius }]);
  return {
    places: file.places.map(([id, name, kind, lat, lon, area, spread]) => placeOf(id, name, kind, lat, lon, area, spread)),
    sectors: new Map(sectors),
    towns: file.towns.map(([id, name, lat, lon]) => placeOf(id, name, 'town', lat, lon)),
    fear: readFearWords(/** @type {[string[], string[]]} */ (file.fear)),
    town: readTown(file.town),
  };
}

/**
 * @param {Gazetteer} gazetteer @param {import('./directory.js').Directory} directory @param {Place[]} [streets]  those that come with the streets
 * @returns {Gazetteer} with the names of the Safe Spaces among its places, and of streets
 */
export function withNames(gazetteer, { columns }, streets = []) {
  const venues = columns.slug.map((slug, row) => (
    placeOf(`venue-${slug}`, columns.name[row], 'venue', columns.lat[row] / FINE, columns.lon[row] / FINE)
  ));
  return { ...gazetteer, places: [...gazetteer.places, ...venues, ...streets] };
}

function placeOf(id, name, kind, lat, lon, area = '', spread = 0) {
  return { id, name, kind, lat, lon, area, spread, words: wordsOf(name) };
}

/**
 * @param {Gazetteer} gazetteer @param {string} outward
 * @returns {Point | null} the middle of "CV6", its sectors weighed by their postcodes
 */
export function outwardMiddle({ sectors }, outward) {
  let [lat, lon, total] = [0, 0, 0];
  for (const sector of sectors.values()) {
    if (sector.name.split(' ')[0] !== outward) continue;
    lat += sector.lat * sector.postcodes;
    lon += sector.lon * sector.postcodes;
    total += sector.postcodes;
  }
  return total ? { lat: Math.round((lat / total) * FINE) / FINE, lon: Math.round((lon / total) * FINE) / FINE } : null;
}
