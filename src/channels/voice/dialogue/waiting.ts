import type { SpokenText } from '../ports';
import type { Line } from './dialogue-event';
import { LIMITS } from './dialogue-settings';
import type { Draft } from './draft';

/** The caller's case is in the queue: rings a person, or says what can be done instead. `before`: the bot's words. */
export function connect(d: Draft, line: Line | undefined, before: readonly SpokenText[] = []): void {
  if (line?.open === false || !d.settings.canTransfer) return offer(d, line, before);
  d.go({ name: 'connecting', line });
  // The bot's own words may have said it already.
  const told = before.map(({ text }) => text).join('');
  d.say([...before, ...d.prompt('connecting').filter(({ text }) => !told.includes(text))]);
}

/** Rings whoever took the case, else whoever answers for the city, when it is this caller's turn. */
export function ringNext(d: Draft, line: Line | undefined): void {
  if (line !== undefined && line.position > 1) return wait(d, line, placeWords(d, line));
  ring(d, undefined, line);
}

export function ring(d: Draft, operatorId: string | undefined, line: Line | undefined): void {
  d.quiet();
  d.go({ name: 'ringing', operatorId, line });
  d.set({ rang: d.at });
  d.effects.push({ kind: 'transfer', operatorId });
  d.timer('ring', LIMITS.ring + LIMITS.turn);
}

/** Waits in the queue; the waiting sound follows what is said. */
export function wait(d: Draft, line: Line | undefined, words: readonly SpokenText[]): void {
  d.go({ name: 'queue', line });
  d.timer('announce', LIMITS.announce);
  if (!('offer' in d.state.due)) d.timer('offer', LIMITS.offer);
  const all = [...d.state.untold, ...words];
  if (all.length === 0) d.hold();
  else d.say([...all, ...d.prompt('holdOn')]);
}

/** The place and the estimate. */
export function placeWords(d: Draft, line: Line | undefined): readonly SpokenText[] {
  if (line === undefined || line.position < 1) return d.prompt('stillWaiting');
  const place = d.prompt('place', { place: String(line.position) });
  return line.wait === undefined ? place : [...place, ...d.prompt('wait', { wait: line.wait })];
}

/** Offers a callback, a message or another question; the place is kept until one is taken. */
export function offer(d: Draft, line: Line | undefined, before: readonly SpokenText[] = []): void {
  d.go({ name: 'offering', line });
  d.effects.push({ kind: 'expect', segmentation: 'short' });
  d.say([...before, ...waysWords(d, line)]);
}

/** Whether the caller can be offered to stay on the line. */
export function canWait(d: Draft, line: Line | undefined): boolean {
  return line?.open !== false && d.settings.canTransfer;
}

function waysWords(d: Draft, line: Line | undefined): readonly SpokenText[] {
  if (canWait(d, line)) return d.prompt('offerCallback');
  const next = line?.next === undefined ? [] : d.prompt('closedNext', { next: line.next });
  const why = line?.open === false ? [...d.prompt('closed'), ...next] : d.prompt('noLine');
  return [...why, ...d.prompt(d.state.hearing === 'on' ? 'closedWays' : 'closedWaysKeys')];
}
