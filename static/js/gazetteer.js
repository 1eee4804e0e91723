/** The gazetteer as phones get it at /gazetteer.json (safespaces/venues/gazetteer.py): named places and postcode sectors. */

import { wordsOf } from './place-search.js';

/** @typedef {import('./place-search.js').Place} Place */
/** @typedef {import('./point.js').Point} Point */
/** @typedef {{name: string, lat: number, lon: number, postcodes: number}} Sector */
/** @typedef {{places: Place[], sectors: Map<string, Sector>}} Gazetteer */

const FINE = 100000; // five decimals of a degree

/** @param {{places: any[][], sectors: any[][]}} file @returns {Gazetteer} */
export function readGazetteer(file) {
  const places = file.places.map(([id, name, kind, lat, lon]) => ({ id, name, kind, lat, lon, words: wordsOf(name) }));
  const sectors = file.sectors.map(([name, lat, lon, postcodes]) => [name, { name, lat, lon, postcodes }]);
  return { places, sectors: new Map(sectors) };
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
