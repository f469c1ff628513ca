import { EventReader } from '../../../src/console/feed/event-reader';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';
import { waitUntil } from '../../helpers/wait-until';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.query(
    `insert into conversation (id, city, channel, user_id, last_at, created_at) values ('c', 'komae', 'web', 'u', now(), now())`,
  );
  await database.db.query(
    `insert into handoff (city, conversation_id, channel, cause, enqueued_at) values ('komae', 'c', 'web', 'asked', now())`,
  );
});
afterAll(() => database.drop());

const INSERT = `insert into handoff_event (handoff_id, n, city, state, actor, reason, at)
  select id, $1, 'komae', 'waiting', 'system', 'test', now() from handoff`;

/** The watermark is the server's, not the database's: a transaction of another test on the same server holds events back for a moment. */
async function readUntil(reader: EventReader, count: number, before = 0): Promise<number> {
  let read = before;
  await waitUntil(`${count} events`, async () => (read += (await reader.read()).length) >= count, 30_000);
  return read;
}

describe('the reader of handoff events', () => {
  it('misses none and reads none twice under sixteen writers that commit out of order', async () => {
    const reader = new EventReader(database.db, 'komae');
    await reader.begin();
    const writers = Array.from({ length: 16 }, () => database.open());
    let n = 0;
    let open = writers.length;
    const writing = writers.map(async (db, writer) => {
      for (let round = 0; round < 40; round += 1) {
        const own = (n += 1);
        await db.tx(async (q) => {
          await q.query(INSERT, [own]);
          if ((round + writer) % 5 === 0) await q.query('select pg_sleep($1)', [0.001 * ((writer * 7) % 20)]);
        });
      }
      open -= 1;
    });
    let read = 0;
    while (open > 0) read += (await reader.read()).length;
    await Promise.all(writing);

    expect(await readUntil(reader, 16 * 40, read)).toBe(16 * 40);
    expect(await reader.read()).toEqual([]);
  });

  it('begins with what is not over by then: an event of a transaction that was open is read', async () => {
    const slow = database.open();
    const reader = new EventReader(database.db, 'komae');
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    let inserted = (): void => undefined;
    const begun = new Promise<void>((resolve) => (inserted = resolve));
    const transaction = slow.tx(async (q) => {
      await q.query(INSERT, [100_001]);
      inserted();
      await gate;
    });
    await begun;
    await reader.begin();
    await database.db.query(INSERT, [100_002]);
    const early = await reader.read();
    go();
    await transaction;

    expect(await readUntil(reader, 2, early.length)).toBe(2);
    expect(await reader.read()).toEqual([]);
  });

  it('leaves other cities’ events alone', async () => {
    const reader = new EventReader(database.db, 'elsewhere');
    await reader.begin();
    await database.db.query(INSERT, [100_003]);

    expect(await reader.read()).toEqual([]);
  });
});
