/** The map page. Bundled into one file (bundle.mjs). */

import * as mapPage from '../map/map-page.js';
import * as quickExit from '../public/quick-exit.js';
import { startAll } from '../start.js';

startAll({ 'map-page': mapPage, 'quick-exit': quickExit });
