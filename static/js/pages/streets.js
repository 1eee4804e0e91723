/** Walks by the streets: a bundle of its own, which comes after the first page (public/street-files.js). */

import { readNetwork } from '../streets/network-file.js';
import { Walker } from '../streets/walker.js';

window.walkerOf = (content) => new Walker(readNetwork(content));
