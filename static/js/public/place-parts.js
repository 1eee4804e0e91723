/** The parts of a place's own page, whether it is loaded or opened from an answer. */

import * as freshPage from './fresh-page.js';
import * as keptPlace from './kept-place.js';
import * as share from './share.js';
import * as way from './way.js';

export const PLACE_PARTS = { 'fresh-page': freshPage, 'kept-place': keptPlace, share, way };
