import { SessionStore } from '../../../src/accounts/session-store';
import { signedIn, TEST_SECRET } from '../../helpers/signed-in';
import {
  actsOf,
  CITY,
  createTestDatabase,
  openDesk,
  PASSWORD,
  signInAs,
  withPassword,
  withOneDesk,
} from './accounts-desk';
import type { AccountsDesk, TestDatabase } from './accounts-desk';

describe('a session', () => {
  let database: TestDatabase;
  let desk: AccountsDesk;
  let person = 0;

  withOneDesk((...opened) => ([desk, database] = opened));

  const someone = async (roles: readonly ('operator' | 'supervisor')[] = ['operator']) =>
    signedIn(database.db, { city: CITY, login: `person${++person}`, roles });
  const presence = (headers: Record<string, string>) =>
    desk.browser().fetch('POST', '/console/api/presence', {
      headers: { 'content-type': 'application/json', ...headers },
      body: '{}',
    });
  const room = (headers: Record<string, string>) =>
    desk.browser().fetch('GET', '/console/api/room', { headers });
  const setTimes = (id: string, sql: string) =>
    database.db.query(`update staff_session set ${sql} where id = $1`, [id]);

  it('3.3.2 3.3.4 has a cookie that scripts, other sites and, over http, other paths do not get', async () => {
    await withPassword(desk, database, { login: 'cookie' });
    const { setCookie } = await desk
      .browser()
      .post('/console/sign-in', { login: 'cookie', password: PASSWORD });
    expect(setCookie).toMatch(/^madoguchi-staff=[\w-]{43}; Path=\/console; HttpOnly; SameSite=Strict$/);
  });

  it('3.3.3 has the prefix __Host- over https, and then no other name counts', async () => {
    await withPassword(desk, database, { login: 'cookie2' });
    const secure = await openDesk(database, { publicUrl: 'https://faq.example.lg.jp' });
    const headers = { origin: 'https://faq.example.lg.jp' };
    const { setCookie } = await secure
      .browser()
      .post('/console/sign-in', { login: 'cookie2', password: PASSWORD }, headers);
    expect(setCookie).toMatch(
      /^__Host-madoguchi-staff=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
    );
    const [pair = ''] = setCookie.split(';');
    const get = (cookie: string) => secure.browser().fetch('GET', '/console', { headers: { cookie } });
    await expect(get(pair)).resolves.toMatchObject({ status: 200 });
    await expect(get(pair.replace('__Host-', ''))).resolves.toMatchObject({ status: 401 });
    await secure.close();
  });

  it('7.2.4 7.2.3 gets a new token at the sign-in: one that was planted in the browser becomes nothing', async () => {
    await withPassword(desk, database, { login: 'fixed' });
    const browser = desk.browser();
    const planted = 'x'.repeat(43);
    browser.cookies.set('madoguchi-staff', planted);
    await browser.post('/console/sign-in', { login: 'fixed', password: PASSWORD });
    expect(browser.cookies.get('madoguchi-staff')).not.toBe(planted);
    await expect(room({ cookie: `madoguchi-staff=${planted}` })).resolves.toMatchObject({ status: 401 });
  });

  it('ends when the same browser signs in again; another browser’s goes on', async () => {
    await withPassword(desk, database, { login: 'twice' });
    const browser = await signInAs(desk, 'twice');
    const other = await signInAs(desk, 'twice');
    const first = `madoguchi-staff=${browser.cookies.get('madoguchi-staff')}`;
    await browser.post('/console/sign-in', { login: 'twice', password: PASSWORD });
    await expect(room({ cookie: first })).resolves.toMatchObject({ status: 401 });
    await expect(browser.get('/console')).resolves.toMatchObject({ status: 200 });
    await expect(other.get('/console')).resolves.toMatchObject({ status: 200 });
  });

  it('is not made by a forged, cut, doubled or foreign token', async () => {
    const { cookie } = await someone();
    const foreign = await signedIn(database.db, { city: 'yokohama', login: 'hanako', roles: ['operator'] });
    for (const wrong of [
      foreign.cookie,
      `${cookie}x`,
      cookie.slice(0, -1),
      'madoguchi-staff=',
      `madoguchi-staff=' or true --`,
      `madoguchi-staff=${'x'.repeat(5000)}`,
      `madoguchi-staffx=${cookie.split('=')[1]}`,
    ])
      await expect(presence({ cookie: wrong })).resolves.toMatchObject({ status: 401 });
  });

  it('7.3.1 ends after half an hour without a request', async () => {
    const { sessionId, headers } = await someone();
    await setTimes(sessionId, `seen_at = clock_timestamp() - interval '29 minutes'`);
    await expect(presence(headers)).resolves.toMatchObject({ status: 204 }); // and counts as seen now
    await expect(presence(headers)).resolves.toMatchObject({ status: 204 });
    await setTimes(sessionId, `seen_at = clock_timestamp() - interval '31 minutes'`);
    const ended = await presence(headers);
    expect([ended.status, ended.text]).toEqual([401, expect.stringContaining('"code":"session.ended"')]);
  });

  it('7.3.2 ends after twelve hours, however busy', async () => {
    const { sessionId, headers } = await someone();
    const [row] = await database.db.query<{ hours: number }>(
      'select extract(epoch from ends_at - begun_at)::float8 / 3600 as hours from staff_session where id = $1',
      [sessionId],
    );
    expect(row?.hours).toBeCloseTo(12, 2);
    await setTimes(sessionId, 'ends_at = clock_timestamp()');
    await expect(presence(headers)).resolves.toMatchObject({ status: 401 });
  });

  it('writes that it was seen once a minute at most', async () => {
    const { sessionId, headers } = await someone();
    const seen = async () =>
      (
        await database.db.query<{ seen_at: Date }>('select seen_at from staff_session where id = $1', [
          sessionId,
        ])
      )[0]?.seen_at;
    const begun = await seen();
    for (let n = 0; n < 5; n++) await presence(headers);
    expect(await seen()).toEqual(begun);
    await setTimes(sessionId, `seen_at = clock_timestamp() - interval '61 seconds'`);
    const earlier = await seen();
    await presence(headers);
    expect((await seen())?.getTime()).toBeGreaterThan((earlier?.getTime() ?? 0) + 60_000);
  });

  it('survives a clock that jumps forth a little, and is none when it lies in the future', async () => {
    const { sessionId, headers } = await someone();
    await setTimes(
      sessionId,
      `begun_at = clock_timestamp() + interval '1 minute', seen_at = clock_timestamp() + interval '1 minute'`,
    );
    await expect(presence(headers)).resolves.toMatchObject({ status: 204 });
    await setTimes(
      sessionId,
      `begun_at = clock_timestamp() + interval '1 day', seen_at = clock_timestamp() + interval '1 day', ends_at = clock_timestamp() + interval '36 hours'`,
    );
    await expect(presence(headers)).resolves.toMatchObject({ status: 401 });
  });

  it('7.4.1 ends at the server when its person signs out', async () => {
    await withPassword(desk, database, { login: 'leaver' });
    const browser = await signInAs(desk, 'leaver');
    const cookie = `madoguchi-staff=${browser.cookies.get('madoguchi-staff')}`;
    const csrf = (await browser.get('/console/account')).field('csrf');
    await expect(browser.post('/console/sign-out', {})).resolves.toMatchObject({ status: 403 });
    await expect(browser.get('/console')).resolves.toMatchObject({ status: 200 });
    const left = await browser.post('/console/sign-out', { csrf });
    expect([left.status, left.location]).toEqual([303, '/console/sign-in?notice=signed-out']);
    expect((await browser.get(left.location ?? '')).text).toContain('サインアウトしました。');
    expect(browser.cookies.size).toBe(0);
    await expect(room({ cookie })).resolves.toMatchObject({ status: 401 });
    expect(await actsOf(desk)).toContain('sign-out');
  });

  it('7.4.3 ends everywhere when its person says so', async () => {
    await withPassword(desk, database, { login: 'everywhere' });
    const [here, there] = [await signInAs(desk, 'everywhere'), await signInAs(desk, 'everywhere')];
    const csrf = (await here.get('/console/account')).field('csrf');
    await here.post('/console/account/sign-out-everywhere', { csrf });
    const ended = await there.get('/console');
    expect([ended.status, ended.location]).toEqual([303, '/console/sign-in?next=%2Fconsole&notice=ended']);
    expect((await there.get(ended.location ?? '')).text).toContain('有効期限が切れました');
  });

  it('7.4.2 ends when its person is disabled, or gets other roles', async () => {
    const gone = await someone();
    await desk.accounts.people.change(gone.operator.id, { disabled: true }, 'cli:test');
    await expect(presence(gone.headers)).resolves.toMatchObject({ status: 401 });
    const promoted = await someone();
    await desk.accounts.people.change(promoted.operator.id, { capacity: 3 }, 'cli:test');
    await expect(presence(promoted.headers)).resolves.toMatchObject({ status: 204 });
    await desk.accounts.people.change(
      promoted.operator.id,
      { roles: ['operator', 'supervisor'] },
      'cli:test',
    );
    await expect(presence(promoted.headers)).resolves.toMatchObject({ status: 401 });
  });

  it('3.5.1 changes nothing without its CSRF token', async () => {
    const [one, other] = [await someone(), await someone()];
    const tries: Record<string, string>[] = [
      { cookie: one.cookie },
      { cookie: one.cookie, 'x-csrf-token': '' },
      { cookie: one.cookie, 'x-csrf-token': other.csrf },
      { cookie: one.cookie, 'x-csrf-token': `${one.csrf}x` },
    ];
    for (const headers of tries) {
      const answer = await presence(headers);
      expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('"code":"csrf.missing"')]);
    }
    await expect(presence(one.headers)).resolves.toMatchObject({ status: 204 });
    await expect(room({ cookie: one.cookie })).resolves.toMatchObject({ status: 403 }); // reading needs none; the role is missing
  });

  it('is not lent to a page of another origin, nor to its WebSocket', async () => {
    const { cookie, headers } = await someone();
    const { host } = new URL(desk.origin);
    const staffOf = (more: Record<string, string>) => desk.accounts.staffOf({ cookie, host, ...more });
    await expect(staffOf({ origin: desk.origin })).resolves.toMatchObject({
      operator: { roles: ['operator'] },
    });
    await expect(staffOf({ origin: 'https://www.city.example' })).resolves.toBeUndefined();
    await expect(staffOf({ origin: 'null' })).resolves.toBeUndefined();
    await expect(presence({ ...headers, origin: 'https://www.city.example' })).resolves.toMatchObject({
      status: 403,
    });
  });

  it('8.2.1 reaches only what its roles allow, and the audit log says so once a minute, on whichever node', async () => {
    const { operator, headers, sessionId } = await someone();
    const other = await openDesk(database);
    const refusals = async (): Promise<number> =>
      (await desk.accounts.audit.list()).filter(
        ({ act, actor }) => act === 'role-refused' && actor === `operator:${operator.id}`,
      ).length;
    for (const node of [desk, other, desk]) {
      const answer = await node.browser().fetch('GET', '/console/api/room', { headers });
      expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('"code":"role.missing"')]);
    }
    expect(await refusals()).toBe(1);
    await setTimes(sessionId, `refused_at = clock_timestamp() - interval '61 seconds'`);
    await room(headers);
    expect(await refusals()).toBe(2);
    await other.close();
    const supervisor = await someone(['supervisor']);
    await expect(room(supervisor.headers)).resolves.toMatchObject({ status: 200 });
  });

  it('of a demonstration ends where there is none any more', async () => {
    const { operator } = await someone();
    const { token } = await new SessionStore(database.db, CITY, true).begin(database.db, {
      operatorId: operator.id,
      stage: 'open',
      method: 'demonstration',
    });
    const sample = await openDesk(database, { demonstration: true, secret: TEST_SECRET });
    const cookie = `madoguchi-staff=${token}`;
    await expect(sample.browser().fetch('GET', '/console', { headers: { cookie } })).resolves.toMatchObject({
      status: 200,
    });
    await expect(desk.browser().fetch('GET', '/console', { headers: { cookie } })).resolves.toMatchObject({
      status: 401,
    });
    await sample.close();
  });

  it('is no reason to fail when the database is away: the answer says so', async () => {
    const { headers } = await someone();
    const lost = await createTestDatabase();
    const lonely = await openDesk(lost);
    await lost.drop();
    const answer = await lonely.browser().fetch('GET', '/console', { headers });
    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(answer.text).toContain('申し訳ございません');
    await lonely.close();
  });
});
