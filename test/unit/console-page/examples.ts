import type { ConsoleMessage, ConsoleRow } from '../../../src/console/wire';
import { EMPTY, reduce, type State, type StateEvent } from '../../../src/console/page/state';
import type { Storage } from '../../../src/console/page/memory';

export const AT = Date.parse('2021-06-04T01:00:00Z');

export function row(change: Partial<ConsoleRow> = {}): ConsoleRow {
  return {
    handoffId: '1',
    conversationId: 'c1',
    state: 'waiting',
    channel: 'web',
    cause: 'asked',
    skill: 'general',
    language: 'ja',
    priority: 0,
    waitingSince: '2021-06-04T00:59:00.000Z',
    sla: 'good',
    lastText: '予約を変えたい',
    assignment: 0,
    held: false,
    citizenAway: false,
    version: 1,
    ...change,
  };
}

export function message(seq: number, change: Partial<ConsoleMessage> = {}): ConsoleMessage {
  return {
    seq,
    id: `m${seq}`,
    author: 'citizen',
    at: new Date(AT + seq * 1000).toISOString(),
    text: `${seq}番`,
    sealed: false,
    ...change,
  };
}

export function after(...events: StateEvent[]): State {
  return events.reduce(reduce, EMPTY);
}

export function whole(...rows: ConsoleRow[]): StateEvent {
  return {
    type: 'frame',
    at: AT,
    frame: { type: 'state', now: new Date(AT + 5000).toISOString(), rows, operators: [] },
  };
}

export function rows(changed: readonly ConsoleRow[], gone: readonly string[] = []): StateEvent {
  return { type: 'frame', at: AT, frame: { type: 'rows', rows: changed, gone } };
}

export function told(messages: readonly ConsoleMessage[], conversationId = 'c1'): StateEvent {
  return { type: 'frame', at: AT, frame: { type: 'messages', conversationId, messages } };
}

/** Web Storage of one tab. */
export function tab(): Storage {
  const held = new Map<string, string>();
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
  };
}
