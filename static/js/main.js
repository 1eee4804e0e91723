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
  const letGo = element instanceof HTMLFormElement ? heldBack(element) : () => {};
  try {
    const module = await MODULES[name]();
    module.start(element);
    letGo((form) => form.requestSubmit());
  } catch (error) {
    console.error(`The part "${name}" of this page did not start.`, error); // the page is complete without it
    letGo((form) => form.submit());
  }
}

/** A form that is sent before its module has come waits for it, so that what was typed can stay on the phone. */
function heldBack(form) {
  let wasSent = false;
  const hold = (event) => {
    event.preventDefault();
    wasSent = true;
  };
  form.addEventListener('submit', hold);
  return (send) => {
    form.removeEventListener('submit', hold);
    if (wasSent) send(form);
  };
}

for (const element of document.querySelectorAll('[data-module]')) startOn(element);
