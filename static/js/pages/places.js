/** The list of all places, and the page of one. Bundled into one file (bundle.mjs). */

import * as freshPage from '../public/fresh-page.js';
import * as placesFilter from '../public/places-filter.js';
import * as quickExit from '../public/quick-exit.js';
import * as share from '../public/share.js';
import * as way from '../public/way.js';
import { keepForLater } from '../public/keeping.js';
import { startAll } from '../start.js';

startAll({ 'fresh-page': freshPage, 'places-filter': placesFilter, 'quick-exit': quickExit, share, way });
keepForLater();
