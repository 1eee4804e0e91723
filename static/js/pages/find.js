/** The finder, its answer, the map, and the places opened from them. Bundled into one file (bundle.mjs). */

import * as finderForm from '../public/finder-form.js';
import * as mapPage from '../map/map-page.js';
import * as quickExit from '../public/quick-exit.js';
import { keepForLater } from '../public/keeping.js';
import { openHere } from '../public/opened-here.js';
import { PLACE_PARTS } from '../public/place-parts.js';
import { startAll } from '../start.js';

startAll({ 'finder-form': finderForm, 'map-page': mapPage, 'quick-exit': quickExit });
openHere({ ...PLACE_PARTS, 'map-page': mapPage });
keepForLater();
