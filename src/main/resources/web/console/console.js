// Small comforts; every page works without them.
(function () {
  'use strict';

  // After a sent form the browser is at the top; whoever listens or uses the keyboard goes on where it says what was done.
  const said = document.querySelector('.said');
  if (said) {
    said.tabIndex = -1;
    said.focus({ preventScroll: true });
  }

  // Somebody who has begun to write is asked before it is lost.
  let written = false;
  document.addEventListener('input', (event) => {
    if (event.target.matches('textarea')) {
      written = true;
    }
  });
  document.addEventListener('submit', () => {
    written = false;
  });
  addEventListener('beforeunload', (event) => {
    if (written) {
      event.preventDefault();
    }
  });

  // Whoever listens hears how many were found, and not all of them.
  document.addEventListener('htmx:afterSwap', () => {
    const found = document.getElementById('found');
    const count = document.getElementById('count');
    if (found && count) {
      found.textContent = count.textContent;
    }
  });

  // The list is not exchanged under the hands of somebody who is in it.
  document.addEventListener('htmx:beforeSwap', (event) => {
    const target = event.detail.target;
    if (target.matches('[data-calm]') && (target.contains(document.activeElement) || target.querySelector('details[open]'))) {
      event.detail.shouldSwap = false;
    }
  });
})();
