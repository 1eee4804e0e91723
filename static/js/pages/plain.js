/** Pages that only have the way out. Bundled into one file (bundle.mjs). */

import * as quickExit from '../public/quick-exit.js';
import { keepForLater } from '../public/keeping.js';
import { startAll } from '../start.js';

startAll({ 'quick-exit': quickExit });
keepForLater();
