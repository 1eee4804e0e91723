/** What stands in for pages that cannot be reached, and the page that says what a phone keeps. Bundled into one file (bundle.mjs). */

import * as emptyPhone from '../public/empty-phone.js';
import * as keptPlaces from '../public/kept-places.js';
import * as quickExit from '../public/quick-exit.js';
import { reloadWhenElsewhere } from '../public/opened-here.js';
import { PLACE_PARTS } from '../public/place-parts.js';
import { startAll } from '../start.js';

startAll({ ...PLACE_PARTS, 'empty-phone': emptyPhone, 'kept-places': keptPlaces, 'quick-exit': quickExit });
reloadWhenElsewhere();
