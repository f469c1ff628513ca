import { AuditLog } from '../../../src/audit/audit-log';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';

describe('the audit log', () => {
  let database: TestDatabase;
  let log: AuditLog;
  const entry = (n: number) =>
    ({
      actor: 'operator:1',
      act: 'reveal',
      subject: `conversation:${n}`,
      details: { n, b: true, a: 'x' },
    }) as const;

  beforeEach(async () => {
    database = await createTestDatabase();
    log = new AuditLog(database.db, 'komae');
  });
  afterEach(() => database.drop());

  const tamper = async (sql: string): Promise<void> => {
    await database.db.query('alter table audit_event disable trigger all');
    await database.db.query(sql);
    await database.db.query('alter table audit_event enable trigger all');
  };

  it('16.4.2 only appends: no row changes, goes, or is emptied away', async () => {
    await log.record(entry(1));
    for (const sql of [
      `update audit_event set actor = 'nobody'`,
      'delete from audit_event',
      'truncate audit_event',
    ])
      await expect(database.db.query(sql)).rejects.toThrow('audit_event is append-only');
    await expect(log.list()).resolves.toHaveLength(1);
  });

  it('numbers without gaps and stays whole when many write at once, from two nodes', async () => {
    const other = new AuditLog(database.open(), 'komae');
    await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? log : other).record(entry(n))));
    const events = await log.list();
    expect(events.map(({ n }) => n)).toEqual(Array.from({ length: 40 }, (_, n) => 40 - n));
    await expect(log.verify()).resolves.toEqual({ ok: true, rows: 40, head: events[0]?.hash });
  });

  it('keeps no row of an act that was rolled back', async () => {
    await log.record(entry(1));
    const failing = database.db.tx(async (q) => {
      await log.append(q, entry(2));
      throw new TypeError('the act failed');
    });
    await expect(failing).rejects.toThrow('the act failed');
    await log.record(entry(3));
    await expect(log.verify()).resolves.toMatchObject({ ok: true, rows: 2 });
  });

  it.each([
    ['a changed word', `update audit_event set subject = 'conversation:9' where n = 3`, 3],
    ['a changed detail', `update audit_event set details = '{"n":9}' where n = 2`, 2],
    ['a changed time', `update audit_event set at = at + interval '1 ms' where n = 5`, 5],
    ['a row taken out', 'delete from audit_event where n = 4', 4],
    [
      'a row taken out and the others moved up',
      'delete from audit_event where n = 2; update audit_event set n = n - 1 where n > 2',
      2,
    ],
    [
      'a hash made to fit one row',
      `update audit_event set actor = 'x', hash = repeat('a', 64) where n = 1`,
      1,
    ],
  ])('finds the first broken row: %s', async (_, sql, broken) => {
    for (const n of [1, 2, 3, 4, 5, 6]) await log.record(entry(n));
    await tamper(sql);
    await expect(log.verify()).resolves.toEqual({ ok: false, rows: broken - 1, broken });
  });

  it('finds a cut-off end, or a log written anew, with a head that was noted before', async () => {
    for (const n of [1, 2, 3]) await log.record(entry(n));
    const [head] = await log.list();
    const known = { n: head?.n ?? 0, hash: head?.hash ?? '' };
    await log.record(entry(4));
    await expect(log.verify(known)).resolves.toMatchObject({ ok: true, rows: 4 });
    await tamper('delete from audit_event where n >= 3');
    await expect(log.verify()).resolves.toMatchObject({ ok: true, rows: 2 });
    await expect(log.verify(known)).resolves.toEqual({ ok: false, rows: 2, broken: 3 });
    await log.record(entry(5));
    await expect(log.verify(known)).resolves.toEqual({ ok: false, rows: 2, broken: 3 });
  });

  it('walks on when it is longer than a page', async () => {
    await database.db.tx(async (q) => {
      for (let n = 0; n < 1001; n++) await log.append(q, entry(n));
    });
    await expect(log.verify()).resolves.toMatchObject({ ok: true, rows: 1001 });
  });

  it('goes on in time although the clock went back', async () => {
    await log.record(entry(1));
    await tamper(`update audit_event set at = at + interval '1 day'`);
    await log.record(entry(2));
    const [second, first] = await log.list();
    expect(second?.at.getTime()).toBe(first?.at.getTime());
  });

  it('has a chain for each city', async () => {
    const other = new AuditLog(database.db, 'yokohama');
    await log.record(entry(1));
    await other.record(entry(2));
    expect((await other.list()).map(({ n, subject }) => [n, subject])).toEqual([[1, 'conversation:2']]);
    await expect(other.verify()).resolves.toMatchObject({ ok: true, rows: 1 });
  });

  it('16.2.5 takes no prose: what citizens write is longer than an id', async () => {
    const details = { text: 'あ'.repeat(201) };
    await expect(log.record({ ...entry(1), details })).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringContaining('"text"') as string,
    });
    await expect(log.list()).resolves.toEqual([]);
  });
});
