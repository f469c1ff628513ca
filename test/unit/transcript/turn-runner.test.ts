import { ConversationStore } from '../../../src/transcript/conversation-store';
import type { Turn } from '../../../src/transcript/turn';
import { TurnRunner } from '../../../src/transcript/turn-runner';
import { turnScope } from '../../../src/transcript/turn-scope';
import { createTestDatabase, silent, type TestDatabase } from '../../helpers/test-database';
import { waitUntil } from '../../helpers/wait-until';

describe('the turn runner', () => {
  let database: TestDatabase;
  let store: ConversationStore;
  let runners: TurnRunner[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    store = new ConversationStore(database.db, 'komae', () => 0);
    for (const conversationId of ['a', 'b', 'c', 'd'])
      await store.open({ conversationId, channel: 'web', userId: 'u' });
  });
  afterEach(async () => {
    await Promise.all(runners.map((runner) => runner.stop()));
    runners = [];
  });
  afterAll(() => database.drop());

  const receive = (conversationId: string, key: string) =>
    store.receive({ conversationId, key, text: key, activity: {} });
  const texts = async (id: string) => (await store.since(id, 0)).map(({ text }) => text);
  const reply = (turn: Turn, text: string): Promise<void> =>
    Promise.resolve(void turn.outbox.push({ activity: {}, text, author: 'bot' }));
  const runnerWith = (
    run: (turn: Turn) => Promise<void>,
    more: { concurrency?: number; sweepEveryMs?: number } = {},
  ): TurnRunner => {
    const runner = new TurnRunner({
      store,
      logger: silent,
      run,
      giveUp: (turn) => reply(turn, '申し訳ございません'),
      ...more,
    });
    runners.push(runner);
    return runner;
  };

  it('answers in order, one turn at a time in a conversation, inside its turn', async () => {
    let inside = 0;
    let most = 0;
    const runner = runnerWith(async (turn) => {
      most = Math.max(most, ++inside);
      await turn.q.query('select pg_sleep(0.01)');
      expect(turnScope.current()).toBe(turn);
      await reply(turn, `re:${turn.inbound.text}`);
      inside--;
    });
    for (const key of ['1', '2', '3']) {
      await receive('a', key);
      runner.wake('a');
    }
    await waitUntil('three replies', async () => (await texts('a')).length === 6);
    expect((await texts('a')).filter((text) => text.startsWith('re:'))).toEqual(['re:1', 're:2', 're:3']);
    expect(most).toBe(1);
  });

  it('answers at the start what a crash left pending', async () => {
    await receive('b', 'left');
    await runnerWith((turn) => reply(turn, '遅くなりました')).start();
    await waitUntil('the reply', async () => (await texts('b')).length === 2);
    expect(await texts('b')).toEqual(['left', '遅くなりました']);
  });

  it('apologises when a message cannot be answered, and goes on with the next', async () => {
    const runner = runnerWith((turn) =>
      turn.inbound.text === 'bad' ? Promise.reject(new Error('fault')) : reply(turn, 'fine'),
    );
    await receive('c', 'bad');
    await receive('c', 'good');
    for (let n = 0; n < 6; n++) {
      runner.wake('c');
      await waitUntil(
        'the attempt ends',
        async () => (await attemptsOf('c')) > n || (await store.pending(0)).length === 0,
      );
    }
    expect(await texts('c')).toEqual(['bad', 'good', '申し訳ございません', 'fine']);
  });

  it('runs no more turns at a time than it may', async () => {
    let inside = 0;
    let most = 0;
    const runner = runnerWith(
      async (turn) => {
        most = Math.max(most, ++inside);
        await turn.q.query('select pg_sleep(0.02)');
        inside--;
      },
      { concurrency: 2 },
    );
    for (const id of ['a', 'b', 'c', 'd']) {
      await receive(id, 'many');
      runner.wake(id);
    }
    await waitUntil('all done', async () => (await store.pending(0)).length === 0);
    expect(most).toBe(2);
  });

  it('lets a running turn end when it stops, and starts no other', async () => {
    const started: string[] = [];
    const runner = runnerWith(async (turn) => {
      started.push(turn.inbound.text);
      await turn.q.query('select pg_sleep(0.05)');
      await reply(turn, 'ended');
    });
    await receive('d', 'first');
    await receive('d', 'second');
    runner.wake('d');
    await waitUntil('started', () => started.length > 0);
    await runner.stop();
    runner.wake('d');
    expect(started).toEqual(['first']);
    expect(await texts('d')).toContain('ended');
  });

  const attemptsOf = async (id: string): Promise<number> => {
    const [row] = await database.db.query<{ n: number }>(
      'select max(attempts) as n from message where conversation_id = $1',
      [id],
    );
    return row?.n ?? 0;
  };
});
