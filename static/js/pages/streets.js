/** Walks by the streets: a bundle of its own, which comes after the first page (public/street-files.js). */

import { readNames } from '../streets/names-file.js';
import { readNetwork } from '../streets/network-file.js';
import { Walker } from '../streets/walker.js';

window.walkerOf = (content, names, getGround) => {
  const network = readNetwork(content);
  return new Walker(network, readNames(names, network.starts.length), getGround);
};
