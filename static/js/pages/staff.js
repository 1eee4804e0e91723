/** Pages for people who sign in, and the pages on which partners join. Bundled into one file (bundle.mjs). */

import * as areaWords from '../coverage/area-words.js';
import * as branchPins from '../join/branch-pins.js';
import * as coverageLook from '../coverage/coverage-look.js';
import * as coverageMap from '../coverage/coverage-map.js';
import * as deskKeys from '../officer/desk-keys.js';
import * as deskRows from '../officer/desk-rows.js';
import * as pinPicker from '../join/pin-picker.js';
import * as registerMap from '../officer/register-map.js';
import * as waitForPage from '../officer/wait-for-page.js';
import * as weekGrid from '../coverage/week-grid.js';
import { startAll } from '../start.js';

const here = document.querySelector('.top-menu [aria-current]');
if (here) here.scrollIntoView({ block: 'nearest', inline: 'center' }); // on a phone the menu is wider than the page

const parts = { 'area-words': areaWords, 'branch-pins': branchPins, 'coverage-look': coverageLook, 'coverage-map': coverageMap, 'desk-keys': deskKeys, 'desk-rows': deskRows, 'pin-picker': pinPicker, 'register-map': registerMap, 'wait-for-page': waitForPage, 'week-grid': weekGrid };
startAll(parts);
document.addEventListener('put-in', ({ target }) => { // a part of the page in the place of another
  const region = /** @type {HTMLElement} */ (target);
  startAll(parts, region);
  parts[region.dataset.module].start(region);
});
