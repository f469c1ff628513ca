import type { SpokenText } from '../ports';
import { LIMITS } from './dialogue-settings';
import type { EndReason, MenuPlace } from './dialogue-state';
import type { Draft } from './draft';

/** Waits for any question; without recognition for a key of the menu. `before`: said first. */
export function listen(d: Draft, before: readonly SpokenText[] = []): void {
  if (d.state.hearing !== 'on') return openMenu(d, 'topics', before);
  d.go({ name: 'listening', menu: undefined });
  d.effects.push({ kind: 'expect', segmentation: 'open' });
  d.say([...before, ...d.prompt('open')]);
}

/** Reads out the key menu, or the questions of one topic. */
export function openMenu(d: Draft, menu: MenuPlace, before: readonly SpokenText[] = []): void {
  const items = menu === 'topics' ? d.settings.menu : (d.settings.menu[menu]?.questions ?? []);
  d.go({ name: 'listening', menu });
  d.effects.push({ kind: 'expect', segmentation: 'open' });
  const read = items.flatMap(({ name }, i) => d.prompt('menuItem', { name, key: String(i + 1) }));
  const back = menu === 'topics' ? [] : d.prompt('menuBack');
  d.say([...before, ...d.prompt('menu'), ...read, ...back]);
}

/** Gives the caller's words to the bot. */
export function ask(d: Draft, text: string, by: 'voice' | 'key', person = false): void {
  const turn = d.state.turn + 1;
  d.quiet();
  d.go({ name: 'thinking', person, fillers: 0 });
  d.set({ turn });
  d.effects.push({ kind: 'ask', turn, text, by });
  d.fillSilence();
  d.timer('turn', LIMITS.turn);
}

/** A person is wanted: the bot hands over, so that the case is on the console before a telephone rings. */
export function askPerson(d: Draft): void {
  ask(d, d.settings.personWords, 'key', true);
}

/** Says goodbye and hangs up. `reason` undefined: whatever the caller has got. */
export function leave(d: Draft, before: readonly SpokenText[], reason?: EndReason): void {
  d.go({ name: 'leaving', reason, person: false });
  d.say([...before, ...d.prompt(reason === 'silent' ? 'goodbyeSilent' : 'goodbye')]);
}
