/** Keeps what a page says of "now" true while it lies open: each minute, and at once when somebody comes back to it. */

const MINUTE_MS = 60 * 1000;

/** @param {() => void} refresh @param {Element} element  what is kept fresh, while it is on the page */
export function keepFresh(refresh, element) {
  const ifThere = () => (element.isConnected ? refresh() : undefined);
  setInterval(ifThere, MINUTE_MS);
  document.addEventListener('visibilitychange', ifThere);
  window.addEventListener('pageshow', ifThere);
}
