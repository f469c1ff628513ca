import { TelephoneBook } from '../../../src/calls/telephone-book';
import { VoiceCallStore } from '../../../src/calls/voice-call-store';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.db.query('truncate voice_call, operator cascade'));
afterAll(() => database.drop());

const rows = () =>
  database.db.query<{
    conversation_id: string;
    end_reason: string | null;
    end_phase: string | null;
    transfers: string[];
  }>('select conversation_id, end_reason, end_phase, transfers from voice_call order by conversation_id');
const call = (conversationId: string) => ({ conversationId, carrierId: 'c', callerHash: undefined });
const age = (hours: number) =>
  database.db.query(
    `update voice_call set started_at = started_at - $1 * interval '1 hour', ended_at = ended_at - $1 * interval '1 hour',
       seen_at = seen_at - $1 * interval '1 hour'`,
    [hours],
  );

describe('the record of calls', () => {
  it('keeps what became of each ringing, and the first end', async () => {
    const store = new VoiceCallStore(database.db, 'komae', 90);
    await store.begin(call('a'));
    await store.transferred('a', 'no-answer');
    await store.transferred('a', 'talked');
    await store.end('a', { reason: 'person', phase: 'talking' });
    await store.end('a', { reason: 'failed', phase: 'queue' });
    expect(await rows()).toEqual([
      {
        conversation_id: 'a',
        end_reason: 'person',
        end_phase: 'talking',
        transfers: ['no-answer', 'talked'],
      },
    ]);
  });

  it('ends the calls of a desk that went down, each once, at the time it was last seen', async () => {
    const down = new VoiceCallStore(database.db, 'komae', 90);
    const up = new VoiceCallStore(database.db, 'komae', 90);
    await down.begin(call('lost'));
    await up.begin(call('running'));
    await age(2);
    await up.beat();
    await expect(up.sweep()).resolves.toEqual(['lost']);
    await expect(up.sweep()).resolves.toEqual([]);
    expect((await rows()).map(({ conversation_id, end_reason }) => [conversation_id, end_reason])).toEqual([
      ['lost', 'lost'],
      ['running', null],
    ]);
    const [lost] = await database.db.query<{ hours: number }>(
      `select round(extract(epoch from clock_timestamp() - ended_at) / 3600)::int as hours from voice_call where end_reason = 'lost'`,
    );
    expect(lost?.hours).toBe(2);
  });

  it('believes a desk that was only away: its call ended as it says', async () => {
    const away = new VoiceCallStore(database.db, 'komae', 90);
    await away.begin(call('a'));
    await age(1);
    await new VoiceCallStore(database.db, 'komae', 90).sweep();
    await away.end('a', { reason: 'answered', phase: 'answering' });
    expect(await rows()).toMatchObject([{ end_reason: 'answered', end_phase: 'answering' }]);
  });

  it('does not hold calls that have ended for running', async () => {
    const store = new VoiceCallStore(database.db, 'komae', 90);
    await store.begin(call('a'));
    await store.end('a', { reason: 'answered', phase: 'answering' });
    await age(1);
    await store.beat();
    const [row] = await database.db.query<{ fresh: boolean }>(
      `select seen_at > clock_timestamp() - interval '1 minute' as fresh from voice_call`,
    );
    expect(row?.fresh).toBe(false);
  });

  it('forgets what is too old', async () => {
    const store = new VoiceCallStore(database.db, 'komae', 1);
    for (const [id, hours] of [
      ['old', 2],
      ['young', 23],
    ] as const) {
      await store.begin(call(id));
      await store.end(id, { reason: 'answered', phase: 'answering' });
      await age(hours);
    }
    await store.sweep();
    expect((await rows()).map(({ conversation_id }) => conversation_id)).toEqual(['young']);
  });
});

describe('the telephone book', () => {
  it('rings the operator’s own telephone, else whoever answers for the city', async () => {
    const book = new TelephoneBook(database.db, 'komae', 'PJSIP/600');
    await database.db.query(
      `insert into operator (id, city, login, display_name, roles, telephone)
       values ('a', 'komae', 'a', '甲', '{operator}', 'PJSIP/201'), ('b', 'komae', 'b', '乙', '{operator}', null)`,
    );
    await expect(Promise.all([book.of('a'), book.of('b'), book.of(undefined)])).resolves.toEqual([
      'PJSIP/201',
      'PJSIP/600',
      'PJSIP/600',
    ]);
  });

  it('has one answerer for everybody, whom nothing is offered to', async () => {
    const book = new TelephoneBook(database.db, 'komae', undefined);
    const id = await book.addAnswerer('相談担当');
    await expect(book.addAnswerer('相談担当')).resolves.toBe(id);
    const found = await database.db.query(
      'select capacity, disabled_at is not null as disabled from operator',
    );
    expect(found).toEqual([{ capacity: 0, disabled: true }]);
  });
});
