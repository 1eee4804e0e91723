/** The look-up form's fields as the phone reads them, and sending them the way the form does without script. */

/** @typedef {{where: string, asked: string, day: string, time: string, stepFree: boolean, over16: boolean}} Fields  asked: see asking.js */

/** @param {HTMLFormElement} form @returns {Fields} */
export function fieldsOf({ elements }) {
  return {
    where: elements.where.value,
    asked: '',
    day: elements.day.value,
    time: elements.time.value,
    stepFree: elements.step_free.checked,
    over16: elements.over_16.checked,
  };
}

/**
 * Posts from a form of its own, so that the one on the page keeps what was typed for whoever comes back to it.
 * @param {HTMLFormElement} form @param {Fields} fields
 */
export function postNormally({ action }, { stepFree, over16, ...texts }) {
  const road = document.createElement('form');
  const values = { ...texts, ...(stepFree && { step_free: '1' }), ...(over16 && { over_16: '1' }) };
  for (const [name, value] of Object.entries(values)) {
    road.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
  }
  Object.assign(road, { method: 'post', action, hidden: true });
  document.body.append(road);
  road.submit();
  road.remove();
}
