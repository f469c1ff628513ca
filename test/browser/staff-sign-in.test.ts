import { join } from 'node:path';
import { generateSync } from 'otplib';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { AccountOffice } from '../../src/accounts/account-office';
import { staticRoute } from '../../src/http/static-route';
import { startOidcProvider, type RunningProvider } from '../fakes/start-oidc-provider';
import {
  CITY,
  createTestDatabase,
  freshLink,
  openDesk,
  PASSWORD,
  withPassword,
  type AccountsDesk,
  type TestDatabase,
} from '../unit/accounts/accounts-desk';
import { axeViolations } from './axe';
import { launchChromium, openPage } from './chromium';

const CSS = staticRoute({
  path: '/page.css',
  file: join(__dirname, '../../src/channels/web/pages/page.css'),
  type: 'text/css; charset=utf-8',
});
const LOOKS: [string, BrowserContextOptions][] = [
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['320px', { viewport: { width: 320, height: 640 } }],
];

let database: TestDatabase;
let provider: RunningProvider;
let desk: AccountsDesk;
let browser: Browser;
let person = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  const probe = await openDesk(database);
  const port = Number(new URL(probe.origin).port);
  await probe.close();
  provider = await startOidcProvider(`http://127.0.0.1:${port}/console/sign-in/oidc/callback`);
  const oidc = {
    issuer: provider.issuer,
    clientId: 'madoguchi',
    clientSecret: 'a secret between desk and provider',
  };
  desk = await openDesk(database, { oidc, port, more: [CSS] });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
  await provider?.kill();
  await database?.drop();
});

/** A page that tells every breach of its content security policy. */
async function open(options: BrowserContextOptions = {}): Promise<{ page: Page; breaches: string[] }> {
  const page = await openPage(browser, options);
  const breaches: string[] = [];
  page.on('console', (line) => {
    if (/Content Security Policy/.test(line.text())) breaches.push(line.text());
  });
  return { page, breaches };
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const SHOTS = process.env['SCREENSHOTS'];

test.each(LOOKS)(
  'axe finds nothing on any page from the first link to the sign-out (%s)',
  async (look, options) => {
    const { page, breaches } = await open(options);
    const check = async (view: string): Promise<void> => {
      if (SHOTS !== undefined)
        await page.screenshot({ path: join(SHOTS, `sign-in-${look}-${view}.png`), fullPage: true });
      expect({ view, violations: await axeViolations(page) }).toEqual({ view, violations: [] });
      const wide = await page.evaluate<boolean>(
        'document.documentElement.scrollWidth > document.documentElement.clientWidth',
      );
      expect({ view, wide }).toEqual({ view, wide: false });
    };
    const operator = await desk.accounts.people.add(
      { login: `newcomer${++person}`, displayName: '山田 花子', roles: ['operator'] },
      'cli:test',
    );
    const token = await freshLink(database, operator);
    await page.goto(`${desk.origin}/console/sign-in/link?token=${token}`);
    await check('link');
    await press(page, '職員用の画面へ進む');
    await check('choose-password');
    await page.getByLabel('新しいパスワード', { exact: true }).fill('short');
    await page.getByLabel('もう一度').fill('short');
    await press(page, 'このパスワードに決める');
    await page.getByRole('alert').waitFor();
    await check('choose-password-fault');
    await page.getByLabel('新しいパスワード', { exact: true }).fill(PASSWORD);
    await page.getByLabel('もう一度').fill(PASSWORD);
    await press(page, 'このパスワードに決める');
    await page.getByRole('img').waitFor();
    await check('enrol');
    const secret = (await page.locator('code').innerText()).replaceAll(' ', '');
    await page.getByLabel('確認コード').fill(generateSync({ secret, epoch: Math.floor(Date.now() / 1000) }));
    await press(page, '設定する');
    await page.getByRole('heading', { name: '予備のコードを控えてください' }).waitFor();
    await check('recovery-codes');
    const recovery = await page.locator('code').first().innerText();
    await page.goto(`${desk.origin}/console/account`);
    await check('account');
    await page.goto(`${desk.origin}/console/account/password`);
    await check('change-password');
    await page.goto(`${desk.origin}/console/account/totp/remove`);
    await check('remove-app');
    await page.goto(`${desk.origin}/console/account`);
    await press(page, 'サインアウト');
    await page.getByText('サインアウトしました。').waitFor();
    await check('signed-out');
    await page.getByLabel('ログイン名').fill(operator.login);
    await page.getByLabel('パスワード').fill('wrong');
    await press(page, 'サインイン');
    await page.getByRole('alert').waitFor();
    await check('wrong');
    await page.getByLabel('パスワード').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '確認コードの入力' }).waitFor();
    await check('code');
    await page.getByLabel('確認コード').fill(recovery);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${desk.origin}/console`);
    await page.goto(`${desk.origin}/console/sign-in/link?token=${token}`);
    await check('spent-link');
    expect(breaches).toEqual([]);
    await page.context().close();
  },
);

test('a browser comes back from the provider’s site signed in, although the cookie is strict', async () => {
  await withPassword(desk, database, { login: 'hanako' });
  const office = new AccountOffice(database.db, CITY, 'cli:test');
  await office.expectEmail(await office.find('hanako'), 'hanako@city.example.lg.jp');
  const { page, breaches } = await open();
  await page.goto(`${desk.origin}/console?view=queue`);
  await page.getByRole('link', { name: '市の職員アカウントでサインイン' }).click();
  await page.waitForURL(/^http:\/\/localhost/); // another site than 127.0.0.1
  await page.locator('[name=login]').fill('hanako');
  await page.locator('[name=password]').fill('any');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL(`${desk.origin}/console?view=queue`);
  expect(await page.locator('body').innerText()).toContain('"login":"hanako"');
  expect(breaches).toEqual([]);
  const cookies = await page.context().cookies(`${desk.origin}/console`);
  expect(cookies.find(({ name }) => name === 'madoguchi-staff')).toMatchObject({
    httpOnly: true,
    sameSite: 'Strict',
  });
  await page.context().close();
});
