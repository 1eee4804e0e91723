/** "Leave this page": a plain link that, with script, also clears the page at once and takes its own entry out of the history. */

const PRESSES = 3;
const WITHIN_MS = 3000;

/** @param {HTMLAnchorElement} link  where to go instead */
export function start(link) {
  let presses = [];

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

/** The page goes blank before the next one is asked for: on a weak signal that one may take seconds. */
function leave(address) {
  const quiet = document.createElement('meta'); // a replaced address would otherwise tell the next site where it came from
  quiet.name = 'referrer';
  quiet.content = 'no-referrer';
  document.head.append(quiet);
  document.title = ' ';
  document.body.replaceChildren();
  window.location.replace(address);
}
