import { AccountOffice } from '../../../src/accounts/account-office';
import {
  actsOf,
  CITY,
  createTestDatabase,
  openDesk,
  PASSWORD,
  signInAs,
  withPassword,
} from './accounts-desk';
import type { AccountsDesk, TestDatabase } from './accounts-desk';

describe('signing in with a password', () => {
  let database: TestDatabase;
  let desk: AccountsDesk;

  beforeEach(async () => {
    database = await createTestDatabase();
    desk = await openDesk(database);
  });
  afterEach(async () => {
    await desk.close();
    await database.drop();
  });

  const post = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    desk.browser().post('/console/sign-in', fields, headers);
  const hashes = async (): Promise<string> =>
    JSON.stringify(await database.db.query('select * from credential natural join sign_in_attempt'));

  it('says which command adds the first person, and only while there is nobody', async () => {
    const browser = desk.browser();
    expect((await browser.get('/console/sign-in')).text).toContain('npm run operator -- add --login LOGIN');
    await withPassword(desk, database, { login: 'hanako' });
    expect((await browser.get('/console/sign-in')).text).not.toContain('npm run operator');
  });

  it('opens the page that was asked for', async () => {
    await withPassword(desk, database, { login: 'hanako' });
    const browser = desk.browser();
    const barred = await browser.get('/console?view=queue');
    expect([barred.status, barred.location]).toEqual([
      303,
      '/console/sign-in?next=%2Fconsole%3Fview%3Dqueue',
    ]);
    const next = (await browser.get(barred.location ?? '')).field('next');
    const entered = await browser.post('/console/sign-in', {
      login: ' ＨＡＮＡＫＯ ',
      password: PASSWORD,
      next,
    });
    expect([entered.status, entered.location]).toEqual([303, '/console?view=queue']);
    const page = await browser.get('/console?view=queue');
    expect(JSON.parse(page.text)).toMatchObject({ login: 'hanako' });
    expect(await actsOf(desk)).toEqual(['operator-added', 'sign-in']);
  });

  it.each(['//evil.example', '\\\\evil.example', 'https://evil.example/', '/console/../faq'])(
    '3.7.2 leads nowhere else: next=%s',
    async (next) => {
      await withPassword(desk, database, { login: 'hanako' });
      expect(
        (await desk.browser().get(`/console/sign-in?next=${encodeURIComponent(next)}`)).field('next'),
      ).toBe('/console');
      await expect(post({ login: 'hanako', password: PASSWORD, next })).resolves.toMatchObject({
        location: '/console',
      });
    },
  );

  it('6.3.8 answers the same to a wrong password, a name nobody has, and somebody without a password', async () => {
    await withPassword(desk, database, { login: 'hanako' });
    await desk.accounts.people.add({ login: 'jiro', displayName: '次郎', roles: ['operator'] }, 'cli:test');
    const disabled = await withPassword(desk, database, { login: 'saburo' });
    await desk.accounts.people.change(disabled.id, { disabled: true }, 'cli:test');
    const answers = [];
    for (const login of ['hanako', 'nobody', 'jiro', 'saburo']) {
      const { status, text, setCookie } = await post({ login, password: `${PASSWORD}!` });
      answers.push([status, setCookie, text.replaceAll(login, 'LOGIN')]);
    }
    expect(answers[0]?.[0]).toBe(401);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('6.3.1 locks a login at its tenth failure, on every node, whoever it belongs to', async () => {
    await withPassword(desk, database, { login: 'hanako' });
    const other = await openDesk(database); // another node with its own pool
    const statuses: number[] = [];
    for (let n = 0; n < 10; n++) {
      const node = n % 2 === 0 ? desk : other;
      const { status } = await node
        .browser()
        .post('/console/sign-in', { login: 'hanako', password: `wrong ${n}` });
      statuses.push(status);
    }
    expect(statuses).toEqual([...Array.from({ length: 9 }, () => 401), 429]);
    const right = await other.browser().post('/console/sign-in', { login: 'hanako', password: PASSWORD });
    expect([right.status, right.response.headers.get('retry-after')]).toEqual([429, '900']);
    expect(right.text).toContain('約15分');
    await other.close();
    expect((await actsOf(desk)).slice(-2)).toEqual(['sign-in-failed', 'locked']);

    await new AccountOffice(database.db, CITY, 'cli:test').unlock(
      (await desk.accounts.people.findByLogin('hanako'))!,
    );
    await expect(post({ login: 'hanako', password: PASSWORD })).resolves.toMatchObject({ status: 303 });
  });

  it('6.3.1 counts tries before it judges them: fifty at once are not fifty guesses', async () => {
    await withPassword(desk, database, { login: 'hanako' });
    const tries = await Promise.all(
      Array.from({ length: 25 }, (_, n) => post({ login: 'hanako', password: `wrong ${n}` })),
    );
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(9);
    const [row] = await database.db.query<{ failures: number }>('select failures from sign_in_attempt');
    expect(row?.failures).toBe(10);
  });

  it('6.3.1 locks longer after more failures, and forgets them after a success', async () => {
    await withPassword(desk, database, { login: 'hanako' });
    await post({ login: 'hanako', password: 'x' });
    await database.db.query(`update sign_in_attempt set failures = 14`);
    const { text } = await post({ login: 'hanako', password: 'x' });
    expect(text).toContain('約30分');
    await database.db.query(
      `update sign_in_attempt set locked_until = clock_timestamp() - interval '1 second'`,
    );
    await expect(post({ login: 'hanako', password: PASSWORD })).resolves.toMatchObject({ status: 303 });
    await expect(database.db.query('select * from sign_in_attempt')).resolves.toEqual([]);
  });

  it('locks names that nobody has just the same', async () => {
    for (let n = 0; n < 9; n++) await post({ login: 'nobody', password: 'x' });
    await expect(post({ login: 'nobody', password: 'x' })).resolves.toMatchObject({ status: 429 });
  });

  it('6.3.1 slows down an address that tries many names', async () => {
    for (let n = 0; n < 30; n++) await post({ login: `person${n}`, password: 'x' });
    const { status, text } = await post({ login: 'person99', password: 'x' });
    expect([status, text.includes('この場所からのサインインの失敗が続いた')]).toEqual([429, true]);
  });

  it('keeps nothing of what was typed: no password, no name, in the store, the audit log or the log', async () => {
    await withPassword(desk, database, { login: 'hanako' });
    await post({ login: 'my-secret-typed-as-name', password: 'x' });
    await post({ login: 'hanako', password: PASSWORD });
    const kept = `${await hashes()}${JSON.stringify(await desk.accounts.audit.list())}${desk.logged.join('')}`;
    expect(kept).not.toContain('my-secret');
    expect(kept).not.toContain(PASSWORD);
    const [row] = await database.db.query<{ password_hash: string }>('select password_hash from credential');
    expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,(p=1,t=2|t=2,p=1)\$/);
  });

  it('11.4.2 renews a hash that was made with weaker parameters', async () => {
    const { hash } = await import('argon2');
    await withPassword(desk, database, { login: 'hanako' });
    const weak = await hash(PASSWORD, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    await database.db.query('update credential set password_hash = $1', [weak]);
    await signInAs(desk, 'hanako');
    const [row] = await database.db.query<{ password_hash: string }>('select password_hash from credential');
    expect(row?.password_hash).toContain('m=19456');
    await signInAs(desk, 'hanako');
  });

  it('refuses a password of a megabyte, and an over-long one, without hashing it', async () => {
    await withPassword(desk, database, { login: 'hanako' });
    await expect(post({ login: 'hanako', password: 'x'.repeat(1_000_000) })).resolves.toMatchObject({
      status: 413,
    });
    await expect(post({ login: 'hanako', password: 'x'.repeat(60_000) })).resolves.toMatchObject({
      status: 401,
    });
    await expect(post({ login: 'x'.repeat(60_000), password: 'x' })).resolves.toMatchObject({ status: 401 });
    await expect(database.db.query('select * from sign_in_attempt')).resolves.toEqual([]); // never came so far
  });

  it('1.2.1 shows a typed name as text', async () => {
    const { text } = await post({ login: '"><script>alert(1)</script>', password: 'x' });
    expect(text).not.toContain('<script');
    expect(text).toContain('&lt;script&gt;');
  });

  it('3.5.1 takes no form from another origin, even one that may carry the chat', async () => {
    await withPassword(desk, database, { login: 'hanako' });
    const open = await openDesk(database, { http: { allowedOrigins: ['https://www.city.example'] } });
    const tries: Record<string, string>[] = [
      { origin: 'https://www.city.example' },
      { origin: 'null' },
      { origin: open.origin, 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of tries) {
      const answer = await open
        .browser()
        .post('/console/sign-in', { login: 'hanako', password: PASSWORD }, headers);
      expect([answer.status, answer.setCookie]).toEqual([403, '']);
    }
    await open.close();
  });
});
