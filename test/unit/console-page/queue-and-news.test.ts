import { newsBetween } from '../../../src/console/page/news';
import { queueSections } from '../../../src/console/page/queue-sections';
import { titleOf, unreadOf } from '../../../src/console/page/unread';
import { durationText } from '../../../src/console/page/words';
import { after, message, row, rows, told, whole } from './examples';

const me = { id: 'me', label: '山田' };
const other = { id: 'other', label: '佐藤' };
const sections = (...all: ReturnType<typeof row>[]) =>
  Object.fromEntries(
    queueSections(all, 'me').map(({ id, rows: found }) => [id, found.map((r) => r.handoffId)]),
  );

test('every open row stands in exactly one part of the list', () => {
  expect(
    sections(
      row({ handoffId: 'w' }),
      row({ handoffId: 'o', state: 'offered', operator: me }),
      row({ handoffId: 'oo', state: 'offered', operator: other }),
      row({ handoffId: 'a', state: 'active', operator: me }),
      row({ handoffId: 'ao', state: 'active', operator: other }),
      row({ handoffId: 'u', state: 'wrap-up', operator: me }),
      row({ handoffId: 'c', state: 'callback' }),
      row({ handoffId: 'm', state: 'message' }),
      row({ handoffId: 'x', state: 'closed' }),
    ),
  ).toEqual({
    offers: ['o'],
    mine: ['a'],
    wrapUp: ['u'],
    waiting: ['oo', 'w'],
    callback: ['c'],
    message: ['m'],
    others: ['ao'],
  });
});

test('priority goes first, then who came first', () => {
  const at = (seconds: number) => `2021-06-04T00:59:0${seconds}.000Z`;
  expect(
    sections(
      row({ handoffId: 'late', waitingSince: at(5) }),
      row({ handoffId: 'early', waitingSince: at(1) }),
      row({ handoffId: 'urgent', waitingSince: at(9), priority: 10 }),
    )['waiting'],
  ).toEqual(['urgent', 'early', 'late']);
});

test('an offer is told once, and again when it is a new one', () => {
  const before = after(whole(row()));
  const offered = row({ state: 'offered', operator: me, assignment: 1, version: 2 });
  const now = after(whole(row()), rows([offered]));
  expect(newsBetween(before, now, 'me').map(({ kind }) => kind)).toEqual(['offer']);
  expect(newsBetween(now, after(whole(offered)), 'me')).toEqual([]);
  const again = after(whole(offered), rows([{ ...offered, assignment: 2, version: 4 }]));
  expect(newsBetween(now, again, 'me').map(({ kind }) => kind)).toEqual(['offer']);
});

test('the first queue is no news; a citizen who joins later is, with how many wait', () => {
  const first = after(whole(row()));
  expect(newsBetween(after(), first, 'me')).toEqual([]);
  const [news] = newsBetween(first, after(whole(row()), rows([row({ handoffId: '2' })])), 'me');
  expect(news).toMatchObject({ kind: 'waiting', text: '新しくお待ちの方がいます。いま2人です。' });
});

test('a conversation that went to somebody else is told; one that was closed is not', () => {
  const mine = row({ state: 'active', operator: me });
  const before = after(whole(mine));
  const taken = after(whole(mine), rows([{ ...mine, operator: other, version: 2 }]));
  expect(newsBetween(before, taken, 'me').map(({ kind }) => kind)).toEqual(['taken-away']);
  expect(newsBetween(before, after(whole(mine), rows([], ['1'])), 'me')).toEqual([]);
});

test('unread counts the citizen’s words in one’s own conversations, and stands in the title', () => {
  const mine = row({ state: 'active', operator: me });
  const history = {
    type: 'history',
    conversationId: 'c1',
    messages: [message(1)],
    notes: [],
    viewers: [],
  } as const;
  const read = after(whole(mine), history);
  expect(unreadOf(read, 'me')).toBe(0);
  const state = after(whole(mine), history, told([message(2), message(3, { author: 'bot' })]));
  expect(unreadOf(state, 'me')).toBe(1);
  expect(titleOf(state, 'me')).toBe('(1) 待ち0人 | 窓口');
  expect(newsBetween(read, state, 'me').map(({ kind }) => kind)).toEqual(['message']);
});

test('no news carries a citizen’s words', () => {
  const mine = row({ state: 'active', operator: me, lastText: 'ひみつ' });
  const offered = row({ handoffId: '2', state: 'offered', operator: me, lastText: 'ひみつ' });
  const history = { type: 'history', conversationId: 'c1', messages: [], notes: [], viewers: [] } as const;
  const before = after(whole(mine), history);
  const now = after(whole(mine), history, rows([offered]), told([message(1, { text: 'ひみつ' })]));
  const news = newsBetween(before, now, 'me');
  expect(news).toHaveLength(2);
  expect(JSON.stringify(news)).not.toContain('ひみつ');
});

test.each([
  [-5000, '0秒'],
  [59_000, '59秒'],
  [65_000, '1分05秒'],
  [3_720_000, '1時間2分'],
  [72 * 3_600_000, '3日'],
])('%i ms is %s', (ms, words) => {
  expect(durationText(ms)).toBe(words);
});
