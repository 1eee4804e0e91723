/**
 * A place opened from an answer, without leaving the page: Back brings the answer again, which no address holds and nothing keeps but this
 * page itself. Works in browsers without a memory of pages, and with no signal.
 */

import { PLACE_PARTS } from './place-parts.js';
import { startAll } from '../start.js';

/** @param {HTMLElement} answers  where the answer is shown @param {() => void} returned  called when it is shown again */
export function openPlacesHere(answers, returned) {
  const mine = { main: document.querySelector('main'), title: document.title, path: window.location.pathname, scrolled: 0 };

  answers.addEventListener('click', (event) => {
    const link = /** @type {HTMLAnchorElement | null} */ (/** @type {HTMLElement} */ (event.target).closest('a'));
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!isPlain || !link || !link.closest('.name') || link.getAttribute('href').startsWith('#')) return;
    event.preventDefault();
    open(link.href, true);
  });

  window.addEventListener('popstate', () => {
    if (window.location.pathname !== mine.path) open(window.location.href, false);
    else if (!mine.main.isConnected) {
      show(mine.main, mine.title);
      returned();
    }
  });

  /** @param {boolean} isNew  to be put into the history: the address of a place tells nothing of anybody */
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
    const main = document.adoptNode(page.querySelector('main'));
    show(main, page.title);
    startAll(PLACE_PARTS, main);
  }

  function show(main, title) {
    document.querySelector('main').replaceWith(main);
    document.title = title;
    window.scrollTo(0, main === mine.main ? mine.scrolled : 0);
    const heading = main === mine.main ? main.querySelector('.answer h2, .places-list h2') : main.querySelector('h1');
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
}

/** With no signal the page that stands in for it, which the service worker keeps. */
async function pageAt(address) {
  const asked = [address, `${document.documentElement.dataset.root || ''}/kept/place`];
  for (const each of asked) {
    try {
      const answer = await fetch(each);
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (page.querySelector('main .place')) return page;
    } catch (error) {
      // the next one
    }
  }
  throw new Error('no page');
}

/** For pages that stand in the history beside such an answer: after they were loaded again, "back" changes the address only. */
export function reloadWhenElsewhere() {
  const { pathname } = window.location;
  window.addEventListener('popstate', () => {
    if (window.location.pathname !== pathname) window.location.reload();
  });
}
