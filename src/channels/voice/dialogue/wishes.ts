import type { SpokenText } from '../ports';
import type { Wish } from './dialogue-effect';
import type { Line } from './dialogue-event';
import { LIMITS } from './dialogue-settings';
import type { Phase } from './dialogue-state';
import type { Draft } from './draft';
import { leave } from './moves';
import { canWait, connect } from './waiting';
import { spokenNumber } from './spoken-phone';

type NumberPhase = Extract<Phase, { name: 'number' }>;

/** Asks where to call back: the caller's own number, or one that is keyed or said. */
export function askNumber(d: Draft, line: Line | undefined): void {
  const { callerLast } = d.settings;
  if (callerLast === undefined) return askKeys(d, line);
  d.go({ name: 'number', step: 'own', digits: '', line });
  d.effects.push({ kind: 'expect', segmentation: 'short' });
  d.say(d.prompt('ownNumber', { last: spokenNumber(callerLast) }));
}

export function askKeys(d: Draft, line: Line | undefined, before: readonly SpokenText[] = []): void {
  d.go({ name: 'number', step: 'keying', digits: '', line });
  d.effects.push({ kind: 'expect', segmentation: 'open' });
  d.say([...before, ...d.prompt('keyNumber')]);
}

/** Takes one more digit; a whole number is read back. */
export function takeDigits(d: Draft, phase: NumberPhase, more: string): void {
  const digits = (phase.digits + more).slice(0, 11);
  d.quiet();
  d.set({ phase: { ...phase, digits } });
  d.stop('noInput');
  d.timer('interDigit', LIMITS.interDigit);
  if (isWhole(digits) && digits.length === expectedLength(digits)) confirmNumber(d, phase, digits);
}

/** The caller is done: reads the number back, or asks again. */
export function finishNumber(d: Draft, phase: NumberPhase): void {
  if (isWhole(phase.digits)) return confirmNumber(d, phase, phase.digits);
  askKeys(d, phase.line, d.prompt('keyNumberAgain'));
}

/** Leaves the wish; the answer is awaited. */
export function leaveWish(d: Draft, wish: Wish, line: Line | undefined): void {
  d.quiet();
  d.go({ name: 'wishing', wish: wish.kind, line, person: false });
  d.effects.push({ kind: 'wish', wish });
  d.fillSilence();
  d.timer('turn', LIMITS.turn);
}

/** Says how the wish went. Who has wanted a person meanwhile comes to one, or, while nobody is there, has the wish. */
export function wishTaken(d: Draft, phase: Extract<Phase, { name: 'wishing' }>, ok: boolean): void {
  const { wish, line, person } = phase;
  if (!ok && person) return connect(d, line, d.prompt('wishFailed'));
  if (!ok) return leave(d, d.prompt('wishFailed'), 'failed');
  d.set({ got: { ...d.state.got, [wish]: true } });
  const words = d.prompt(wish === 'callback' ? 'callbackTaken' : 'messageTaken');
  if (!person || !canWait(d, line)) return leave(d, words);
  d.go({ name: 'leaving', reason: undefined, person: true });
  d.say(words);
}

function confirmNumber(d: Draft, { line }: NumberPhase, digits: string): void {
  d.go({ name: 'number', step: 'confirm', digits, line });
  d.effects.push({ kind: 'expect', segmentation: 'short' });
  d.say(d.prompt('confirmNumber', { number: spokenNumber(digits) }));
}

/** A Japanese number with its area code: ten digits, eleven for mobile (070, 080, 090), 050 and the like. */
function isWhole(digits: string): boolean {
  return /^0\d{9,10}$/.test(digits);
}

function expectedLength(digits: string): number {
  return /^0[5-9]0/.test(digits) ? 11 : 10;
}
