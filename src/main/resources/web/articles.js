// The filter of the list of articles: every word typed has to stand in the title, the summary or the kind.
const form = document.getElementById('filter-form');
const box = document.getElementById('filter');
const count = document.getElementById('filter-count');
const empty = document.getElementById('filter-empty');
const askInstead = document.getElementById('filter-ask');

const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const groups = [...document.querySelectorAll('.group')].map((element) => {
  const label = plain(element.querySelector('h2').textContent);
  const link = document.querySelector(`.toc a[href="#${element.id}"]`);
  const entries = [...element.querySelectorAll('.entries > li')].map((entry) => ({
    element: entry,
    text: `${plain(entry.textContent)} ${label}`,
  }));
  return { element, jump: link ? link.parentElement : null, entries };
});
const total = groups.reduce((sum, group) => sum + group.entries.length, 0);

function apply() {
  const words = plain(box.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const group of groups) {
    let inGroup = 0;
    for (const entry of group.entries) {
      const match = words.every((word) => entry.text.includes(word));
      entry.element.hidden = !match;
      inGroup += match ? 1 : 0;
    }
    group.element.hidden = inGroup === 0;
    if (group.jump) {
      group.jump.hidden = inGroup === 0;
    }
    shown += inGroup;
  }
  const articles = total === 1 ? 'article' : 'articles';
  count.textContent = words.length ? `${shown} of ${total} ${articles}` : `${total} ${articles}`;
  empty.hidden = shown > 0 || !words.length;
  askInstead.href = box.value.trim() ? `/?q=${encodeURIComponent(box.value.trim())}` : '/';
  remember();
}

// The filter is part of the address, so that Back and a copied link bring the same list.
function remember() {
  const url = new URL(location.href);
  if (box.value.trim()) {
    url.searchParams.set('filter', box.value.trim());
  } else {
    url.searchParams.delete('filter');
  }
  if (url.href !== location.href) {
    try {
      history.replaceState(null, '', url);
    } catch {
      // Some browsers limit how often this may be called; the list is right all the same.
    }
  }
}

box.value = new URLSearchParams(location.search).get('filter') ?? box.value;
form.hidden = false;
box.addEventListener('input', apply);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  apply();
});
addEventListener('pageshow', apply);
document.addEventListener('keydown', (event) => {
  if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && document.activeElement !== box) {
    event.preventDefault();
    box.focus();
  } else if (event.key === 'Escape' && document.activeElement === box && box.value) {
    box.value = '';
    apply();
  }
});
apply();
