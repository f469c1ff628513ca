import type { Key } from '../ports';
import { LIMITS } from './dialogue-settings';
import type { Draft } from './draft';
import type { Phase } from './dialogue-state';
import { again, help } from './help';
import { ask, askPerson, openMenu } from './moves';
import { goOn } from './progress';
import { canWait, connect, offer, placeWords, ringNext, wait } from './waiting';
import { askKeys, askNumber, finishNumber, leaveWish, takeDigits } from './wishes';

/** A key of the telephone. */
export function takeKey(d: Draft, key: Key): void {
  d.set({ spoke: Math.max(d.state.spoke, d.at) });
  pressKey(d, key);
}

/** A key, or words that mean one, silences at once. 0 is a person everywhere (while a number is keyed: alone, and then nothing). */
export function pressKey(d: Draft, key: Key): void {
  const { phase } = d;
  if (['new', 'ringing', 'talking', 'ended'].includes(phase.name)) return;
  d.set({ keyed: true });
  if (phase.name === 'number' && phase.step === 'keying') return keyDigit(d, phase, key);
  if (key === '0') return wantPerson(d);
  if (phase.name === 'wishing') return;
  if (key === '9') return again(d);
  pressOther(d, key);
}

/** A person, or, while nobody answers, what can be done instead. */
export function wantPerson(d: Draft): void {
  const { phase } = d;
  switch (phase.name) {
    case 'connecting':
      return;
    case 'wishing':
      return d.set({ phase: { ...phase, person: true } });
    case 'queue':
      return wait(d, phase.line, placeWords(d, phase.line));
    case 'offering':
    case 'number':
    case 'message':
      return canWait(d, phase.line) ? ringNext(d, phase.line) : offer(d, phase.line);
    case 'thinking':
      return phase.person ? undefined : askPerson(d);
    default:
      return askPerson(d);
  }
}

function pressOther(d: Draft, key: Key): void {
  const { phase } = d;
  switch (phase.name) {
    case 'greeting':
    case 'listening':
      return pressInMenu(d, phase.menu, key);
    case 'answering':
      if (key === '1' && phase.rest.length > 0) return goOn(d);
      if (key === '1' && phase.map) return sendMap(d, phase);
      return openMenu(d, 'topics');
    case 'choosing':
      return pressChoice(d, phase.choices, key);
    case 'queue':
      return pressInQueue(d, phase, key);
    case 'offering':
      return pressWay(d, phase, key);
    case 'number':
      return pressNumber(d, phase, key);
    default:
  }
}

/** In the menu a key is a topic or a question; `*` goes back. */
function pressInMenu(d: Draft, menu: Extract<Phase, { name: 'listening' }>['menu'], key: Key): void {
  const n = Number(key) - 1;
  if (menu === undefined || key === '*' || key === '#') return openMenu(d, 'topics');
  if (menu === 'topics') return d.settings.menu[n] === undefined ? wrongKey(d) : openMenu(d, n);
  const question = d.settings.menu[menu]?.questions[n];
  if (question === undefined) return wrongKey(d);
  ask(d, question.say, 'key');
}

/** Once for each answer. */
function sendMap(d: Draft, phase: Extract<Phase, { name: 'answering' }>): void {
  d.quiet();
  d.set({ phase: { ...phase, map: false } });
  d.effects.push({ kind: 'send-map' });
  d.fillSilence();
}

function pressChoice(d: Draft, choices: readonly string[], key: Key): void {
  if (key === '*' || key === '#') return openMenu(d, 'topics');
  const choice = choices[Number(key) - 1];
  if (choice === undefined) return wrongKey(d);
  ask(d, choice, 'key');
}

/** 1: a callback, 3: back to the questions. */
function pressInQueue(d: Draft, phase: Extract<Phase, { name: 'queue' }>, key: Key): void {
  if (key === '1') return askNumber(d, phase.line);
  if (key === '3') return ask(d, d.settings.cancelWords, 'key');
  wait(d, phase.line, placeWords(d, phase.line));
}

function pressWay(d: Draft, { line }: Extract<Phase, { name: 'offering' }>, key: Key): void {
  const stays = canWait(d, line);
  if (key === '1') return askNumber(d, line);
  if (key === '2' && stays) return wait(d, line, []);
  if (key === '2' && d.state.hearing === 'on') return askMessage(d, line);
  if (key === '3') return ask(d, d.settings.cancelWords, 'key');
  wrongKey(d);
}

function askMessage(d: Draft, line: Extract<Phase, { name: 'message' }>['line']): void {
  d.go({ name: 'message', line });
  d.effects.push({ kind: 'expect', segmentation: 'open' });
  d.say(d.prompt('leaveMessage'));
}

function pressNumber(d: Draft, phase: Extract<Phase, { name: 'number' }>, key: Key): void {
  const { line, step, digits } = phase;
  if (key === '2') return askKeys(d, line);
  if (key !== '1') return wrongKey(d);
  leaveWish(d, { kind: 'callback', number: step === 'own' ? 'own' : { keyed: digits } }, line);
}

function keyDigit(d: Draft, phase: Extract<Phase, { name: 'number' }>, key: Key): void {
  if (key === '*') return askKeys(d, phase.line);
  if (key === '#') return finishNumber(d, phase);
  takeDigits(d, phase, key);
}

/** A number is being keyed and no more digits come: 0 alone was the person. */
export function digitsEnd(d: Draft): void {
  const { phase } = d;
  if (phase.name !== 'number' || phase.step !== 'keying') return;
  const isSaid = 'talk' in d.state.due || 'unheard' in d.state.due;
  if (phase.digits !== '0' && isSaid) return d.timer('interDigit', LIMITS.interDigit);
  if (phase.digits !== '0') return finishNumber(d, phase);
  if (canWait(d, phase.line)) return connect(d, phase.line);
  offer(d, phase.line);
}

function wrongKey(d: Draft): void {
  if (d.state.failures >= 2) return help(d, 'noMatch');
  d.set({ failures: d.state.failures + 1 });
  again(d, d.prompt('notHere'));
}
