// Stands in the head of pages with a form that takes a place, ahead of every script: what is typed and sent before the script has come
// stays on the phone. Its start takes over (start.js). Where it never comes, a button sends it for whoever agrees.
(function () {
  if (!('noModule' in document.createElement('script'))) return; // too old for modules: like a browser without script
  var PATIENCE_MS = 8000;
  var FAR_MS = 1000;
  var FILES = ['/directory.json', '/gazetteer.json'];
  var failed = false;

  function held(event) {
    var form = event.target;
    if (!form.hasAttribute('data-holds') || form.started || form.agreed) return;
    event.preventDefault();
    form.sent = true;
    form.querySelector('[data-role="waiting"]').hidden = false;
    setTimeout(offer, failed || form.failed ? 0 : PATIENCE_MS);
  }

  function offer() {
    var form = /** @type {any} */ (document.querySelector('[data-holds]'));
    if (form && form.sent && !form.started) form.querySelector('[data-role="send"]').hidden = false;
  }

  function scriptFailed(event) {
    if (event.target.tagName && event.target.tagName !== 'SCRIPT') return; // a picture
    failed = true;
    offer();
  }

  function agreed(event) {
    var button = event.target;
    if (button.form && button.getAttribute('data-role') === 'send') button.form.agreed = true;
  }

  // Where the server answers late, the lists are asked for together with the script, not after it. Elsewhere they would only slow it down.
  function askEarly() {
    if (performance.now() < FAR_MS) return; // since the page was asked for
    for (var file of FILES) {
      var link = document.createElement('link');
      link.rel = 'preload';
      link.as = 'fetch';
      link.crossOrigin = 'anonymous';
      link.href = (document.documentElement.getAttribute('data-root') || '') + file;
      document.head.appendChild(link);
    }
  }

  askEarly();
  addEventListener('submit', held, true);
  addEventListener('click', agreed, true);
  addEventListener('error', scriptFailed, true); // a script that did not come, or did not run
}());
