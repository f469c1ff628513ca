import type { SandboxAct, SandboxView } from '../wire';
import { element } from './element';
import { menuElement } from './menu';
import { lineElement } from './talk-line';

/** Redrawn only where something changed, so that focus and what a screen reader has read stay. */
const log = element('div', { role: 'log', tabindex: '0', 'aria-label': 'トーク', class: 'log' });
const quick = element('div', { role: 'group', 'aria-label': '返事の候補', class: 'quick' });
const menu = element('div', { class: 'menu' });
const notices = element('div', { role: 'status', class: 'notices' });
const people = element('nav', { 'aria-label': 'だれになりますか', class: 'people' });
const dots = element('p', { class: 'dots', hidden: '' }, '… 窓口が考えています');
const title = element('h1', {}, 'LINEのためし場');
const text = element('textarea', { id: 'text', rows: '2', maxlength: '5000' });
const mention = element('input', { type: 'checkbox', id: 'mention' });
const mentionLine = element(
  'p',
  { class: 'mention', hidden: '' },
  mention,
  element('label', { for: 'mention' }, '窓口にメンション（@）する'),
);
const block = element('button', { type: 'button' }, '窓口をブロックする');
const again = element('button', { type: 'button' }, '最後の出来事を、もう一度届ける（再送）');

let talk = '';
let drawn = '';
let friend = true;

async function act(what: SandboxAct): Promise<void> {
  const response = await fetch(`/act/${talk}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(what),
  });
  if (!response.ok) notices.textContent = 'そのボタンは、もう使えません。';
  await refresh();
}

const press = (what: SandboxAct) => (): void => void act(what);

async function refresh(): Promise<void> {
  const asked = talk;
  const answer = await fetch(`/view/${asked}`).catch(() => undefined);
  if (!answer?.ok || asked !== talk) return;
  const told = await answer.text();
  if (told === drawn) return;
  drawn = told;
  draw(JSON.parse(told) as SandboxView);
}

function draw(view: SandboxView): void {
  if (talk === '') talk = view.talks[0]?.id ?? '';
  title.textContent = `${view.account}とのトーク`;
  redraw(quick, view.quickReplies, () =>
    view.quickReplies.map((label, index) => button(label, press({ act: 'quick', index }))),
  );
  redraw(people, [view.talks, talk], () => view.talks.map(({ id, label }) => personButton(id, label)));
  redraw(menu, view.menu, () =>
    view.menu ? menuElement(view.menu, (index) => press({ act: 'menu', index })()) : [],
  );
  redraw(notices, view.notices, () => view.notices.map((notice) => element('p', {}, notice)));
  drawLines(view); // last, because the room that is left for the lines is known only now
  dots.hidden = !view.loading;
  friend = view.friend ?? true;
  block.hidden = view.friend === undefined;
  block.textContent = friend ? '窓口をブロックする' : 'ブロックをやめて、友だちに戻る';
  mentionLine.hidden = view.friend !== undefined;
}

const inside = new WeakMap<Element, string>();

function redraw(place: Element, state: unknown, make: () => Element[]): void {
  const key = JSON.stringify(state ?? null);
  if (inside.get(place) === key) return;
  inside.set(place, key);
  const focused = place.contains(document.activeElement)
    ? document.activeElement?.getAttribute('aria-label')
    : null;
  place.replaceChildren(...make());
  if (focused) place.querySelector<HTMLElement>(`[aria-label="${CSS.escape(focused)}"]`)?.focus();
}

function drawLines({ lines }: SandboxView): void {
  const wanted = new Set(lines.map(({ id }) => id));
  for (const line of [...log.children]) if (!wanted.has(line.id.slice(5))) line.remove();
  const fresh = lines.filter(({ id }) => document.getElementById(`line-${id}`) === null);
  for (const line of fresh) log.append(lineElement(line, act));
  if (fresh.length > 0) log.scrollTop = log.scrollHeight;
}

function personButton(id: string, label: string): Element {
  const made = button(label, () => {
    talk = id;
    drawn = '';
    log.replaceChildren();
    void refresh();
  });
  made.setAttribute('aria-pressed', String(id === talk));
  made.setAttribute('aria-label', label);
  return made;
}

function button(label: string, pressed: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button' }, label);
  made.addEventListener('click', pressed);
  return made;
}

function send(): void {
  const said = text.value.trim();
  if (said === '') return text.focus();
  text.value = '';
  void act({ act: 'say', text: said, mention: mention.checked });
}

/** Enter sends, Shift+Enter makes a new line; not while a Japanese conversion is open. */
text.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  send();
});
block.addEventListener('click', () => void act({ act: friend ? 'block' : 'follow' }));
again.addEventListener('click', press({ act: 'again' }));

const form = element(
  'form',
  { class: 'write' },
  element('label', { for: 'text' }, 'メッセージ'),
  text,
  element('button', { class: 'send' }, '送る'),
);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  send();
});
const tools = element(
  'div',
  { role: 'group', 'aria-label': 'ほかに送る', class: 'tools' },
  button('スタンプを送る', press({ act: 'send', kind: 'sticker' })),
  button('写真を送る', press({ act: 'send', kind: 'image' })),
  button('位置情報を送る', press({ act: 'send', kind: 'location' })),
  block,
  again,
);
document.body.append(
  element(
    'main',
    {},
    element(
      'header',
      {},
      title,
      element(
        'p',
        {},
        'この画面は見本です。本物のLINEには何も送りません。職員の画面（/console）と並べて、ためせます。',
      ),
      people,
    ),
    element(
      'section',
      { 'aria-label': 'トークの画面', class: 'phone' },
      log,
      dots,
      quick,
      mentionLine,
      form,
      menu,
    ),
    element('section', { 'aria-label': 'ためす人の道具', class: 'side' }, tools, notices),
  ),
);
void refresh();
setInterval(() => void refresh(), 500);
