/** The names of a network's edges (safespaces/streets/names_codec.py tells the layout). */

import { Columns } from './columns.js';

const HEAD = 'SSNN\u0001';

/** @param {ArrayBuffer} content @param {number} edges @returns {(edge: number) => string} Throws when they are not those of so many edges. */
export function readNames(content, edges) {
  const bytes = new Uint8Array(content);
  if (String.fromCharCode(...bytes.subarray(0, HEAD.length)) !== HEAD) throw new Error('no names of this version');
  const reader = new Columns(bytes, HEAD.length);
  const [count, size] = reader.unsigned(2);
  const text = new TextDecoder().decode(bytes.subarray(reader.at, reader.at + size));
  reader.at += size;
  const names = ['', ...(count ? text.split('\n') : [])];
  const numbers = reader.signed(edges);
  for (let edge = 1; edge < edges; edge += 1) numbers[edge] += numbers[edge - 1];
  if (names.length !== count + 1 || reader.at !== bytes.length) throw new Error('the names do not add up');
  return (edge) => names[numbers[edge]] || '';
}
