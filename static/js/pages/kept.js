/** What stands in for pages that cannot be reached, and the page that says what a phone keeps. Bundled into one file (bundle.mjs). */

import * as emptyPhone from '../public/empty-phone.js';
import * as keptPlace from '../public/kept-place.js';
import * as keptPlaces from '../public/kept-places.js';
import * as quickExit from '../public/quick-exit.js';
import * as way from '../public/way.js';
import { startAll } from '../start.js';

startAll({ 'empty-phone': emptyPhone, 'kept-place': keptPlace, 'kept-places': keptPlaces, 'quick-exit': quickExit, way });
