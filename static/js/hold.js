// Stands in the head of pages with a form that takes a place, ahead of every module: what is typed and sent before the modules have come
// stays on the phone. Their start takes over (main.js). Where they never come, a button sends it for whoever agrees.
(function () {
  if (!('noModule' in document.createElement('script'))) return; // too old for modules: like a browser without script
  var PATIENCE_MS = 8000;

  function held(event) {
    var form = event.target;
    if (!form.hasAttribute('data-holds') || form.started || form.agreed) return;
    event.preventDefault();
    form.sent = true;
    form.querySelector('[data-role="waiting"]').hidden = false;
    setTimeout(function () {
      form.querySelector('[data-role="send"]').hidden = form.started;
    }, form.failed ? 0 : PATIENCE_MS);
  }

  function agreed(event) {
    var button = event.target;
    if (button.form && button.getAttribute('data-role') === 'send') button.form.agreed = true;
  }

  addEventListener('submit', held, true);
  addEventListener('click', agreed, true);
}());
