import {
  actsOf,
  createTestDatabase,
  freshLink,
  openDesk,
  PASSWORD,
  signInAs,
  withOneDesk,
} from './accounts-desk';
import type { AccountsDesk, TestDatabase } from './accounts-desk';

const LINK = '/console/sign-in/link';

describe('a one-time link', () => {
  let database: TestDatabase;
  let desk: AccountsDesk;
  let person = 0;

  withOneDesk((...opened) => ([desk, database] = opened));

  const newcomer = () =>
    desk.accounts.people.add(
      { login: `new${++person}`, displayName: '山田 花子', roles: ['operator'] },
      'cli:test',
    );

  it('lets its person choose a password, and works for nothing else', async () => {
    const operator = await newcomer();
    const browser = desk.browser();
    const token = await freshLink(database, operator);
    const landed = await browser.get(`${LINK}?token=${token}`);
    expect(landed.text).toContain('職員用の画面へ進む');
    const used = await browser.post(LINK, { token: landed.field('token') });
    expect([used.status, used.location]).toEqual([303, '/console/sign-in/password']);
    await expect(browser.get('/console')).resolves.toMatchObject({ status: 303 }); // not signed in yet

    const page = await browser.get('/console/sign-in/password');
    const chosen = { csrf: page.field('csrf'), password: PASSWORD, again: PASSWORD };
    const done = await browser.post('/console/sign-in/password', chosen);
    expect([done.status, done.location]).toEqual([303, '/console/account/totp']);
    await expect(browser.get('/console')).resolves.toMatchObject({ status: 200 });
    await signInAs(desk, operator.login);
    expect((await actsOf(desk)).slice(-5)).toEqual([
      'operator-added',
      'link-used',
      'password-changed',
      'sign-in',
      'sign-in',
    ]);
  });

  it('is not used up by looking: mail scanners follow links', async () => {
    const token = await freshLink(database, await newcomer());
    for (let n = 0; n < 3; n++) {
      const looked = await desk.browser().get(`${LINK}?token=${token}`);
      expect([looked.status, looked.setCookie]).toEqual([200, '']);
    }
    await expect(desk.browser().post(LINK, { token })).resolves.toMatchObject({ status: 303 });
  });

  it('lets exactly one of many browsers in, on two nodes', async () => {
    const other = await openDesk(database);
    const token = await freshLink(database, await newcomer());
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? desk : other).browser().post(LINK, { token })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      303,
      ...Array.from({ length: 11 }, () => 410),
    ]);
    await other.close();
  });

  it.each(['used', 'old', 'replaced', 'of somebody disabled', 'made up', 'of another city'])(
    'explains itself when it does not work: %s',
    async (kind) => {
      const operator = await newcomer();
      const browser = desk.browser();
      let token = await freshLink(database, operator);
      if (kind === 'used') await desk.browser().post(LINK, { token });
      if (kind === 'old')
        await database.db.query(
          'update one_time_link set expires_at = clock_timestamp() where operator_id = $1',
          [operator.id],
        );
      if (kind === 'replaced') await freshLink(database, operator);
      if (kind === 'of somebody disabled')
        await desk.accounts.people.change(operator.id, { disabled: true }, 'cli:test');
      if (kind === 'made up') token = 'x'.repeat(43);
      if (kind === 'of another city')
        await database.db.query(`update one_time_link set city = 'yokohama' where operator_id = $1`, [
          operator.id,
        ]);
      for (const answer of [
        await browser.get(`${LINK}?token=${token}`),
        await browser.post(LINK, { token }),
      ]) {
        expect([answer.status, answer.setCookie]).toEqual([410, '']);
        expect(answer.text).toContain('すでに使われたか、期限が切れたリンクです。');
        expect(answer.text).toContain('npm run operator -- link --login LOGIN');
      }
    },
  );

  it.each([
    ['short', 'asa gohan 7', '短すぎます'],
    ['long', 'yama to kawa '.repeat(12), '長すぎます'],
    ['guessable', 'komae wakuchin 2026', '推測されやすい'],
  ])('takes no %s password', async (_, password, words) => {
    const browser = desk.browser();
    await browser.post(LINK, { token: await freshLink(database, await newcomer()) });
    const { text } = await browser.get('/console/sign-in/password');
    expect(text).toContain('autocomplete="new-password"');
    const csrf = (await browser.get('/console/sign-in/password')).field('csrf');
    const refused = await browser.post('/console/sign-in/password', { csrf, password, again: password });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(words)]);
    const different = await browser.post('/console/sign-in/password', {
      csrf,
      password: PASSWORD,
      again: 'x',
    });
    expect(different.text).toContain('同じではありません');
    await expect(
      browser.post('/console/sign-in/password', { password: PASSWORD, again: PASSWORD }),
    ).resolves.toMatchObject({ status: 403 });
  });

  it('1.2.1 shows a name with script in it as text', async () => {
    const operator = await desk.accounts.people.add(
      { login: 'script', displayName: '<script>alert(1)</script>', roles: ['operator'] },
      'cli:test',
    );
    const browser = desk.browser();
    await browser.post(LINK, { token: await freshLink(database, operator) });
    const csrf = (await browser.get('/console/sign-in/password')).field('csrf');
    await browser.post('/console/sign-in/password', { csrf, password: PASSWORD, again: PASSWORD });
    const { text } = await browser.get('/console/account');
    expect(text).not.toContain('<script');
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;さん');
  });
});

describe('the demonstration’s link', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  const tokenIn = (link: string | undefined): string => new URL(link ?? '').searchParams.get('token') ?? '';

  it('signs the sample person in with three roles, once; a new start makes a new one', async () => {
    const desk = await openDesk(database, { demonstration: true });
    const link = await desk.accounts.demonstrationLink(`${desk.origin}/`);
    expect(link).toMatch(new RegExp(`^${desk.origin}/console/sign-in/link\\?token=[\\w-]{43}$`));
    const browser = desk.browser();
    const page = await browser.get(new URL(link ?? '').href);
    expect(page.text).toContain('これはデモンストレーションです');
    await expect(browser.post(LINK, { token: page.field('token') })).resolves.toMatchObject({
      location: '/console',
    });
    expect(JSON.parse((await browser.get('/console')).text)).toMatchObject({ login: 'mihon' });
    const spent = await desk.browser().post(LINK, { token: tokenIn(link) });
    expect([spent.status, spent.text]).toEqual([410, expect.stringContaining('窓口を起動し直すと')]);

    const second = tokenIn(await desk.accounts.demonstrationLink(desk.origin));
    const third = tokenIn(await desk.accounts.demonstrationLink(desk.origin));
    await expect(desk.browser().post(LINK, { token: second })).resolves.toMatchObject({ status: 410 });
    await expect(desk.browser().post(LINK, { token: third })).resolves.toMatchObject({ status: 303 });
    const [sample] = await desk.accounts.people.list();
    expect(sample).toMatchObject({ displayName: '見本', roles: ['operator', 'supervisor', 'administrator'] });
    await desk.close();
  });

  it('is had by every one of several nodes that start at once on a new database', async () => {
    const fresh = { demonstration: true, city: 'several-nodes' };
    const desks = await Promise.all([1, 2, 3, 4].map(() => openDesk(database, fresh)));
    const links = await Promise.all(desks.map(({ accounts, origin }) => accounts.demonstrationLink(origin)));
    const isLink: unknown = expect.stringContaining('/console/sign-in/link?token=');
    expect(links).toEqual(links.map(() => isLink));
    await Promise.all(desks.map((desk) => desk.close()));
  });

  it('is made only in the demonstration, and works only there', async () => {
    const sample = await openDesk(database, { demonstration: true });
    const token = tokenIn(await sample.accounts.demonstrationLink(sample.origin));
    const real = await openDesk(database);
    await expect(real.accounts.demonstrationLink(real.origin)).resolves.toBeUndefined();
    await expect(real.browser().post(LINK, { token })).resolves.toMatchObject({ status: 410 });
    await Promise.all([sample.close(), real.close()]);
  });
});
