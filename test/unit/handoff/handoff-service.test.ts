import type { HandoffRequest } from '../../../src/handoff/handoff';
import { HandoffService } from '../../../src/handoff/handoff-service';
import { lockOpen, moveUnassigned } from '../../../src/handoff/handoff-store';
import type { OpeningHours } from '../../../src/handoff/opening-hours';
import { ConversationStore } from '../../../src/transcript/conversation-store';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';

const HOURS: OpeningHours = {
  blocks: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }],
  holidays: 'closed',
  closures: [],
};
const FRIDAY_TEN = Date.parse('2021-06-04T10:00:00+09:00');

describe('the handoff service', () => {
  let database: TestDatabase;
  let service: HandoffService;
  let store: ConversationStore;
  let now: number;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    now = FRIDAY_TEN;
    await database.db.query('truncate conversation, message, handoff, assignment, handoff_event');
    service = new HandoffService({ db: database.db, city: 'komae', clock: () => now, hours: HOURS });
    store = new ConversationStore(database.db, 'komae', () => now);
    for (const id of ['a', 'b', 'c']) await store.open({ conversationId: id, channel: 'web', userId: id });
  });

  const request = (conversationId: string, more: Partial<HandoffRequest> = {}): HandoffRequest => ({
    conversationId,
    channel: 'web',
    cause: 'asked',
    candidates: [{ entryId: 'booking.cancel', confidence: 0.41 }],
    lastText: '人と話したい',
    ...more,
  });
  const enqueue = (id: string, more?: Partial<HandoffRequest>) =>
    database.db.tx((q) => service.enqueue(q, request(id, more)));
  const eventsOf = (id: string) =>
    database.db.query(
      `select e.n, e.state, e.reason, e.actor from handoff_event e join handoff h on h.id = e.handoff_id where h.conversation_id = $1 order by e.n`,
      [id],
    );

  it('gives places in order, and higher priority first', async () => {
    expect(await enqueue('a')).toMatchObject({
      position: 1,
      open: true,
      waitBand: null,
      hoursText: '平日 9:00〜17:00（祝日を除く）',
    });
    expect(await enqueue('b')).toMatchObject({ position: 2 });
    expect(await enqueue('c', { priority: 1 })).toMatchObject({ position: 1 });
    expect(await service.place(database.db, 'a')).toMatchObject({ position: 2 });
    expect((await service.list()).map(({ conversationId, position }) => [conversationId, position])).toEqual([
      ['c', 1],
      ['a', 2],
      ['b', 3],
    ]);
  });

  it('keeps the place of who asks twice', async () => {
    const first = await enqueue('a');
    await enqueue('b');
    expect(await enqueue('a', { cause: 'two-failures' })).toEqual(first);
    expect(await eventsOf('a')).toEqual([{ n: 1, state: 'waiting', reason: 'asked', actor: 'citizen' }]);
  });

  it('has one open handoff a conversation when many ask at the same moment', async () => {
    const places = await Promise.all(Array.from({ length: 8 }, () => enqueue('a')));
    expect(new Set(places.map(({ handoffId }) => handoffId)).size).toBe(1);
    expect(await service.list()).toHaveLength(1);
  });

  it('tells outside the hours when they begin', async () => {
    now = Date.parse('2021-06-04T18:00:00+09:00');
    expect(await enqueue('a')).toMatchObject({
      open: false,
      nextOpening: '2021-06-07T00:00:00.000Z',
      waitBand: null,
    });
  });

  it('lets the citizen go back to the bot, and come again at the end of the line', async () => {
    await enqueue('a');
    await enqueue('b');
    await database.db.tx((q) => service.cancel(q, 'a'));
    await database.db.tx((q) => service.cancel(q, 'a'));
    expect(await service.place(database.db, 'a')).toBeUndefined();
    expect(await service.place(database.db, 'b')).toMatchObject({ position: 1 });
    expect(await enqueue('a')).toMatchObject({ position: 2 });
    expect(await eventsOf('a')).toMatchObject(
      [{ n: 1 }, { n: 2, state: 'closed', reason: 'back-to-bot' }, { n: 1, state: 'waiting' }].sort(
        (x, y) => x.n - y.n,
      ),
    );
  });

  it('takes who wanted a call back into the line with the time of the first wish', async () => {
    await enqueue('a');
    await enqueue('b');
    await database.db.tx(async (q) => {
      const handoff = await lockOpen(q, 'komae', 'a');
      if (handoff !== undefined)
        await moveUnassigned(q, handoff, 'callback', { actor: 'citizen', reason: 'callback', now });
    });
    expect(await service.place(database.db, 'a')).toBeUndefined();
    expect(await service.place(database.db, 'b')).toMatchObject({ position: 1 });
    expect(await enqueue('a')).toMatchObject({ position: 1 });
  });

  it('refuses a move that the state does not allow', async () => {
    const { handoffId } = await enqueue('a');
    const moving = database.db.tx((q) =>
      moveUnassigned(q, { id: handoffId, state: 'closed' }, 'waiting', { actor: 'system', reason: '', now }),
    );
    await expect(moving).rejects.toMatchObject({ code: 'handoff.stale' });
  });

  it('commits with the turn, or not at all', async () => {
    const failing = database.db.tx(async (q) => {
      await service.enqueue(q, request('a'));
      await q.query('select 1 / 0');
    });
    await expect(failing).rejects.toThrow('division');
    expect(await service.list()).toEqual([]);
  });

  it('shows staff the last words, the lines before, cause, topic and candidates', async () => {
    await store.receive({ conversationId: 'a', key: '1', text: '税金のことで', activity: {} });
    await enqueue('a', { cause: 'policy-topic', topicId: 'complaint', lastText: '税金のことで' });
    await store.receive({ conversationId: 'a', key: '2', text: 'まだですか', activity: {} });
    const [row] = await service.list();
    expect(row).toMatchObject({
      conversationId: 'a',
      state: 'waiting',
      channel: 'web',
      cause: 'policy-topic',
      topicId: 'complaint',
      skill: 'general',
      position: 1,
      enqueuedAt: '2021-06-04T01:00:00.000Z',
      lastText: 'まだですか',
      candidates: [{ entryId: 'booking.cancel', confidence: 0.41 }],
      summary: [{ author: 'citizen', text: '税金のことで' }],
    });
    expect(row?.waitingMs).toBeLessThan(60_000);
  });

  it('sees only its own city', async () => {
    const other = new HandoffService({ db: database.db, city: 'inagi', clock: () => now, hours: HOURS });
    await enqueue('a');
    expect(await other.list()).toEqual([]);
    expect(await other.place(database.db, 'a')).toBeUndefined();
  });

  it('estimates the wait from the last hour’s assignments', async () => {
    const { handoffId } = await enqueue('a');
    await database.db.query(
      `insert into assignment (handoff_id, n, city, operator_id, started_at, ended_at, end_reason)
       values ($1, 1, 'komae', 'o1', clock_timestamp() - interval '12 minutes', clock_timestamp() - interval '4 minutes', 'done')`,
      [handoffId],
    );
    await database.db.query(`update handoff set waiting_since = clock_timestamp() - interval '13 minutes'`);
    expect(await enqueue('b')).toMatchObject({ position: 2, waitBand: '5–10分' });
  });

  describe('the database', () => {
    it('refuses two live assignments, a second open handoff, and changes to the log', async () => {
      const { handoffId } = await enqueue('a');
      const assign = (n: number) =>
        database.db.query(
          `insert into assignment (handoff_id, n, city, operator_id) values ($1, $2, 'komae', 'o1')`,
          [handoffId, n],
        );
      await assign(1);
      await expect(assign(2)).rejects.toMatchObject({ constraint: 'assignment_one_live' });
      const second = database.db.query(
        `insert into handoff (city, conversation_id, channel, cause, enqueued_at) values ('komae', 'a', 'web', 'asked', now())`,
      );
      await expect(second).rejects.toMatchObject({ constraint: 'handoff_one_open' });
      await expect(database.db.query(`update handoff_event set reason = 'other'`)).rejects.toThrow(
        'append-only',
      );
      await expect(database.db.query('delete from handoff_event')).rejects.toThrow('append-only');
    });

    it('refuses changes to a published release', async () => {
      await database.db.query(`insert into knowledge_release values ('komae', 1, 'hash', now(), '[]')`);
      await expect(database.db.query(`update knowledge_release set hash = 'other'`)).rejects.toThrow(
        'append-only',
      );
    });
  });
});
