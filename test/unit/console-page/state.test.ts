import fc from 'fast-check';
import { lastSeq, TYPING_MS } from '../../../src/console/page/state';
import { after, AT, message, row, rows, told, whole } from './examples';

const opened = { type: 'opened', conversationId: 'c1' } as const;
const history = (...messages: ReturnType<typeof message>[]) =>
  ({ type: 'history', conversationId: 'c1', messages, notes: [], viewers: [] }) as const;

test('the first state brings the whole queue and the desk’s clock', () => {
  const state = after(whole(row(), row({ handoffId: '2' })));
  expect([...state.rows.keys()]).toEqual(['1', '2']);
  expect(state.skewMs).toBe(5000);
  expect(state.ready).toBe(true);
});

test('a row that is older than the known one changes nothing', () => {
  const state = after(whole(row({ version: 4, state: 'active' })), rows([row({ version: 3 })]));
  expect(state.rows.get('1')?.state).toBe('active');
});

test('a row of the same version replaces: its colour changes with time, without an event', () => {
  expect(after(whole(row()), rows([row({ sla: 'late' })])).rows.get('1')?.sla).toBe('late');
});

test('a row that has gone does not come back with a late answer, but does with a newer event', () => {
  const gone = [whole(row({ version: 2 })), rows([], ['1'])] as const;
  expect(after(...gone, { type: 'row', row: row({ version: 2 }) }).rows.size).toBe(0);
  expect(after(...gone, rows([row({ version: 3 })])).rows.size).toBe(1);
});

test('messages in any order, any number of times, from feed and history alike, are each there once and in order', () => {
  const all = [1, 2, 3, 4, 5, 6].map((seq) => message(seq));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.subarray(all)), { maxLength: 8 }), (arrivals) => {
      const events = arrivals.map(([feed, some]) => (feed ? told(some) : history(...some)));
      const talk = after(opened, ...events).talks.get('c1');
      const seqs = talk?.messages.map(({ seq }) => seq) ?? [];
      const expected = [...new Set(arrivals.flatMap(([, some]) => some.map(({ seq }) => seq)))];
      expect(seqs).toEqual(expected.sort((a, b) => a - b));
      expect(lastSeq(talk)).toBe(Math.max(0, ...expected));
    }),
  );
});

test('messages of a conversation that nobody has open are dropped', () => {
  expect(after(told([message(1)], 'other')).talks.size).toBe(0);
});

test('after a reload, what came after the operator’s last word is unread', () => {
  const talk = after(history(message(1), message(2, { author: 'operator' }), message(3))).talks.get('c1');
  expect(talk?.readSeq).toBe(2);
});

test('a typing sign ends with the words themselves, or after its time', () => {
  const sign = {
    type: 'frame',
    at: AT,
    frame: { type: 'typing', conversationId: 'c1', by: 'citizen' },
  } as const;
  const typing = (...events: Parameters<typeof after>) =>
    after(opened, sign, ...events).talks.get('c1')?.typing.length;
  expect(typing()).toBe(1);
  expect(typing(sign)).toBe(1);
  expect(typing(told([message(1)]))).toBe(0);
  expect(typing(told([message(1, { author: 'bot' })]))).toBe(1);
  expect(typing({ type: 'tick', at: AT + TYPING_MS - 1 })).toBe(1);
  expect(typing({ type: 'tick', at: AT + TYPING_MS })).toBe(0);
});

test('a note told twice is there once', () => {
  const note = {
    id: 'n',
    by: { id: 'o', label: '佐藤' },
    at: message(1).at,
    text: 'メモ',
    kind: 'note',
  } as const;
  const frame = {
    type: 'frame',
    at: AT,
    frame: { type: 'notes', conversationId: 'c1', notes: [note] },
  } as const;
  expect(after(opened, frame, frame).talks.get('c1')?.notes).toEqual([note]);
});

test('the lost connection that follows the end of the session does not hide it', () => {
  expect(after({ type: 'link', link: 'signed-out' }, { type: 'link', link: 'lost' }).link).toBe('signed-out');
});

test('leaving the conversation in the middle leaves the middle empty', () => {
  const state = after({ type: 'current', conversationId: 'c1' }, { type: 'left', conversationId: 'c1' });
  expect(state.current).toBeUndefined();
  expect(state.talks.size).toBe(0);
});
