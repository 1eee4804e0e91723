/** Starts the module of every element that names one in data-module, each in its own try: one that fails leaves the rest working. */

const MODULES = {
  'coverage-map': () => import('./coverage/coverage-map.js'),
  'finder-form': () => import('./public/finder-form.js'),
  'fresh-page': () => import('./public/fresh-page.js'),
  'map-page': () => import('./map/map-page.js'),
  'pin-picker': () => import('./join/pin-picker.js'),
  'places-filter': () => import('./public/places-filter.js'),
  'quick-exit': () => import('./public/quick-exit.js'),
  share: () => import('./public/share.js'),
  'wait-for-page': () => import('./officer/wait-for-page.js'),
  'week-grid': () => import('./coverage/week-grid.js'),
};

async function startOn(element) {
  const name = element.dataset.module;
  try {
    const module = await MODULES[name]();
    module.start(element);
    if ('holds' in element.dataset) takeOver(element);
  } catch (error) {
    console.error(`The part "${name}" of this page did not start.`, error); // the page is complete without it
    if ('holds' in element.dataset) offerToSend(element);
  }
}

/** What was typed and sent before the module had come (hold.js) is answered now, on the phone. */
function takeOver(form) {
  form.started = true;
  for (const role of ['waiting', 'send']) form.querySelector(`[data-role="${role}"]`).hidden = true;
  if (form.sent) form.requestSubmit();
}

/** Nothing is sent unasked: a button sends it, at once for whoever is waiting already. */
function offerToSend(form) {
  form.failed = true;
  form.querySelector('[data-role="send"]').hidden = !form.sent;
}

for (const element of document.querySelectorAll('[data-module]')) startOn(element);
