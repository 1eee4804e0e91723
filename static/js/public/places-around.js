/** Of a directory in cells as much as an answer needs: the point's cell, and those around it where that does not suffice. */

import { reaches } from './directory.js';
import { isSure, suffices } from './finder.js';
import { NotLoaded } from './finder-files.js';

/** @typedef {import('./answer-view.js').Asked} Asked */
/** @typedef {import('./directory.js').Directory} Directory */

/**
 * @param {import('./finder-files.js').FinderFiles} files @param {Directory} directory @param {Asked} asked @param {import('./steps.js').Wanted} wanted
 * @returns {Promise<Directory>} rejects with NotLoaded where it does not reach as far as asked, or what could be had leaves
 *   it open whether a place near by is open
 */
export async function placesAround(files, directory, { point, at, accuracyM }, wanted) {
  const its = { ...wanted, accuracyM };
  if (!reaches(directory, at)) throw new NotLoaded('the directory does not reach that far');
  let found = await files.seenFrom(directory, point);
  if (!suffices(found, point, at, its)) found = await files.seenFrom(found, point, true).catch(() => found); // no signal: what is here
  if (!isSure(found, point, at, its)) throw new NotLoaded('the places around are not here');
  return found;
}
