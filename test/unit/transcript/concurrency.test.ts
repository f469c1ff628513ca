import { ConversationStore } from '../../../src/transcript/conversation-store';
import { TurnRunner } from '../../../src/transcript/turn-runner';
import { createTestDatabase, silent, type TestDatabase } from '../../helpers/test-database';
import { waitUntil } from '../../helpers/wait-until';

const NODES = 4;
const CONVERSATIONS = 5;
const MESSAGES = 30;

describe('several nodes on one database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('number without gaps, double nothing, and answer every message once, with every key sent three times', async () => {
    const nodes = Array.from({ length: NODES }, () => {
      const store = new ConversationStore(database.open(), 'komae', () =>
        Date.parse('2021-06-04T10:00:00+09:00'),
      );
      const runner = new TurnRunner({
        store,
        logger: silent,
        run: async (turn) => {
          await turn.q.query('select pg_sleep(0.001)');
          turn.outbox.push({ activity: {}, text: `${turn.inbound.text}への回答`, author: 'bot' });
        },
        giveUp: () => Promise.resolve(),
      });
      return { store, runner };
    });
    const ids = Array.from({ length: CONVERSATIONS }, (_, n) => `conversation-${n}`);
    const numbers = new Map<string, Set<number>>();
    const send = async (id: string, n: number, node: number): Promise<void> => {
      const chosen = nodes[node % NODES];
      const sent = await chosen?.store.receive({
        conversationId: id,
        key: `k${n}`,
        text: `${n}`,
        activity: {},
      });
      const known = numbers.get(`${id} k${n}`) ?? new Set();
      numbers.set(`${id} k${n}`, known.add(sent?.message.seq ?? 0));
      chosen?.runner.wake(id);
    };
    for (const id of ids) await nodes[0]?.store.open({ conversationId: id, channel: 'web', userId: 'u' });
    const attempts = ids.flatMap((id) =>
      Array.from({ length: MESSAGES * 3 }, (_, n) => () => send(id, n % MESSAGES, n)),
    );
    await inParallel(attempts, 24);

    await waitUntil(
      'everything is answered',
      async () => (await nodes[0]?.store.pending(0))?.length === 0,
      30_000,
    );
    await Promise.all(nodes.map(({ runner }) => runner.stop()));
    expect([...numbers.values()].every((seqs) => seqs.size === 1)).toBe(true);
    for (const id of ids) {
      const messages = (await nodes[1]?.store.since(id, 0)) ?? [];
      expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: MESSAGES * 2 }, (_, n) => n + 1));
      const asked = messages.filter(({ author }) => author === 'citizen').map(({ text }) => text);
      const answered = messages.filter(({ author }) => author === 'bot').map(({ text }) => text);
      expect(answered).toEqual(asked.map((text) => `${text}への回答`));
      expect(new Set(asked).size).toBe(MESSAGES);
      const times = messages.map(({ at }) => at);
      expect(times).toEqual([...new Set(times)].sort());
    }
  });
});

async function inParallel(tasks: readonly (() => Promise<void>)[], width: number): Promise<void> {
  const waiting = [...tasks];
  const worker = async (): Promise<void> => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) await task();
  };
  await Promise.all(Array.from({ length: width }, worker));
}
