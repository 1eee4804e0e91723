/** At a desk: "/" goes to the search, as in most lists that are worked with by keyboard, and the arrow down from it to the first row. */

/** @param {HTMLElement} form  with a search box */
export function start(form) {
  const search = /** @type {HTMLInputElement} */ (form.querySelector('input[type="search"]'));
  search.addEventListener('keydown', (event) => {
    const first = /** @type {HTMLElement} */ (document.querySelector('.desk-table tbody th a'));
    if (event.key !== 'ArrowDown' || !first) return;
    event.preventDefault();
    first.focus();
  });
  document.addEventListener('keydown', (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const isTyping = target.closest('input:not([type="checkbox"]), select, textarea');
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    event.preventDefault();
    search.focus();
  });
}
