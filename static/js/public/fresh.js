/** Keeps what a page says of "now" true while it lies open: each minute, and at once when somebody comes back to it. */

const MINUTE_MS = 60 * 1000;

/** @param {() => void} refresh */
export function keepFresh(refresh) {
  setInterval(refresh, MINUTE_MS);
  document.addEventListener('visibilitychange', refresh);
  window.addEventListener('pageshow', refresh);
}
