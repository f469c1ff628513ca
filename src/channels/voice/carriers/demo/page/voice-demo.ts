import type { DemoCommand, DemoMessage } from '../demo-wire';
import { DemoLine, type DemoLineListener } from './demo-line';
import { buttons, element } from './element';
import { startPromptList } from './prompt-list';
import { addLine } from './transcript';

type Key = Extract<DemoCommand, { type: 'key' }>['key'];

/** Keyboards without a number block reach * and # only with Shift, some not at all. */
const OTHER_KEYS: Readonly<Record<string, string>> = { '-': '*', '+': '#' };

let line: DemoLine | undefined;

const listener: DemoLineListener = {
  onOpen: () => say('通話中です。'),
  onMessage: (message) => show(message),
  onClose: () => hungUp(),
  onNoMicrophone: () => addLine('line', 'マイクを使えません。番号のボタンで続けられます。'),
  onNoSound: () => addLine('line', '音を出せません。話している言葉はここに表示されます。'),
};

function dial(): void {
  element('transcript').replaceChildren();
  say('呼び出しています。');
  line = new DemoLine(listener, element<HTMLInputElement>('microphone').checked);
  inCall(true);
  element('hang-up').focus();
}

function hungUp(): void {
  line = undefined;
  inCall(false);
  element('person').hidden = true;
  say('電話は切れました。');
  element('dial').focus();
}

function inCall(on: boolean): void {
  for (const button of buttons('#dial')) button.disabled = on;
  for (const button of buttons('#hang-up, [data-key]')) button.disabled = !on;
  element<HTMLInputElement>('microphone').disabled = on;
}

function show(message: DemoMessage): void {
  if (message.type === 'caption') addLine(message.by, message.text);
  else if (message.type === 'busy')
    addLine('line', 'お試しの回線がすべて使われています。少し待ってからおかけください。');
  else if (message.type === 'ringing')
    showPerson(`担当者の電話が鳴っています。${message.seconds}秒で窓口に戻ります。`, true);
  else if (message.type === 'talking') showPerson('担当者と通話中です。', false);
  else if (message.type === 'returned') {
    element('person').hidden = true;
    addLine('line', '窓口に戻りました。');
  }
}

function showPerson(status: string, ringing: boolean): void {
  element('person').hidden = false;
  element('person-status').textContent = status;
  for (const button of buttons('[data-does]'))
    button.disabled = !ringing && button.dataset['does'] !== 'hangs-up';
  addLine('line', status);
}

function press(key: string): void {
  if (line === undefined) return;
  line.send({ type: 'key', key: key as Key });
  addLine('key', key);
}

function say(text: string): void {
  element('status').textContent = text;
}

/** Not while something is being typed, and not with a command of the browser. */
function typed(event: KeyboardEvent): void {
  const { target, ctrlKey, metaKey, altKey, repeat } = event;
  if (ctrlKey || metaKey || altKey || repeat || isField(target)) return;
  const key = OTHER_KEYS[event.key] ?? event.key;
  if (/^[0-9*#]$/.test(key)) press(key);
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type !== 'checkbox';
}

element('dial').addEventListener('click', dial);
element('hang-up').addEventListener('click', () => line?.hangUp());
for (const button of buttons('[data-key]'))
  button.addEventListener('click', () => press(button.dataset['key'] ?? ''));
for (const button of buttons('[data-does]'))
  button.addEventListener('click', () => {
    const does = button.dataset['does'] as Extract<DemoCommand, { type: 'person' }>['does'];
    line?.send({ type: 'person', does });
  });
document.addEventListener('keydown', typed);
startPromptList();
