/** A page that says how far something is: asked again each second, and loaded whole when it is over. The reader's place is kept. */

const EVERY_MS = 1000;

export function start(element) {
  window.setTimeout(() => ask(element), EVERY_MS);
}

async function ask(element) {
  try {
    const answer = await fetch(window.location.href);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const next = page.querySelector('[data-module="wait-for-page"]');
    if (!answer.ok || !next) {
      window.location.replace(answer.url);
      return;
    }
    show(element, next);
    document.title = page.title;
  } catch (error) {
    console.error('The page was not reached; it is asked for again.', error);
  }
  start(element);
}

/** Only what has changed is put in, so that a reader hears it once and a focused link stays. */
function show(element, next) {
  const bar = element.querySelector('progress');
  const nextBar = next.querySelector('progress');
  bar.max = nextBar.max;
  bar.value = nextBar.value;
  element.querySelector('p').textContent = next.querySelector('p').textContent;
}
