/** At a desk: "/" goes to the search, as in most lists that are worked with by keyboard. */

/** @param {HTMLElement} form  with a search box */
export function start(form) {
  document.addEventListener('keydown', (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const isTyping = target.closest('input:not([type="checkbox"]), select, textarea');
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    event.preventDefault();
    /** @type {HTMLInputElement} */ (form.querySelector('input[type="search"]')).focus();
  });
}
