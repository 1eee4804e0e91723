/** The finder and its answer. Bundled into one file (bundle.mjs). */

import * as finderForm from '../public/finder-form.js';
import * as quickExit from '../public/quick-exit.js';
import { startAll } from '../start.js';

startAll({ 'finder-form': finderForm, 'quick-exit': quickExit });
