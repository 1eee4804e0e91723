/** "Use where I am": shown only with script, asks the phone only when tapped, can be stopped, leaves the cursor in the box on failing. */

import { askInstead, tell } from './form-problems.js';
import { INSTEAD, NoPosition, TOO_ROUGH_M, whereIAm } from './where-i-am.js';
import { metresBetween } from './whereabouts-words.js';
import { distanceText } from './wording.js';
import { _ } from '../words.js';

/** @typedef {import('./look-up.js').LookUp} LookUp */

const FINDING = _('Finding where you are…');
const WALKED_M = 100; // while the phone looked
const ASKED_MS = 6000; // by then the phone's own question has been overlooked, or it is slow

/** @param {HTMLFormElement} form @param {LookUp} lookUp */
export function startPositionButton(form, lookUp) {
  const block = form.querySelector('[data-role="position"]');
  const button = block.querySelector('[data-role="use-position"]');
  const stop = stopButton(button);
  const words = button.textContent;
  let shown = null; // the position that the answer is from
  let tap = 0; // the phone cannot be told to stop, so an answer to an earlier tap is passed over

  function rest() {
    tap += 1;
    button.textContent = words;
    button.removeAttribute('aria-disabled');
    stop.hidden = true;
  }

  function giveUp(message) {
    rest();
    lookUp.say(message);
    tell(form, message);
  }

  function overlooked(mine) {
    if (mine === tap) tell(form, _('Your phone may be asking you at the top of the screen. You can also type where you are.'));
  }

  /** The same position, better known; of an earlier question it is passed over. */
  async function refine(better) {
    if (lookUp.position !== shown) return;
    const jump = contradiction(shown, better);
    shown = jump ? { ...better, note: `${jump} ${better.note}`.trim() } : better;
    lookUp.position = shown;
    await lookUp.refresh();
    if (jump) lookUp.say(jump);
  }

  /** What is too rough is asked about, with the guess as a way on. */
  function go(position) {
    shown = position;
    if (position.accuracyM > TOO_ROUGH_M) askInstead(form, lookUp.problems, position, () => lookUp.start(position));
    else lookUp.start(position);
  }

  async function find() {
    tap += 1;
    const mine = tap;
    button.textContent = FINDING;
    button.setAttribute('aria-disabled', 'true');
    stop.hidden = false;
    lookUp.say(FINDING);
    lookUp.files.prefetch();
    setTimeout(overlooked, ASKED_MS, mine);
    try {
      const position = await whereIAm(navigator.geolocation, refine);
      if (mine !== tap) return;
      rest();
      go(position);
    } catch (error) {
      if (mine !== tap) return;
      giveUp(error instanceof NoPosition ? error.message : `${_('That did not work.')} ${INSTEAD}`);
    }
  }

  button.addEventListener('click', () => (stop.hidden ? find() : undefined));
  stop.addEventListener('click', () => giveUp(`${_('Stopped.')} ${INSTEAD}`));
  form.addEventListener('submit', rest); // whoever goes on by typing no longer waits for the phone
  block.hidden = false;
}

/** Both cannot be right: somebody has to look which is. */
function contradiction(before, after) {
  const metres = metresBetween(before.point, after.point);
  if (metres <= before.accuracyM + after.accuracyM + WALKED_M) return '';
  return _('A moment ago your phone placed you %(distance)s from here. If this is not near you, type where you are.', { distance: distanceText(metres) });
}

function stopButton(button) {
  const stop = document.createElement('button');
  Object.assign(stop, { type: 'button', className: 'button button-small button-stop', textContent: _('Stop looking'), hidden: true });
  button.after(stop);
  return stop;
}
