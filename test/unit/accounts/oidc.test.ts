import { AccountOffice } from '../../../src/accounts/account-office';
import { startOidcProvider, type RunningProvider } from '../../fakes/start-oidc-provider';
import { actsOf, CITY, createTestDatabase, openDesk, PASSWORD, withPassword } from './accounts-desk';
import type { AccountsDesk, TestDatabase } from './accounts-desk';
import { StaffBrowser, type Page } from './staff-browser';

const BACK = '/console/sign-in/oidc/callback';

describe('signing in at the city’s own provider', () => {
  let database: TestDatabase;
  let provider: RunningProvider;
  let desk: AccountsDesk;
  let office: AccountOffice;

  beforeAll(async () => {
    database = await createTestDatabase();
    // The provider must know the desk's address, and the desk the provider's: the desk's port is found first.
    const probe = await openDesk(database);
    const { port } = new URL(probe.origin);
    await probe.close();
    provider = await startOidcProvider(`http://127.0.0.1:${port}${BACK}`);
    const oidc = {
      issuer: provider.issuer,
      clientId: 'madoguchi',
      clientSecret: 'a secret between desk and provider',
    };
    desk = await openDesk(database, { oidc, port: Number(port) });
    office = new AccountOffice(database.db, CITY, 'cli:test');
    await withPassword(desk, database, { login: 'hanako' });
    await office.expectEmail(await office.find('hanako'), 'hanako@city.example.lg.jp');
  });
  afterAll(async () => {
    await provider.kill();
    await desk.close();
    await database.drop();
  });

  /** Goes to the provider, types `login` there, and stops before coming back. */
  async function atProvider(
    browser: StaffBrowser,
    login: string,
    change: (address: URL) => void = () => undefined,
  ): Promise<string> {
    const left = await browser.get('/console/sign-in/oidc?next=%2Fconsole%3Fview%3Dqueue');
    expect(left.status).toBe(303);
    const address = new URL(left.location ?? '');
    change(address);
    return throughProvider(address, login);
  }

  async function throughProvider(address: URL, login: string): Promise<string> {
    const there = new StaffBrowser(provider.issuer);
    let page: Page = await there.get(address.href);
    for (let steps = 0; steps < 12; steps++) {
      if (page.location?.includes(BACK)) return page.location;
      if (page.location !== null) page = await there.get(page.location);
      else {
        const [, action = ''] = /<form[^>]* action="([^"]+)"/.exec(page.text) ?? [];
        expect(action).not.toBe('');
        page = await there.post(action, { prompt: page.field('prompt'), login, password: 'any' });
      }
    }
    throw new Error('the provider does not lead back');
  }

  const comeBack = (browser: StaffBrowser, address: string): Promise<Page> => {
    const { pathname, search } = new URL(address);
    return browser.get(`${pathname}${search}`, { 'sec-fetch-site': 'cross-site' });
  };
  const enter = async (
    login: string,
    browser = desk.browser(),
  ): Promise<{ browser: StaffBrowser; page: Page }> => ({
    browser,
    page: await comeBack(browser, await atProvider(browser, login)),
  });

  it('is offered beside the local accounts, as a link: forms may not lead to other sites', async () => {
    const { text } = await desk.browser().get('/console/sign-in');
    expect(text).toContain('<a href="/console/sign-in/oidc?next=%2Fconsole"');
    expect(text).toContain('name="password"');
  });

  it('10.2.1 asks with code, PKCE, state and nonce, different each time', async () => {
    const asked = await Promise.all(
      [1, 2].map(async () => new URL((await desk.browser().get('/console/sign-in/oidc')).location ?? '')),
    );
    for (const { searchParams } of asked)
      expect(Object.fromEntries(searchParams)).toMatchObject({
        response_type: 'code',
        code_challenge_method: 'S256',
      });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(new Set(asked.map(({ searchParams }) => searchParams.get(name))).size).toBe(2);
  });

  it('opens the console for the person whose verified address an administrator entered, and stays with that person', async () => {
    const { browser, page } = await enter('hanako');
    // A page, not a redirect: on a redirect from another site browsers do not send a strict cookie.
    expect([page.status, page.location]).toEqual([200, null]);
    expect(page.text).toContain('<meta http-equiv="refresh" content="0;url=/console?view=queue"');
    expect(page.setCookie).toMatch(/^madoguchi-staff=[\w-]{43}; Path=\/console; HttpOnly; SameSite=Strict$/);
    expect(JSON.parse((await browser.get('/console')).text)).toMatchObject({ login: 'hanako' });
    const acts = await actsOf(desk);
    expect(acts.slice(-2)).toEqual(['oidc-bound', 'sign-in']);
    await enter('hanako');
    expect((await actsOf(desk)).slice(acts.length)).toEqual(['sign-in']); // known by now
    expect((await browser.get('/console/account')).status).toBe(200);
  });

  it('10.5.2 does not take somebody else who got the same address later', async () => {
    const { browser, page } = await enter('impostor');
    expect([page.status, page.text]).toEqual([403, expect.stringContaining('この窓口に登録されていません')]);
    expect(page.text).toContain('管理者に伝える番号：impostor');
    await expect(browser.get('/console')).resolves.toMatchObject({ status: 303 });
  });

  it('knows nobody by an unverified address, nor by a name, nor without an administrator', async () => {
    await withPassword(desk, database, { login: 'taro' });
    await expect(enter('taro')).resolves.toMatchObject({ page: { status: 403 } });
    await office.expectEmail(await office.find('taro'), 'taro@city.example.lg.jp');
    await expect(enter('unverified')).resolves.toMatchObject({ page: { status: 403 } });
    await expect(enter('taro')).resolves.toMatchObject({ page: { status: 200 } });
    expect((await actsOf(desk)).filter((act) => act === 'sign-in-failed').length).toBeGreaterThan(1);
  });

  it('takes the provider’s own id where it verifies no addresses', async () => {
    await withPassword(desk, database, { login: 'jiro' });
    await office.bindSubject(await office.find('jiro'), provider.issuer, 'subject-of-jiro');
    await expect(enter('subject-of-jiro')).resolves.toMatchObject({ page: { status: 200 } });
    await office.change(await office.find('jiro'), { disabled: true });
    await expect(enter('subject-of-jiro')).resolves.toMatchObject({ page: { status: 403 } });
    const taken = office.bindSubject(await office.find('taro'), provider.issuer, 'subject-of-jiro');
    await expect(taken).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('ends the session that this browser had, although its cookie is not sent along from another site', async () => {
    const { browser } = await enter('hanako');
    const cookie = `madoguchi-staff=${browser.cookies.get('madoguchi-staff')}`;
    const address = await atProvider(browser, 'hanako');
    browser.cookies.delete('madoguchi-staff'); // SameSite=Strict
    await comeBack(browser, address);
    await expect(browser.get('/console')).resolves.toMatchObject({ status: 200 });
    await expect(desk.browser().fetch('GET', '/console', { headers: { cookie } })).resolves.toMatchObject({
      status: 401,
    });
  });

  it('10.2.1 refuses an answer that this browser did not ask for', async () => {
    const asker = desk.browser();
    const address = await atProvider(asker, 'hanako');
    const victim = desk.browser(); // never asked
    await expect(comeBack(victim, address)).resolves.toMatchObject({ status: 400 });
    await victim.get('/console/sign-in/oidc'); // asked, and has another state
    const page = await comeBack(victim, address);
    expect([page.status, page.text]).toEqual([400, expect.stringContaining('はじめからやり直してください')]);
    await expect(victim.get('/console')).resolves.toMatchObject({ status: 303 });
  });

  it('refuses a forged state, a forged code, and none', async () => {
    for (const search of [
      '?code=x&state=y',
      '?code=x',
      '',
      '?error=server_error&state=x',
      `?code=${'x'.repeat(5000)}`,
    ]) {
      const browser = desk.browser();
      await browser.get('/console/sign-in/oidc');
      const page = await browser.get(`${BACK}${search}`);
      expect([search, page.status]).toEqual([search, 400]);
      await expect(browser.get('/console')).resolves.toMatchObject({ status: 303 });
    }
  });

  it('10.5.1 refuses an answer with another nonce', async () => {
    const browser = desk.browser();
    const address = await atProvider(browser, 'hanako', (asked) =>
      asked.searchParams.set('nonce', 'of somebody else'),
    );
    await expect(comeBack(browser, address)).resolves.toMatchObject({ status: 400 });
    await expect(browser.get('/console')).resolves.toMatchObject({ status: 303 });
  });

  it('10.2.1 refuses a code that was asked for with another verifier', async () => {
    const [browser, other] = [desk.browser(), desk.browser()];
    const stolen = new URL(await atProvider(other, 'hanako')).searchParams.get('code') ?? '';
    const own = new URL(await atProvider(browser, 'taro'));
    own.searchParams.set('code', stolen);
    await expect(comeBack(browser, own.href)).resolves.toMatchObject({ status: 400 });
  });

  it('takes each code once', async () => {
    const browser = desk.browser();
    const address = await atProvider(browser, 'hanako');
    const journey = browser.cookies.get('madoguchi-oidc') ?? '';
    await expect(comeBack(browser, address)).resolves.toMatchObject({ status: 200 });
    const thief = desk.browser();
    thief.cookies.set('madoguchi-oidc', journey);
    await expect(comeBack(thief, address)).resolves.toMatchObject({ status: 400 });
    thief.cookies.set('madoguchi-oidc', `${journey.slice(0, -4)}AAAA`);
    await expect(comeBack(thief, address)).resolves.toMatchObject({ status: 400 });
  });

  it('says so when the person presses cancel', async () => {
    const browser = desk.browser();
    const left = new URL((await browser.get('/console/sign-in/oidc')).location ?? '');
    const state = left.searchParams.get('state') ?? '';
    const iss = encodeURIComponent(provider.issuer);
    const page = await browser.get(`${BACK}?error=access_denied&state=${state}&iss=${iss}`);
    expect([page.status, page.text]).toEqual([403, expect.stringContaining('取り消されました')]);
  });

  it('3.7.2 leads nowhere but to the console afterwards', async () => {
    const browser = desk.browser();
    const left = await browser.get('/console/sign-in/oidc?next=https%3A%2F%2Fevil.example');
    const page = await comeBack(browser, await throughProvider(new URL(left.location ?? ''), 'hanako'));
    expect(page.text).toContain('content="0;url=/console"');
  });

  it('explains itself politely when the provider is down, and local accounts go on', async () => {
    const dying = await startOidcProvider(`${desk.origin}${BACK}`);
    const oidc = {
      issuer: dying.issuer,
      clientId: 'madoguchi',
      clientSecret: 'a secret between desk and provider',
    };
    const lonely = await openDesk(database, { oidc });
    const begun = lonely.browser();
    const state = new URL((await begun.get('/console/sign-in/oidc')).location ?? '').searchParams.get(
      'state',
    );
    await dying.kill();
    const iss = encodeURIComponent(dying.issuer);
    const back = await begun.get(`${BACK}?code=x&state=${state}&iss=${iss}`);
    expect([back.status, back.text]).toEqual([503, expect.stringContaining('いまつながりません')]);
    const fresh = await openDesk(database, { oidc }); // has never reached it
    const page = await fresh.browser().get('/console/sign-in/oidc');
    expect([page.status, page.text]).toEqual([503, expect.stringContaining('いまつながりません')]);
    expect(page.text).toContain('ログイン名とパスワードでもサインインできます');
    expect(fresh.logged.join('')).toContain('cannot be reached');
    await expect(
      fresh.browser().post('/console/sign-in', { login: 'hanako', password: PASSWORD }),
    ).resolves.toMatchObject({ status: 303 });
    await Promise.all([lonely.close(), fresh.close()]);
  });

  it('has no address on a desk without a provider', async () => {
    const plain = await openDesk(database);
    await expect(plain.browser().get('/console/sign-in/oidc')).resolves.toMatchObject({ status: 404 });
    expect((await plain.browser().get('/console/sign-in')).text).not.toContain('市の職員アカウント');
    await plain.close();
  });
});
