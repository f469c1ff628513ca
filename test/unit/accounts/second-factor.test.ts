import { generateSync } from 'otplib';
import { AccountOffice } from '../../../src/accounts/account-office';
import {
  actsOf,
  CITY,
  createTestDatabase,
  freshLink,
  openDesk,
  PASSWORD,
  signInAs,
  withPassword,
  withOneDesk,
} from './accounts-desk';
import type { AccountsDesk, TestDatabase } from './accounts-desk';
import type { StaffBrowser } from './staff-browser';

describe('the authenticator app', () => {
  let database: TestDatabase;
  let desk: AccountsDesk;
  let person = 0;

  withOneDesk((...opened) => ([desk, database] = opened));

  const now = (): number => Math.floor(Date.now() / 1000);
  const secretIn = (text: string): string =>
    /<code>([A-Z2-7 ]{16,})<\/code>/.exec(text)?.[1]?.replaceAll(' ', '') ?? '';
  /** Lets the next code be new: as if half a minute had passed. */
  const forgetStep = (): Promise<unknown> =>
    database.db.query('update credential set totp_step = totp_step - 3');

  async function enrolled(): Promise<{
    login: string;
    secret: string;
    codes: string[];
    browser: StaffBrowser;
  }> {
    const login = `app${++person}`;
    await withPassword(desk, database, { login });
    const browser = await signInAs(desk, login);
    const page = await browser.get('/console/account/totp');
    const secret = secretIn(page.text);
    const code = generateSync({ secret, epoch: now() });
    const done = await browser.post('/console/account/totp', {
      csrf: page.field('csrf'),
      current: PASSWORD,
      code,
    });
    expect(done.status).toBe(200);
    const codes = [...done.text.matchAll(/<code>([\w-]{19})<\/code>/g)].map(([, found = '']) => found);
    return { login, secret, codes, browser };
  }

  async function afterPassword(login: string): Promise<{ browser: StaffBrowser; csrf: string }> {
    const browser = desk.browser();
    const { location } = await browser.post('/console/sign-in', { login, password: PASSWORD });
    expect(location).toBe('/console/sign-in/code');
    return { browser, csrf: (await browser.get('/console/sign-in/code')).field('csrf') };
  }

  it('is enrolled with a picture or a key, which stay the same until a code was right', async () => {
    const login = `app${++person}`;
    await withPassword(desk, database, { login });
    const browser = await signInAs(desk, login);
    const first = await browser.get('/console/account/totp');
    expect(first.text).toMatch(/<img\s+src="data:image\/svg\+xml;base64,[\w+/=]+"/);
    expect(first.response.headers.get('content-security-policy')).toContain(`img-src 'self' data:`);
    expect(first.response.headers.get('cache-control')).toBe('no-store');
    expect(secretIn((await browser.get('/console/account/totp')).text)).toBe(secretIn(first.text));
    const csrf = first.field('csrf');
    const wrong = await browser.post('/console/account/totp', { csrf, current: PASSWORD, code: '000000' });
    expect(wrong.status).toBe(422);
    const code = generateSync({ secret: secretIn(first.text), epoch: now() });
    await expect(
      browser.post('/console/account/totp', { csrf, current: 'wrong', code }),
    ).resolves.toMatchObject({ status: 422 });
    const kept = JSON.stringify(
      await database.db.query('select draft, totp_sealed from staff_session, credential'),
    );
    expect(kept).not.toContain(Buffer.from(secretIn(first.text)).toString('hex'));
    const before = browser.cookies.get('madoguchi-staff');
    const done = await browser.post('/console/account/totp', { csrf, current: PASSWORD, code });
    expect(done.text).toContain('予備のコードを控えてください');
    expect(browser.cookies.get('madoguchi-staff')).not.toBe(before); // 7.2.4
    expect((await browser.get('/console')).status).toBe(200);
    expect(await actsOf(desk)).toContain('totp-enrolled');
  });

  it('6.3.3 is asked for after the password; before that nothing opens', async () => {
    const { login, secret } = await enrolled();
    await forgetStep();
    const { browser, csrf } = await afterPassword(login);
    await expect(browser.get('/console')).resolves.toMatchObject({ status: 303 });
    await expect(browser.get('/console/account')).resolves.toMatchObject({ status: 303 });
    const half = browser.cookies.get('madoguchi-staff');
    const wrong = await browser.post('/console/sign-in/code', { csrf, code: '000000' });
    expect([wrong.status, wrong.text]).toEqual([401, expect.stringContaining('確認コードが違うか')]);
    const code = generateSync({ secret, epoch: now() });
    await expect(browser.post('/console/sign-in/code', { code })).resolves.toMatchObject({ status: 403 });
    const entered = await browser.post('/console/sign-in/code', { csrf, code, next: '/console?view=room' });
    expect([entered.status, entered.location]).toEqual([303, '/console?view=room']);
    expect(browser.cookies.get('madoguchi-staff')).not.toBe(half); // 7.2.4
    await expect(browser.get('/console')).resolves.toMatchObject({ status: 200 });
  });

  it('6.5.1 takes each code once, of two browsers at once too', async () => {
    const { login, secret } = await enrolled();
    await forgetStep();
    const [one, two] = [await afterPassword(login), await afterPassword(login)];
    const code = generateSync({ secret, epoch: now() });
    const answers = await Promise.all(
      [one, two].map(({ browser, csrf }) => browser.post('/console/sign-in/code', { csrf, code })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 401]);
    const third = await afterPassword(login);
    await expect(
      third.browser.post('/console/sign-in/code', { csrf: third.csrf, code }),
    ).resolves.toMatchObject({ status: 401 });
  });

  it('may be replaced by a recovery code, each once', async () => {
    const { login, codes } = await enrolled();
    expect(codes).toHaveLength(10);
    const [code = ''] = codes;
    const { browser, csrf } = await afterPassword(login);
    await expect(
      browser.post('/console/sign-in/code', { csrf, code: code.toUpperCase() }),
    ).resolves.toMatchObject({ status: 303 });
    expect((await browser.get('/console/account')).text).toContain('あと9個');
    const again = await afterPassword(login);
    await expect(
      again.browser.post('/console/sign-in/code', { csrf: again.csrf, code }),
    ).resolves.toMatchObject({ status: 401 });
    expect(await actsOf(desk)).toContain('recovery-code-used');
  });

  it('6.3.1 locks guesses at the code, although the password is right each time', async () => {
    const { login } = await enrolled();
    let status = 0;
    for (let n = 0; n < 10 && status !== 429; n++) {
      const browser = desk.browser();
      const begun = await browser.post('/console/sign-in', { login, password: PASSWORD });
      status = begun.status;
      if (status === 429) break;
      const csrf = (await browser.get('/console/sign-in/code')).field('csrf');
      ({ status } = await browser.post('/console/sign-in/code', { csrf, code: '000000' }));
    }
    expect(status).toBe(429);
  });

  it('waits five minutes for the code, and no longer', async () => {
    const { login } = await enrolled();
    const { browser, csrf } = await afterPassword(login);
    await database.db.query(`update staff_session set ends_at = clock_timestamp() where stage = 'code'`);
    const late = await browser.post('/console/sign-in/code', { csrf, code: '000000' });
    expect([late.status, late.location]).toEqual([303, '/console/sign-in?notice=ended']);
  });

  it('6.3.3 is a must for supervisors and administrators, before the console opens', async () => {
    const login = `boss${++person}`;
    await withPassword(desk, database, { login, roles: ['supervisor'] });
    const browser = desk.browser();
    const entered = await browser.post('/console/sign-in', { login, password: PASSWORD });
    expect(entered.location).toBe('/console/account/totp');
    await expect(browser.get('/console')).resolves.toMatchObject({ status: 303 });
    const page = await browser.get('/console/account/totp');
    expect(page.text).not.toContain('あとで設定する');
    const code = generateSync({ secret: secretIn(page.text), epoch: now() });
    await browser.post('/console/account/totp', { csrf: page.field('csrf'), code });
    await expect(browser.get('/console')).resolves.toMatchObject({ status: 200 });
    expect((await browser.get('/console/account')).text).not.toContain('やめる');
  });

  it('can be given up by an operator, with password and code', async () => {
    const { login, codes, browser } = await enrolled();
    const csrf = (await browser.get('/console/account/totp/remove')).field('csrf');
    const wrong = await browser.post('/console/account/totp/remove', {
      csrf,
      current: 'x',
      code: codes[1] ?? '',
    });
    expect(wrong.status).toBe(422);
    const done = await browser.post('/console/account/totp/remove', {
      csrf,
      current: PASSWORD,
      code: codes[2] ?? '',
    });
    expect(done.status).toBe(303);
    await signInAs(desk, login);
    expect(await actsOf(desk)).toContain('totp-removed');
  });

  it('is asked for with a link too: a stolen one alone changes no password', async () => {
    const { login, codes } = await enrolled();
    const operator = await desk.accounts.people.findByLogin(login);
    const browser = desk.browser();
    await browser.post('/console/sign-in/link', { token: await freshLink(database, operator!) });
    const csrf = (await browser.get('/console/sign-in/password')).field('csrf');
    const fields = { csrf, password: 'atarashii pan to jam', again: 'atarashii pan to jam' };
    await expect(
      browser.post('/console/sign-in/password', { ...fields, code: '000000' }),
    ).resolves.toMatchObject({ status: 422 });
    const done = await browser.post('/console/sign-in/password', { ...fields, code: codes[3] ?? '' });
    expect([done.status, done.location]).toEqual([303, '/console']);
  });

  it('is forgotten when an administrator resets it for a lost telephone', async () => {
    const { login, browser } = await enrolled();
    const office = new AccountOffice(database.db, CITY, 'cli:test');
    await office.resetTotp(await office.find(login));
    await expect(browser.get('/console')).resolves.toMatchObject({ status: 303 });
    await signInAs(desk, login);
  });

  it('is no dead end after SESSION_SECRET was changed: recovery is by an administrator, and the log says why', async () => {
    const { login, secret } = await enrolled();
    const other = await openDesk(database, { secret: 'another secret of the desk, just as long' });
    const browser = other.browser();
    await browser.post('/console/sign-in', { login, password: PASSWORD });
    const csrf = (await browser.get('/console/sign-in/code')).field('csrf');
    const code = generateSync({ secret, epoch: now() });
    await expect(browser.post('/console/sign-in/code', { csrf, code })).resolves.toMatchObject({
      status: 401,
    });
    expect(other.logged.join('')).toContain('SESSION_SECRET has changed');
    await other.close();
  });
});

describe('changing a password', () => {
  let database: TestDatabase;
  let desk: AccountsDesk;

  beforeAll(async () => {
    database = await createTestDatabase();
    desk = await openDesk(database);
  });
  afterAll(async () => {
    await desk.close();
    await database.drop();
  });

  it('6.2.3 wants the old one, ends every other session and goes on under a new token', async () => {
    await withPassword(desk, database, { login: 'hanako' });
    const [here, there] = [await signInAs(desk, 'hanako'), await signInAs(desk, 'hanako')];
    const csrf = (await here.get('/console/account/password')).field('csrf');
    const password = 'atarashii pan to jam';
    const change = (fields: Record<string, string>) =>
      here.post('/console/account/password', { csrf, again: password, password, ...fields });
    expect((await change({ current: 'wrong' })).text).toContain('いまのパスワードが違います');
    expect((await change({ current: PASSWORD, again: 'x' })).text).toContain('同じではありません');
    expect((await change({ current: password })).text).toContain('いまのパスワードと同じです');
    const before = here.cookies.get('madoguchi-staff');
    await expect(change({ current: PASSWORD })).resolves.toMatchObject({
      status: 303,
      location: '/console/account',
    });
    expect(here.cookies.get('madoguchi-staff')).not.toBe(before);
    await expect(here.get('/console')).resolves.toMatchObject({ status: 200 });
    await expect(there.get('/console')).resolves.toMatchObject({ status: 303 });
    await signInAs(desk, 'hanako', password);
    await expect(
      desk.browser().post('/console/sign-in', { login: 'hanako', password: PASSWORD }),
    ).resolves.toMatchObject({ status: 401 });
  });
});
