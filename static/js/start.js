/** Starts the part of every element that names one in data-module, each in its own try: one that fails leaves the rest working. */

/** @typedef {Record<string, {start: (element: any) => void}>} Parts  by the name in data-module */

/** @param {Parts} parts @param {ParentNode} [within] */
export function startAll(parts, within = document) {
  for (const element of within.querySelectorAll('[data-module]')) startOn(/** @type {HTMLElement} */ (element), parts);
}

function startOn(element, parts) {
  const name = element.dataset.module;
  try {
    parts[name].start(element);
    if ('holds' in element.dataset) takeOver(element);
  } catch (error) {
    console.error(`The part "${name}" of this page did not start.`, error); // the page is complete without it
    if ('holds' in element.dataset) offerToSend(element);
  }
}

/** What was typed and sent before the scripts had come (hold.js) is answered now, on the phone. */
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
