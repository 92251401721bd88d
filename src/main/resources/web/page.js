// What all pages share: the theme, and boxes that scroll sideways. It runs before the first paint, so that a chosen theme
// never flashes; a classic script on purpose, because modules are deferred.
(function () {
  'use strict';
  const KEY = 'ml-mentor.theme';
  const CHOICES = ['auto', 'light', 'dark'];
  const WORDS = { auto: 'automatic', light: 'light', dark: 'dark' };
  const root = document.documentElement;
  let choice = 'auto';
  choice = read();

  function read() {
    try {
      const stored = localStorage.getItem(KEY);
      return CHOICES.includes(stored) ? stored : 'auto';
    } catch {
      return choice; // Storage may be forbidden: the choice then lasts as long as the page.
    }
  }

  function next() {
    return CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length];
  }

  function apply() {
    root.dataset.theme = choice;
    const button = document.getElementById('theme');
    if (button) {
      const label = 'Theme: ' + WORDS[choice] + '. Switch to ' + WORDS[next()];
      button.setAttribute('aria-label', label);
      button.title = label;
    }
    const dark = choice === 'dark' || (choice === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
    const meta = document.querySelector('meta[name="theme-color"]');
    if (meta) {
      meta.content = dark ? '#171613' : '#ebe4d4';
    }
  }

  /** Wide tables and code scroll in their own box; the keyboard has to reach it. */
  function reachable() {
    for (const box of document.querySelectorAll('.prose .table, .prose pre')) {
      if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
        box.setAttribute('role', 'group');
        box.setAttribute('aria-label', box.matches('pre') ? 'Code, scrolls sideways' : 'Table, scrolls sideways');
      } else {
        box.removeAttribute('tabindex');
        box.removeAttribute('role');
        box.removeAttribute('aria-label');
      }
    }
  }

  root.classList.add('js');
  apply();

  document.addEventListener('DOMContentLoaded', () => {
    apply();
    const button = document.getElementById('theme');
    if (button) {
      button.addEventListener('click', () => {
        choice = next();
        try {
          localStorage.setItem(KEY, choice);
        } catch {
          // Not kept; the page itself still follows.
        }
        apply();
      });
    }
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', apply);
  addEventListener('load', reachable);
  addEventListener('resize', reachable);
  document.addEventListener('ml-mentor:answer', reachable);
  addEventListener('storage', (event) => {
    if (event.key === KEY) {
      choice = read();
      apply();
    }
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) {
      choice = read();
      apply();
    }
  });
})();
