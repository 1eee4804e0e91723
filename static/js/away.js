// Stands in the head of every public page, ahead of everything: whoever left by "Leave this page" and then presses "back" is sent out again
// before anything of the page is shown, also in browsers without a memory of pages. Typing the address, or a link, comes back as usual.
(function () {
  try {
    /** @type {any} */
    var entry = performance.getEntriesByType && performance.getEntriesByType('navigation')[0];
    var isBack = entry ? entry.type === 'back_forward' : performance.navigation.type === 2;
    if (!isBack || sessionStorage.getItem('left') === null) return;
    var root = document.documentElement;
    var quiet = document.createElement('meta');
    quiet.name = 'referrer';
    quiet.content = 'no-referrer';
    document.head.appendChild(quiet);
    root.style.display = 'none';
    root.setAttribute('data-left', ''); // what has come of the page changes nothing (public/quick-exit.js)
    location.replace(root.getAttribute('data-exit'));
  } catch (error) {
    // storage is switched off: nothing is known
  }
}());
