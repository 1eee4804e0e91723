/** The finder, its answer, and the map. Bundled into one file (bundle.mjs). */

import * as finderForm from '../public/finder-form.js';
import * as mapPage from '../map/map-page.js';
import * as quickExit from '../public/quick-exit.js';
import { keepForLater } from '../public/keeping.js';
import { startAll } from '../start.js';

startAll({ 'finder-form': finderForm, 'map-page': mapPage, 'quick-exit': quickExit });
keepForLater();
