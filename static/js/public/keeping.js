/** Has the service worker keep what is needed without a signal, once the page has all it needs itself. */

const AFTER_MS = 3000; // the answer goes first

/** Nothing depends on it: where storage is refused or full, the page works as it does without. */
export function keepForLater() {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  const register = () => serviceWorker.register(`${document.documentElement.dataset.root || ''}/service-worker.js`).catch(() => {});
  if (document.readyState === 'complete') setTimeout(register, AFTER_MS);
  else window.addEventListener('load', () => setTimeout(register, AFTER_MS));
}
