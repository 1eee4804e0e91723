/** "Leave this page": a plain link that, with script, also clears the page at once and takes its own entry out of the history. */

const PRESSES = 3;
const WITHIN_MS = 3000;
const LEFT = 'left';

/** @param {HTMLAnchorElement} link  where to go instead */
export function start(link) {
  let presses = [];
  forgetOnReturn(link);

  link.addEventListener('click', (event) => {
    event.preventDefault();
    leave(link.href);
  });

  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Shift') {
      presses = []; // Shift as part of typing a capital letter does not count
      return;
    }
    if (event.repeat) return;
    const now = event.timeStamp;
    presses = [...presses.filter((before) => now - before < WITHIN_MS), now];
    if (presses.length >= PRESSES) leave(link.href);
  });
}

/**
 * Whoever presses "back" after the way out gets pages from the browser's memory, answers and all: such a page sends them out again.
 * The one word that is kept for that says nothing of anybody, and goes with the tab.
 */
function forgetOnReturn(link) {
  window.addEventListener('pageshow', (event) => {
    if (event.persisted && flag(true)) leave(link.href);
    else if (!('left' in document.documentElement.dataset)) flag(false); // not while away.js is leaving
  });
}

/** @param {boolean} isKept  whether it stays @returns {boolean} whether this tab has left by the way out */
function flag(isKept) {
  try {
    const left = sessionStorage.getItem(LEFT) !== null;
    if (!isKept) sessionStorage.removeItem(LEFT);
    return left;
  } catch (error) {
    return false; // storage is switched off, and the browser's memory mostly too
  }
}

/** The page goes blank before the next one is asked for: on a weak signal that one may take seconds. */
function leave(address) {
  const quiet = document.createElement('meta'); // a replaced address would otherwise tell the next site where it came from
  quiet.name = 'referrer';
  quiet.content = 'no-referrer';
  document.head.append(quiet);
  try {
    sessionStorage.setItem(LEFT, '1');
  } catch (error) {
    // the way out works without it
  }
  document.title = ' ';
  document.body.replaceChildren();
  window.location.replace(address);
}
