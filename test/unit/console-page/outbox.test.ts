import type { SayRequest } from '../../../src/console/wire';
import { ApiRefusal } from '../../../src/console/page/api';
import { Memory } from '../../../src/console/page/memory';
import { Outbox, stillPending, type OutboxOptions } from '../../../src/console/page/outbox';
import { waitUntil } from '../../helpers/wait-until';
import { message, tab } from './examples';

const request = (key: string, text = key): SayRequest => ({ handoffId: '1', assignment: 1, key, text });
const add = (outbox: Outbox, key: string): void =>
  outbox.add({ conversationId: 'c1', after: 0, request: request(key) });

/** A desk that takes each key once; `answers` are what the network makes of it, one a try. */
function desk(answers: ('ok' | 'lost' | number)[], storage = tab()) {
  const stored: string[] = [];
  const tries: SayRequest[] = [];
  const options: OutboxOptions = {
    memory: new Memory(() => storage),
    operatorId: 'op',
    onChange: () => undefined,
    wait: () => Promise.resolve(),
    refusal: (error) => (error instanceof ApiRefusal ? error : { status: 0, message: '' }),
    say: (_conversation, asked) => {
      tries.push(asked);
      const answer = answers.shift() ?? 'ok';
      if (typeof answer === 'number') return Promise.reject(new ApiRefusal('no', '理由', answer));
      if (!stored.includes(asked.key)) stored.push(asked.key);
      if (answer === 'lost') return Promise.reject(new ApiRefusal('unreachable', '', 0));
      return Promise.resolve({ seq: stored.indexOf(asked.key) + 1 });
    },
  };
  return { outbox: new Outbox(options), options, stored, tries };
}

test('messages leave in order, one at a time, under keys of their own', async () => {
  const { outbox, stored } = desk(['lost', 'ok', 503, 'ok']);
  for (const key of ['a', 'b', 'c']) add(outbox, key);
  await waitUntil(
    'it has come about',
    () => stored.length === 3 && outbox.of('c1').every(({ seq }) => seq !== undefined),
  );
  expect(stored).toEqual(['a', 'b', 'c']);
});

test('a message whose answer was lost is sent again under the same key, and so is there once', async () => {
  const { outbox, stored, tries } = desk(['lost', 'lost', 'ok']);
  add(outbox, 'a');
  await waitUntil('it has come about', () => outbox.of('c1')[0]?.seq === 1);
  expect(tries.map(({ key }) => key)).toEqual(['a', 'a', 'a']);
  expect(stored).toEqual(['a']);
});

test('what the desk refuses is kept with the reason, does not hold up the next, and can be sent again with a new token', async () => {
  const { outbox, tries } = desk([409, 'ok', 'ok']);
  add(outbox, 'a');
  add(outbox, 'b');
  await waitUntil('it has come about', () => outbox.of('c1')[1]?.seq !== undefined);
  expect(outbox.of('c1')[0]).toMatchObject({ refused: '理由' });
  outbox.retry('a', 2);
  await waitUntil('it has come about', () => outbox.of('c1')[0]?.seq !== undefined);
  expect(tries.at(-1)).toMatchObject({ key: 'a', assignment: 2 });
});

test('an ended session keeps the message, and the next page of the same tab sends it', async () => {
  const storage = tab();
  const first = desk([401], storage);
  add(first.outbox, 'a');
  await waitUntil('it has come about', () => first.tries.length === 1);
  const second = desk([], storage);
  second.outbox.flushAll();
  await waitUntil('it has come about', () => second.stored.length === 1);
  expect(second.stored).toEqual(['a']);
});

test('the next person at the same tab does not see it', async () => {
  const storage = tab();
  const first = desk([401], storage);
  add(first.outbox, 'a');
  const { options } = desk([], storage);
  expect(new Outbox({ ...options, operatorId: 'other' }).of('c1')).toEqual([]);
  await waitUntil('it has come about', () => first.tries.length === 1);
});

test('a message that has come on the feed leaves the outbox', async () => {
  const { outbox } = desk(['ok']);
  add(outbox, 'a');
  await waitUntil('it has come about', () => outbox.of('c1')[0]?.seq === 1);
  outbox.arrived('other', [message(1)]);
  expect(outbox.of('c1')).toHaveLength(1);
  outbox.arrived('c1', [message(1)]);
  expect(outbox.of('c1')).toEqual([]);
});

test('what the feed tells before the acknowledgement is not shown twice, and two equal messages are two', () => {
  const items = ['a', 'b'].map((key) => ({ conversationId: 'c1', after: 3, request: request(key, 'はい') }));
  const line = (seq: number) => message(seq, { author: 'operator', text: 'はい' });
  expect(stillPending(items, [line(2)])).toHaveLength(2);
  expect(stillPending(items, [line(2), line(4)])).toHaveLength(1);
  expect(stillPending(items, [line(4), line(5)])).toHaveLength(0);
});
