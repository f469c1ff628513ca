import { AuditLog } from '../../../src/audit/audit-log';
import { OperatorStore } from '../../../src/accounts/operator-store';
import { SessionStore } from '../../../src/accounts/session-store';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';

describe('the operators of a city', () => {
  let database: TestDatabase;
  let people: OperatorStore;
  let audit: AuditLog;
  const storeOf = (city: string): OperatorStore => {
    const { db } = database;
    return new OperatorStore({
      db,
      city,
      audit: new AuditLog(db, city),
      sessions: new SessionStore(db, city, false),
    });
  };

  beforeEach(async () => {
    database = await createTestDatabase();
    people = storeOf('komae');
    audit = new AuditLog(database.db, 'komae');
  });
  afterEach(() => database.drop());

  const HANAKO = { login: 'hanako', displayName: ' 山田　花子 ', roles: ['operator' as const] };

  it('are added with what is told, and with the table’s defaults for the rest', async () => {
    const { id, ...hanako } = await people.add({ ...HANAKO, capacity: 3, skills: ['booking'] }, 'cli:test');
    expect(hanako).toEqual({
      login: 'hanako',
      displayName: '山田 花子',
      roles: ['operator'],
      skills: ['booking'],
      languages: ['ja'],
      channels: ['web', 'line', 'voice'],
      capacity: 3,
      site: 'main',
      disabled: false,
    });
    await expect(people.find(id)).resolves.toEqual({ id, ...hanako });
    await expect(people.list()).resolves.toEqual([{ id, ...hanako }]);
  });

  it('have logins of their own in each city', async () => {
    await people.add(HANAKO, 'cli:test');
    await expect(people.add(HANAKO, 'cli:test')).rejects.toMatchObject({
      code: 'input.invalid',
      message: 'login is "hanako"; it must be one that nobody has yet',
    });
    await expect(storeOf('yokohama').add(HANAKO, 'cli:test')).resolves.toMatchObject({ login: 'hanako' });
    await expect(audit.list()).resolves.toHaveLength(1);
  });

  it.each([
    [{ login: 'Hanako' }, 'login is "Hanako"; it must be 2 to 32 small letters'],
    [{ login: 'h' }, 'login is "h"; it must be 2 to 32'],
    [{ displayName: '' }, 'displayName is ""; it must be at least one character'],
    [{ displayName: 'x'.repeat(41) }, 'it must be at most 40 characters'],
    [{ displayName: 'a\u202eb' }, 'without control characters'],
    [{ roles: [] }, 'roles is []; it must be at least one of operator'],
    [{ roles: ['king'] }, 'it must be some of operator'],
    [{ capacity: 21 }, 'capacity is 21; it must be 0 to 20'],
    [{ capacity: Number.NaN }, 'capacity is null; it must be a number'],
    [{ capacity: 1.5 }, 'it must be a whole number'],
    [{ skills: ['予約'] }, 'it must be small letters'],
    [{ channels: ['fax'] }, 'it must be some of web, line, voice'],
    [{ languages: [] }, 'it must be at least one language'],
  ])('are refused with %j', async (wrong, message) => {
    await expect(people.add({ ...HANAKO, ...wrong } as never, 'cli:test')).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringContaining(message) as string,
    });
  });

  it('change, with every change in the audit log, but for names', async () => {
    const { id } = await people.add(HANAKO, 'cli:test');
    await expect(
      people.change(id, { capacity: 5, displayName: '佐藤 花子' }, 'operator:boss'),
    ).resolves.toMatchObject({ capacity: 5, displayName: '佐藤 花子', roles: ['operator'] });
    await people.change(id, { disabled: true }, 'operator:boss');
    await expect(people.change(id, { disabled: false }, 'operator:boss')).resolves.toMatchObject({
      disabled: false,
    });
    await expect(people.change(id, {}, 'operator:boss')).resolves.toMatchObject({ capacity: 5 });
    const events = (await audit.list()).reverse().map(({ actor, act, details }) => [actor, act, details]);
    expect(events.slice(1)).toEqual([
      ['operator:boss', 'operator-changed', { capacity: 5, renamed: true }],
      ['operator:boss', 'operator-changed', { disabled: true }],
      ['operator:boss', 'operator-changed', { disabled: false }],
    ]);
    await expect(people.change(id, { capacity: -1 }, 'x')).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(people.change(id, { login: 'x' } as never, 'x')).rejects.toMatchObject({
      code: 'input.invalid',
    });
    await expect(people.change('nobody', { capacity: 1 }, 'x')).resolves.toBeUndefined();
    await expect(storeOf('yokohama').change(id, { capacity: 1 }, 'x')).resolves.toBeUndefined();
    await expect(people.find(id)).resolves.toMatchObject({ capacity: 5 });
  });
});
