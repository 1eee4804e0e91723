/**
 * Places, and the map, opened from an answer without leaving the page: Back brings the answer again, which no address holds and nothing keeps
 * but this page itself. Works in browsers without a memory of pages, and with no signal.
 */

import { startAll } from '../start.js';

/** @typedef {import('../start.js').Parts} Parts */

const OPENS = '.answer .name a, .places-list .name a, a[data-here]';

/** @param {Parts} parts  of the pages that are opened */
export function openHere(parts) {
  const mine = { ...shown(), path: window.location.pathname, scrolled: 0 };

  document.addEventListener('click', (event) => {
    const link = /** @type {HTMLAnchorElement | null} */ (/** @type {HTMLElement} */ (event.target).closest(OPENS));
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!isPlain || !link || link.getAttribute('href').startsWith('#')) return;
    event.preventDefault();
    open(link.href, true);
  });

  window.addEventListener('popstate', () => {
    if (window.location.pathname !== mine.path) open(window.location.href, false);
    else if (!mine.main.isConnected) {
      show(mine, mine.scrolled);
      document.dispatchEvent(new Event('visibilitychange')); // what it says of now is looked at again (fresh.js)
    }
  });

  /** @param {boolean} isNew  to be put into the history: the address tells nothing of anybody */
  async function open(address, isNew) {
    let page;
    try {
      page = await pageAt(address);
    } catch (error) {
      window.location.assign(address);
      return;
    }
    if (mine.main.isConnected) mine.scrolled = window.scrollY;
    if (isNew) window.history.pushState(null, '', address);
    show({ main: document.adoptNode(page.querySelector('main')), title: page.title, width: page.body.className }, 0);
    startAll(parts, document.querySelector('main'));
  }
}

function shown() {
  return { main: document.querySelector('main'), title: document.title, width: document.body.className };
}

function show({ main, title, width }, scrolled) {
  document.querySelector('main').replaceWith(main);
  document.title = title;
  document.body.className = width;
  window.scrollTo(0, scrolled);
  const heading = main.querySelector('.answer h2') || main.querySelector('h1');
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/** With no signal the service worker answers with the page that stands in for it. */
async function pageAt(address) {
  const answer = await fetch(address, { headers: { Opens: 'here' } });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  if (!page.querySelector('main h1')) throw new Error('another page');
  return page;
}

/** For pages that stand in the history beside such an answer: after they were loaded again, "back" changes the address only. */
export function reloadWhenElsewhere() {
  const { pathname } = window.location;
  window.addEventListener('popstate', () => {
    if (window.location.pathname !== pathname) window.location.reload();
  });
}
