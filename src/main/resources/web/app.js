// The playground: a conversation with ML Mentor.
//
// Only the server's `html` field ever becomes markup; everything else is set as text.

const STATE_KEY = 'ml-mentor.conversation';
const MAX_TURNS_KEPT = 40;
const PATIENCE_MS = 15000;

const VERDICTS = {
  not_found: 'Not in my notes',
  off_topic: 'Outside this notebook',
  clarify: 'A question back',
  declined: 'Not something I answer',
  failed: 'That did not work',
};

const BROKE = 'The connection broke before the answer was complete. Your question is kept.';
const UNREACHABLE = 'ML Mentor cannot be reached just now. Your question is kept.';
const OFFLINE = 'You are offline. Your question is kept; try again when the connection is back.';

// ---------------------------------------------------------------------------------------------------------------------
// Server-sent events

/** Parses an event stream from text that may be cut anywhere, by the rules of the HTML standard. */
export class EventStreamParser {
  #onEvent;
  #line = '';
  #afterCarriageReturn = false;
  #event = '';
  #data = [];

  /** @param {(event: string, data: string) => void} onEvent */
  constructor(onEvent) {
    this.#onEvent = onEvent;
  }

  push(text) {
    let from = 0;
    if (this.#afterCarriageReturn && text) {
      from = text[0] === '\n' ? 1 : 0;
      this.#afterCarriageReturn = false;
    }
    const lineEnd = /\r\n|\r|\n/g;
    lineEnd.lastIndex = from;
    for (let match = lineEnd.exec(text); match; match = lineEnd.exec(text)) {
      this.#take(this.#line + text.slice(from, match.index));
      this.#line = '';
      from = lineEnd.lastIndex;
      this.#afterCarriageReturn = match[0] === '\r' && from === text.length;
    }
    this.#line += text.slice(from);
  }

  /** The stream ended. A last event without its empty line is still passed on: a cut one is no JSON and is dropped. */
  end() {
    if (this.#line) {
      this.#take(this.#line);
      this.#line = '';
    }
    this.#dispatch();
  }

  #take(line) {
    if (line === '') {
      this.#dispatch();
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) {
      return; // A comment, often used to keep the connection open.
    }
    const field = colon < 0 ? line : line.slice(0, colon);
    let value = colon < 0 ? '' : line.slice(colon + 1);
    if (value.startsWith(' ')) {
      value = value.slice(1);
    }
    if (field === 'event') {
      this.#event = value;
    } else if (field === 'data') {
      this.#data.push(value);
    }
  }

  #dispatch() {
    const event = this.#event || 'message';
    const data = this.#data;
    this.#event = '';
    this.#data = [];
    if (data.length) {
      this.#onEvent(event, data.join('\n'));
    }
  }
}

function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What went wrong, in words for the learner. */
class Problem extends Error {
  constructor(state, message, waitSeconds = 0) {
    super(message);
    this.state = state;
    this.waitSeconds = waitSeconds;
  }
}

function waitOf(header) {
  if (!header) {
    return 0;
  }
  const seconds = Number(header);
  if (Number.isFinite(seconds)) {
    return Math.max(0, Math.ceil(seconds));
  }
  const date = Date.parse(header);
  return Number.isNaN(date) ? 0 : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}

async function problemOf(response) {
  const body = parseJson(await response.text().catch(() => ''));
  const said = typeof body?.error?.message === 'string' ? body.error.message.trim() : '';
  const wait = waitOf(response.headers.get('Retry-After'));
  if (response.status === 429) {
    return new Problem('limited', said || 'Those were many questions in a short time.', wait || 10);
  }
  if (said) {
    return new Problem('error', said, wait);
  }
  return response.status >= 500
    ? new Problem('error', 'ML Mentor has a problem of its own just now. Your question is kept.', wait)
    : new Problem('error', 'ML Mentor could not accept this question.', wait);
}

/** Asks the server and reports what it says; resolves to the reply or throws a Problem. */
async function request(question, conversationId, id, signal, on) {
  let response;
  try {
    response = await fetch('/api/ask', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
      body: JSON.stringify({ question, conversation: conversationId, id }),
      cache: 'no-store',
      signal,
    });
  } catch (error) {
    throw signal.aborted ? error : new Problem('broken', navigator.onLine === false ? OFFLINE : UNREACHABLE);
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  if ((response.headers.get('Content-Type') ?? '').includes('application/json')) {
    const reply = parseJson(await response.text().catch(() => ''));
    if (reply && typeof reply === 'object') {
      return reply;
    }
    throw new Problem('broken', BROKE);
  }

  let reply = null;
  let failure = null;
  const parser = new EventStreamParser((event, data) => {
    const value = parseJson(data);
    if (reply || failure || !value || typeof value !== 'object') {
      return;
    }
    if (event === 'status') {
      on.status(String(value.text ?? ''));
    } else if (event === 'partial') {
      on.partial(String(value.html ?? ''));
    } else if (event === 'reply') {
      reply = value;
    } else if (event === 'error') {
      const wait = Math.ceil(Number(value.retry_after_s)) || 0;
      const said = String(value.message || 'ML Mentor could not answer just now.');
      failure = new Problem(wait > 0 ? 'limited' : 'error', said, Math.max(0, wait));
    }
  });
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  try {
    while (!reply && !failure) {
      const { done, value } = await reader.read();
      if (done) {
        parser.push(decoder.decode());
        parser.end();
        break;
      }
      on.alive();
      parser.push(decoder.decode(value, { stream: true }));
    }
  } catch (error) {
    if (signal.aborted) {
      throw error;
    }
    // A connection that breaks off: told below, unless the reply had arrived before.
  }
  reader.cancel().catch(() => {});
  if (failure) {
    throw failure;
  }
  if (!reply) {
    throw new Problem('broken', navigator.onLine === false ? OFFLINE : BROKE);
  }
  return reply;
}

// ---------------------------------------------------------------------------------------------------------------------
// Small helpers

const byId = (id) => document.getElementById(id);

/** Builds an element; strings among the children become text. */
function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (key === 'class') {
      element.className = value;
    } else if (key === 'onclick') {
      element.addEventListener('click', value);
    } else {
      element.setAttribute(key, value === true ? '' : value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

function icon(name, className = 'icon') {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', className);
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

/** The address if it is a web address, else null: a link never carries a script. */
function webAddress(url) {
  try {
    const parsed = new URL(String(url), location.href);
    return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed : null;
  } catch {
    return null;
  }
}

function newId() {
  if (typeof crypto !== 'undefined' && crypto.randomUUID) {
    return crypto.randomUUID();
  }
  // randomUUID exists in secure contexts only; the page may be served by plain HTTP in a private network.
  const bytes = new Uint8Array(16);
  if (typeof crypto !== 'undefined' && crypto.getRandomValues) {
    crypto.getRandomValues(bytes);
  } else {
    bytes.forEach((_, i) => (bytes[i] = Math.floor(Math.random() * 256)));
  }
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function readableDate(isoDate) {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(isoDate ?? '');
  if (!match) {
    return null;
  }
  const date = new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])));
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

const list = (value) => (Array.isArray(value) ? value.filter((item) => item && typeof item === 'object') : []);
const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
const touch = () => matchMedia('(pointer: coarse)').matches;

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without a secure context there is no clipboard API; the old way still works there.
    const box = el('textarea', { class: 'hidden', 'aria-hidden': 'true', tabindex: '-1' });
    box.value = text;
    document.body.append(box);
    const focused = document.activeElement;
    box.select();
    let copied = false;
    try {
      copied = document.execCommand('copy');
    } catch {
      copied = false;
    }
    box.remove();
    focused?.focus?.({ preventScroll: true });
    return copied;
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// The page

const page = {
  log: byId('log'),
  welcome: byId('welcome'),
  heading: byId('log-title'),
  form: byId('ask'),
  question: byId('question'),
  send: byId('send'),
  stop: byId('stop'),
  announce: byId('announce'),
  offline: byId('offline'),
  fresh: byId('new-conversation'),
  undo: byId('undo'),
  undoButton: byId('undo-new'),
};
const title = document.title;

/**
 * A turn is what is kept of one question: {question, state, html, reply, problem: {message, until}}.
 * States: waiting, streaming, done, stopped, broken, error, limited.
 */
let conversation = newId();
let turns = [];
let views = new Map();
let active = null; // {turn, controller, slow}
let setAside = null; // The conversation before "New conversation".
let recall = -1;
let draftBeforeRecall = '';

// --- keeping ----------------------------------------------------------------

function save() {
  if (!turns.length) {
    store(null);
    return;
  }
  for (let keep = Math.min(turns.length, MAX_TURNS_KEPT); keep > 0; keep = Math.floor(keep / 2)) {
    const state = { conversation, turns: turns.slice(-keep), scroll: window.scrollY, draft: page.question.value };
    if (store(JSON.stringify(state))) {
      return;
    }
  }
}

function store(text) {
  try {
    if (text === null) {
      sessionStorage.removeItem(STATE_KEY);
    } else {
      sessionStorage.setItem(STATE_KEY, text);
    }
    return true;
  } catch (error) {
    return error?.name !== 'QuotaExceededError'; // Forbidden storage is final, a full one asks for less.
  }
}

function restore() {
  let state = null;
  try {
    state = parseJson(sessionStorage.getItem(STATE_KEY) ?? 'null');
  } catch {
    return;
  }
  if (!state || typeof state.conversation !== 'string') {
    return;
  }
  const kept = list(state.turns).filter((turn) => typeof turn.question === 'string');
  if (!kept.length) {
    return;
  }
  conversation = state.conversation;
  turns = kept;
  for (const turn of turns) {
    if (turn.state === 'waiting' || turn.state === 'streaming') {
      turn.state = 'broken';
      turn.problem = { message: 'The page was left before the answer was complete. Your question is kept.' };
    }
    page.log.append(viewOf(turn).root);
    render(turn);
  }
  if (typeof state.draft === 'string') {
    page.question.value = state.draft;
  }
  refresh();
  scrollTo({ top: Number(state.scroll) || 0, behavior: 'instant' });
}

// --- one turn ---------------------------------------------------------------

function viewOf(turn) {
  if (views.has(turn)) {
    return views.get(turn);
  }
  const view = {
    verdict: el('p', { class: 'verdict', hidden: true }),
    answer: el('div', { class: 'answer prose' }),
    statusText: el('span'),
    notice: el('div', { class: 'notice', hidden: true }),
    tools: el('div', { class: 'tools', hidden: true }),
    margin: el('aside', { class: 'margin', 'aria-label': 'About this answer', hidden: true }),
    after: el('div', { class: 'after', hidden: true }),
    timer: 0,
    frame: 0,
  };
  view.status = el('p', { class: 'status', hidden: true }, icon('scribble', 'scribble'), view.statusText);
  view.body = el('div', { class: 'body' }, view.verdict, view.answer, view.status, view.notice, view.tools);
  view.root = el(
    'article',
    { class: 'turn' },
    el('h2', { class: 'question' }, el('span', { class: 'hidden' }, 'You asked: '), turn.question),
    el('div', { class: 'reply' }, view.body, view.margin, view.after),
  );
  view.answer.addEventListener('pointerover', (event) => light(view, event.target));
  view.answer.addEventListener('pointerout', () => light(view, null));
  view.answer.addEventListener('focusin', (event) => light(view, event.target));
  view.answer.addEventListener('focusout', () => light(view, null));
  views.set(turn, view);
  return view;
}

/** Marks the source that a citation under the pointer or the focus speaks of. */
function light(view, target) {
  const cite = target instanceof Element ? target.closest('a.cite') : null;
  for (const link of view.margin.querySelectorAll('.sources a')) {
    link.classList.toggle('lit', cite !== null && sourceOf(view, cite) === link);
  }
}

function sourceOf(view, cite) {
  const links = [...view.margin.querySelectorAll('.sources a')];
  const href = cite.getAttribute('href');
  const byNumber = links[Number(cite.textContent.trim()) - 1];
  return byNumber?.getAttribute('href') === href
    ? byNumber
    : (links.find((link) => link.getAttribute('href') === href) ?? byNumber ?? null);
}

function setStatus(turn, text) {
  const view = viewOf(turn);
  if (text && view.statusText.textContent !== text) {
    view.statusText.textContent = text;
    say(text);
  }
}

function render(turn) {
  const view = viewOf(turn);
  const { state, reply } = turn;
  const working = state === 'waiting' || state === 'streaming';
  clearInterval(view.timer);
  cancelAnimationFrame(view.frame);
  view.root.dataset.state = state;
  if (state === 'done' && reply?.decision) {
    view.root.dataset.decision = String(reply.decision);
  } else {
    delete view.root.dataset.decision;
  }
  view.answer.setAttribute('aria-busy', String(working));
  view.status.hidden = !working;
  view.notice.hidden = true;
  view.notice.replaceChildren();
  view.verdict.hidden = true;
  view.tools.hidden = true;
  view.margin.hidden = true;
  view.after.hidden = true;

  if (state === 'done') {
    renderReply(turn, view);
  } else {
    view.answer.innerHTML = turn.html ?? '';
    if (!working) {
      renderNotice(turn, view);
    }
  }
  document.dispatchEvent(new Event('ml-mentor:answer')); // page.js makes its wide boxes reachable.
}

function renderReply(turn, view) {
  const reply = turn.reply;
  const decision = String(reply.decision ?? 'answered');
  if (typeof reply.html === 'string' && reply.html.trim()) {
    view.answer.innerHTML = reply.html;
  } else {
    view.answer.textContent = String(reply.answer ?? '');
  }
  if (Object.hasOwn(VERDICTS, decision)) {
    view.verdict.textContent = VERDICTS[decision];
    view.verdict.hidden = false;
  }

  // In the margin: what kind of advice this is, and where it comes from.
  view.margin.replaceChildren();
  const advice = adviceOf(reply);
  if (advice) {
    view.margin.append(el('p', { class: 'advice', 'data-advice': reply.advice }, advice));
  }
  if (reply.degraded === true) {
    view.margin.append(
      el('p', { class: 'degraded' }, 'The language model was not available, so this answer is put together from the articles directly.'),
    );
  }
  const sources = list(reply.sources);
  if (sources.length) {
    view.margin.append(
      el(
        'section',
        { class: 'sources' },
        el('h3', { class: 'label' }, sources.length === 1 ? 'Source' : 'Sources'),
        el('ol', {}, ...sources.map(sourceItem)),
      ),
    );
  }
  view.margin.hidden = !view.margin.childElementCount;

  // Below: links to learn from and what to ask next.
  view.after.replaceChildren();
  const resources = list(reply.resources);
  if (resources.length) {
    view.after.append(
      el(
        'section',
        { class: 'resources' },
        el('h3', { class: 'label' }, 'Worth your time'),
        el('ul', { class: 'cards' }, ...resources.map(resourceCard)),
      ),
    );
  }
  const suggestions = list(reply.suggestions).filter((item) => item.question || item.label);
  if (suggestions.length) {
    view.after.append(
      el(
        'section',
        { class: 'suggestions' },
        el('h3', { class: 'label' }, decision === 'clarify' ? 'Did you mean' : 'Ask next'),
        el('ul', {}, ...suggestions.map((item) => el('li', {}, suggestionButton(item)))),
      ),
    );
  }
  view.after.hidden = !view.after.childElementCount;

  if (decision === 'failed') {
    view.notice.append(el('p', { class: 'notice-actions' }, retryButton(turn, 'Try again')));
    view.notice.hidden = false;
  } else if (decision === 'answered') {
    view.tools.replaceChildren(copyButton(turn), ...originOf(reply));
    view.tools.hidden = false;
  }

  for (const cite of view.answer.querySelectorAll('a.cite')) {
    const number = cite.textContent.trim();
    const name = sourceOf(view, cite)?.dataset.title;
    cite.setAttribute('aria-label', name ? `Source ${number}: ${name}` : `Source ${number}`);
    if (name) {
      cite.title = name;
    }
  }
}

function adviceOf(reply) {
  if (reply.advice === 'opinion') {
    return 'Opinion: experienced people differ';
  }
  if (reply.advice === 'market') {
    const date = readableDate(reply.as_of);
    return date ? `Depends on the market, as of ${date}` : 'Depends on the market';
  }
  return null;
}

function originOf(reply) {
  const words = [];
  if (reply.composer === 'extractive') {
    words.push('Taken from the articles as they stand');
  } else if (reply.composer === 'model') {
    words.push('Put into words by a language model, from the sources');
  }
  const date = readableDate(reply.as_of);
  if (date && reply.advice !== 'market') {
    words.push(`reviewed ${date}`);
  }
  return words.length ? [el('p', { class: 'origin' }, words.join(', '))] : [];
}

function sourceItem(source) {
  const name = String(source.title ?? source.id ?? 'Article');
  const section = source.section ? String(source.section) : '';
  const address = webAddress(source.url ?? '');
  const words = [el('span', { class: 'source-title' }, name)];
  if (section && section !== name) {
    words.push(el('span', { class: 'source-section' }, section));
  }
  // The href stays as the server wrote it, so that it equals that of its citations.
  const link = address
    ? el('a', { href: String(source.url), 'data-title': section && section !== name ? `${name}, ${section}` : name }, ...words)
    : el('span', {}, ...words);
  return el('li', {}, link);
}

const KINDS = new Set(['course', 'book', 'docs', 'article', 'video', 'paper', 'tool', 'community']);

function resourceCard(resource) {
  const address = webAddress(resource.url ?? '');
  const name = String(resource.title ?? resource.url ?? '');
  const kind = String(resource.kind ?? '');
  const facts = [kind, resource.level, resource.cost].filter(Boolean).map(String);
  return el(
    'li',
    { class: 'card' },
    icon(KINDS.has(kind) ? kind : 'article', 'icon card-icon'),
    address ? el('a', { href: address.href, rel: 'noopener' }, name) : el('span', {}, name),
    resource.about ? el('p', { class: 'card-about' }, String(resource.about)) : null,
    el(
      'p',
      { class: 'card-meta' },
      el('span', { class: 'facts' }, ...facts.map((fact) => el('span', { class: fact === 'free' ? 'free' : null }, fact))),
      address && address.origin !== location.origin
        ? el('span', { class: 'host' }, address.hostname.replace(/^www\./, ''))
        : null,
    ),
  );
}

function suggestionButton(item) {
  const question = String(item.question || item.label);
  const button = el('button', { type: 'button', onclick: () => ask(question) }, String(item.label || item.question));
  button.disabled = active !== null;
  return button;
}

function copyButton(turn) {
  const words = el('span', {}, 'Copy answer');
  const button = el('button', { type: 'button', class: 'quiet copy' }, icon('copy'), words);
  button.addEventListener('click', async () => {
    const copied = await copyText(String(turn.reply?.answer ?? ''));
    words.textContent = copied ? 'Copied' : 'Copying failed';
    button.replaceChild(icon(copied ? 'check' : 'copy'), button.firstChild);
    say(copied ? 'Answer copied' : 'The answer could not be copied');
    setTimeout(() => {
      words.textContent = 'Copy answer';
      button.replaceChild(icon('copy'), button.firstChild);
    }, 2000);
  });
  return button;
}

function retryButton(turn, words) {
  const button = el('button', { type: 'button', class: 'button retry' }, icon('retry'), el('span', {}, words));
  button.addEventListener('click', () => {
    if (!active) {
      focusQuestion();
      run(turn);
    }
  });
  button.dataset.retry = '';
  button.disabled = active !== null;
  return button;
}

function renderNotice(turn, view) {
  const { state, problem } = turn;
  view.notice.hidden = false;
  if (state === 'stopped') {
    view.notice.append(el('p', {}, 'Stopped.'), el('p', { class: 'notice-actions' }, retryButton(turn, 'Ask again')));
    return;
  }
  const retry = retryButton(turn, 'Retry');
  const wait = el('span', { class: 'countdown' });
  view.notice.append(
    el('p', {}, String(problem?.message ?? BROKE)),
    el('p', { class: 'notice-actions' }, retry, wait),
  );
  const until = Number(problem?.until) || 0;
  let waited = false;
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    if (left > 0) {
      waited = true;
      delete retry.dataset.retry;
      retry.disabled = true;
      wait.textContent = `in ${left < 120 ? `${left} s` : `${Math.ceil(left / 60)} min`}`;
      return;
    }
    clearInterval(view.timer);
    retry.dataset.retry = '';
    retry.disabled = active !== null;
    wait.textContent = '';
    if (waited) {
      say('You can ask again now.');
    }
  };
  if (until > Date.now()) {
    view.timer = setInterval(tick, 1000);
    tick();
  }
}

// --- asking -----------------------------------------------------------------

function ask(text) {
  const question = text.trim();
  if (!question) {
    return;
  }
  if (active) {
    say('The last question is still being answered. Press Escape to stop it.');
    return;
  }
  setAside = null;
  const turn = { question, state: 'waiting', html: '', reply: null, problem: null };
  turns.push(turn);
  const view = viewOf(turn);
  page.log.append(view.root);
  recall = -1;
  if (page.question.value.trim() === question) {
    page.question.value = '';
  }
  run(turn);
  refresh();
  view.root.scrollIntoView({ block: 'start', behavior: calm() ? 'instant' : 'smooth' });
  focusQuestion();
}

async function run(turn) {
  const view = viewOf(turn);
  const controller = new AbortController();
  const mine = { turn, controller, slow: 0 };
  active = mine;
  if (!turn.id || turn.reply) {
    // An id names a question until it is answered: whoever lost the answer asks for it again and nothing is asked twice.
    turn.id = newId();
  }
  turn.state = 'waiting';
  turn.html = '';
  turn.reply = null;
  turn.problem = null;
  view.statusText.textContent = '';
  render(turn);
  setStatus(turn, 'Reading your question');
  refresh();
  save();

  const alive = () => {
    clearTimeout(mine.slow);
    mine.slow = setTimeout(() => setStatus(turn, 'Still at it, this takes longer than usual'), PATIENCE_MS);
  };
  alive();
  let problem = null;
  try {
    turn.reply = await request(turn.question, conversation, turn.id, controller.signal, {
      alive,
      status: (text) => mine === active && setStatus(turn, text),
      partial: (html) => {
        if (mine !== active) {
          return;
        }
        turn.html = html;
        turn.state = 'streaming';
        view.root.dataset.state = 'streaming';
        cancelAnimationFrame(view.frame);
        view.frame = requestAnimationFrame(() => {
          view.answer.innerHTML = turn.html;
        });
      },
    });
    turn.state = 'done';
  } catch (error) {
    if (controller.signal.aborted) {
      turn.state = 'stopped';
    } else {
      problem = error instanceof Problem ? error : new Problem('broken', BROKE);
      turn.state = problem.state;
      turn.problem = { message: problem.message, until: problem.waitSeconds ? Date.now() + problem.waitSeconds * 1000 : 0 };
    }
  }
  clearTimeout(mine.slow);
  if (mine !== active) {
    return; // A new conversation has begun meanwhile.
  }
  active = null;
  if (turn.reply && typeof turn.reply.conversation === 'string' && turn.reply.conversation) {
    conversation = turn.reply.conversation;
  }
  if (turn.state === 'done') {
    turn.html = '';
  }
  render(turn);
  refresh();
  save();
  tell(turn, view, problem);
}

/** Says the outcome once to those who listen, and shows it in the tab's title to those who look elsewhere. */
function tell(turn, view, problem) {
  if (turn.state === 'stopped') {
    say('Stopped.');
  } else if (problem) {
    say(problem.waitSeconds ? `${problem.message} You can ask again in ${problem.waitSeconds} seconds.` : problem.message);
  } else {
    const spoken = view.answer.cloneNode(true);
    spoken.querySelectorAll('a.cite').forEach((cite) => cite.remove());
    // Blocks stand apart when they are read out.
    spoken.querySelectorAll('p, li, h2, h3, h4, tr, td, th, pre').forEach((block) => block.append(' '));
    const verdict = view.verdict.hidden ? '' : `${view.verdict.textContent}. `;
    say(verdict + spoken.textContent.replace(/\s+/g, ' ').replace(/ ([.,;:!?])(?= |$)/g, '$1').trim());
  }
  if (document.hidden) {
    document.title = `${turn.state === 'done' ? 'Answer ready' : 'No answer'} · ML Mentor`;
  }
}

let saying = 0;

function say(text) {
  clearTimeout(saying);
  page.announce.textContent = '';
  saying = setTimeout(() => {
    page.announce.textContent = text;
  }, 60);
}

function stop() {
  active?.controller.abort();
}

function startAfresh() {
  const running = active;
  if (running) {
    running.turn.state = 'stopped';
    active = null;
    running.controller.abort();
    clearTimeout(running.slow);
    render(running.turn);
  }
  setAside = turns.length ? { conversation, turns, views } : null;
  for (const view of views.values()) {
    clearInterval(view.timer);
  }
  conversation = newId();
  turns = [];
  views = new Map();
  recall = -1;
  page.log.replaceChildren();
  refresh();
  save();
  scrollTo({ top: 0, behavior: 'instant' });
  say('New conversation.');
  page.question.focus({ preventScroll: true });
}

function bringBack() {
  if (!setAside) {
    return;
  }
  ({ conversation, turns, views } = setAside);
  setAside = null;
  for (const turn of turns) {
    page.log.append(viewOf(turn).root);
    render(turn);
  }
  refresh();
  save();
  viewOf(turns.at(-1)).root.scrollIntoView({ block: 'start', behavior: 'instant' });
  focusQuestion();
  say('The last conversation is back.');
}

// --- the box and the buttons --------------------------------------------------

/** Puts buttons and boxes into the state that the conversation is in. */
function refresh() {
  const busy = active !== null;
  const empty = turns.length === 0;
  page.welcome.hidden = !empty;
  page.heading.hidden = empty;
  page.fresh.hidden = empty;
  page.undo.hidden = !(empty && setAside);
  page.send.hidden = busy;
  page.send.disabled = !page.question.value.trim();
  page.stop.hidden = !busy;
  page.question.placeholder = empty ? 'Ask a question' : 'Ask on, or something else';
  page.offline.hidden = navigator.onLine !== false;
  for (const button of document.querySelectorAll('.suggestions button, .examples button, [data-retry]')) {
    button.disabled = busy;
  }
  document.body.classList.toggle('talking', !empty);
  grow();
}

function grow() {
  page.question.style.height = 'auto';
  page.question.style.height = `${page.question.scrollHeight + 2}px`;
}

/** Back to the box, but not on a phone: there the focus would bring up the keyboard over the answer. */
function focusQuestion() {
  if (touch()) {
    page.question.blur();
  } else {
    page.question.focus({ preventScroll: true });
  }
}

function put(text) {
  page.question.value = text;
  page.question.setSelectionRange(text.length, text.length);
  refresh();
}

/** Arrow up in an empty box brings the last question back, again and again the ones before; arrow down returns. */
function recallQuestion(step) {
  const asked = turns.map((turn) => turn.question);
  const recalled = recall >= 0 && page.question.value === asked[recall];
  if (!recalled) {
    if (step > 0 || page.question.value || !asked.length) {
      return false;
    }
    recall = asked.length;
    draftBeforeRecall = page.question.value;
  }
  recall = Math.max(0, recall + step);
  if (recall >= asked.length) {
    recall = -1;
    put(draftBeforeRecall);
  } else {
    put(asked[recall]);
  }
  return true;
}

page.form.addEventListener('submit', (event) => {
  event.preventDefault();
  ask(page.question.value);
});

page.question.addEventListener('input', refresh);

page.question.addEventListener('keydown', (event) => {
  if (event.isComposing || event.keyCode === 229) {
    return; // The key belongs to an input method, for example for Japanese.
  }
  const plainKey = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    ask(page.question.value);
  } else if (event.key === 'ArrowUp' && plainKey && recallQuestion(-1)) {
    event.preventDefault();
  } else if (event.key === 'ArrowDown' && plainKey && recallQuestion(1)) {
    event.preventDefault();
  }
});

document.addEventListener('keydown', (event) => {
  if (event.isComposing) {
    return;
  }
  if (event.key === 'Escape' && active) {
    event.preventDefault();
    stop();
    focusQuestion();
  } else if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const inField = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
    if (!inField) {
      event.preventDefault();
      page.question.focus();
    }
  }
});

page.stop.addEventListener('click', () => {
  stop();
  focusQuestion();
});
page.fresh.addEventListener('click', startAfresh);
page.undoButton.addEventListener('click', bringBack);
page.welcome.addEventListener('click', (event) => {
  const button = event.target.closest('[data-question]');
  if (button) {
    ask(button.dataset.question);
  }
});

// --- the world around ---------------------------------------------------------

addEventListener('online', () => {
  refresh();
  say('You are online again.');
});
addEventListener('offline', () => {
  refresh();
  say('You are offline.');
});
addEventListener('pagehide', save);
document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    save();
  } else {
    document.title = title;
  }
});

// Where the keyboard of a phone covers the page instead of shrinking it, the box is lifted above it.
if (window.visualViewport) {
  const lift = () => {
    const { height, offsetTop, scale } = window.visualViewport;
    const covered = scale > 1.01 ? 0 : Math.round(window.innerHeight - height - offsetTop);
    document.documentElement.style.setProperty('--covered', `${covered > 60 ? covered : 0}px`);
  };
  window.visualViewport.addEventListener('resize', lift);
  window.visualViewport.addEventListener('scroll', lift);
}

/** A question in the address is asked once: it leaves the address before it is asked, so that a reload does not repeat it. */
function takeQuestionFromAddress() {
  const url = new URL(location.href);
  const question = (url.searchParams.get('q') ?? '').trim();
  if (!url.searchParams.has('q')) {
    return null;
  }
  url.searchParams.delete('q');
  try {
    history.replaceState(null, '', url);
  } catch {
    // An address that stays is a smaller harm than a question that is not asked.
  }
  // An address of this page in place of the question is unwrapped.
  return question.startsWith('/?q=') ? question.slice(4) : question;
}

if ('scrollRestoration' in history) {
  history.scrollRestoration = 'manual';
}
restore();
const asked = takeQuestionFromAddress();
refresh();
if (asked) {
  page.question.value = asked;
  ask(asked);
} else if (!touch()) {
  page.question.focus({ preventScroll: true });
}
