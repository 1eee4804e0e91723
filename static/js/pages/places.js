/** The list of all places, and the page of one. Bundled into one file (bundle.mjs). */

import * as placesFilter from '../public/places-filter.js';
import * as quickExit from '../public/quick-exit.js';
import { keepForLater } from '../public/keeping.js';
import { reloadWhenElsewhere } from '../public/opened-here.js';
import { PLACE_PARTS } from '../public/place-parts.js';
import { startAll } from '../start.js';

startAll({ ...PLACE_PARTS, 'places-filter': placesFilter, 'quick-exit': quickExit });
reloadWhenElsewhere();
keepForLater();
