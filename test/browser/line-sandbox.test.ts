import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { menuPicture } from '../../src/channels/line/setup/menu-picture';
import { setUpLine } from '../../src/channels/line/setup/set-up-line';
import { loadPack } from '../../src/knowledge/load-pack';
import { menuTabs } from '../../src/knowledge/menu-tabs';
import { FakeLine } from '../fakes/line/fake-line';
import { Sandbox } from '../fakes/line/sandbox/sandbox';
import { serveSandbox } from '../fakes/line/sandbox/serve';
import { waitUntil } from '../helpers/wait-until';
import { axeViolations } from './axe';
import { deskAndBrowser } from './desk-and-browser';

const KOMAE = join(__dirname, '../../knowledge/komae');
const PAGE = join(__dirname, '../fakes/line/sandbox/page');

let line: FakeLine;
beforeAll(async () => {
  line = await new FakeLine().start();
});
const place = deskAndBrowser(() => ({ ...line.settings }));

let sandbox: Sandbox;
let served: Awaited<ReturnType<typeof serveSandbox>>;
let faults: string[];

beforeAll(async () => {
  line.connect(`${place.desk.origin}/line/webhook`);
  const { pack } = await loadPack(KOMAE, Date.parse('2021-06-04T10:00+09:00'));
  if (pack?.line === undefined) throw new Error('Komae has a menu');
  const tabs = menuTabs(pack);
  const pictures = new Map(
    tabs.map((tab) => [tab.id, new Uint8Array(readFileSync(join(KOMAE, 'line', menuPicture(tabs, tab))))]),
  );
  const { world, apiBaseURL, dataApiBaseURL } = line;
  const findings = await setUpLine({
    channelAccessToken: world.accessToken,
    apiBaseUrl: apiBaseURL,
    dataApiBaseUrl: dataApiBaseURL,
    webhook: world.webhook.endpoint,
    setWebhook: false,
    menu: { barText: pack.line.menu.barText, tabs, site: place.desk.origin, pictures },
  });
  const bad = findings.filter(({ state }) => state !== 'good');
  if (bad.length > 0) throw new Error(JSON.stringify(bad));
  sandbox = new Sandbox(line);
  served = await serveSandbox({ sandbox, pageDir: PAGE });
});
afterAll(async () => {
  await served?.stop();
  await line.stop();
});
beforeEach(() => {
  faults = [];
});
afterEach(() => {
  const wrong = [...faults, ...line.world.violations];
  if (wrong.length > 0) throw new Error(wrong.join('; '));
});

async function visit(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await place.browser.newPage(options);
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(served.origin);
  await page.getByRole('button', { name: '接種', exact: true }).waitFor();
  return page;
}

const hanako = () => line.user('花子').talk;

async function answered(page: Page, count: number): Promise<void> {
  await waitUntil(`${count} answers`, () => hanako().answers.length >= count, 30_000);
  await page
    .getByText(hanako().answers.at(-1)?.split('\n')[0] ?? '')
    .last()
    .waitFor();
}

test('a question is asked and answered by keyboard alone', async () => {
  const page = await visit();
  const before = hanako().answers.length;
  await page.getByRole('textbox', { name: 'メッセージ' }).focus();
  await page.keyboard.type('会場に車で行けますか。駐車場はありますか。');
  await page.keyboard.press('Enter');
  await answered(page, before + 1);
  const { quickReplies } = hanako();
  expect(quickReplies.length).toBeGreaterThan(0);
  const first = page.getByRole('group', { name: '返事の候補' }).getByRole('button').first();
  await first.focus();
  await page.keyboard.press('Enter');
  await answered(page, before + 2);
  await page.close();
});

test('a tab of the menu opens its buttons without a word from the desk, and a button asks', async () => {
  const page = await visit();
  const before = hanako().answers.length;
  await page.getByRole('button', { name: '会場', exact: true }).focus();
  await page.keyboard.press('Enter');
  const button = page.getByRole('button', { name: '会場の一覧' });
  await button.waitFor();
  await sandbox.idle();
  await button.focus();
  await page.keyboard.press('Enter');
  await page.getByText('集団接種の会場はどこですか。').last().waitFor();
  await waitUntil('an answer', () => hanako().answers.length > before, 30_000);
  expect(hanako().answers[before]).toContain('岩戸児童センター');
  await page.close();
});

test('the same event brought again is not answered again', async () => {
  const page = await visit();
  const before = hanako().answers.length;
  await page.getByRole('textbox', { name: 'メッセージ' }).fill('接種の当日は何を持って行けばよいですか。');
  await page.getByRole('button', { name: '送る', exact: true }).click();
  await answered(page, before + 1);
  const said = hanako().answers.length;
  await page.getByRole('button', { name: /もう一度届ける/ }).click();
  await page
    .getByText(/もう一度届けました/)
    .first()
    .waitFor();
  // What comes later in the same talk is answered after it: then nothing of the copy can still be on its way.
  await page.getByRole('textbox', { name: 'メッセージ' }).fill('予診票はいつ、どのように書けばよいですか。');
  await page.keyboard.press('Enter');
  await waitUntil('the next answer', () => hanako().answers.slice(said).join().includes('予診票'), 30_000);
  expect(
    hanako()
      .answers.slice(said)
      .filter((answer) => answer.includes('本人確認')),
  ).toEqual([]);
  await page.close();
});

test('taking back, blocking and coming back are seen', async () => {
  const page = await visit();
  await page.getByRole('button', { name: '太郎さん' }).click();
  const taro = line.user('太郎').talk;
  await page.getByRole('textbox', { name: 'メッセージ' }).fill('集団接種の会場はどこですか。');
  await page.keyboard.press('Enter');
  await waitUntil('an answer', () => taro.answers.length > 0, 30_000);
  await page.getByRole('button', { name: '送信を取り消す' }).click();
  await waitUntil('taken back', () => taro.seen.every(({ from }) => from === 'account'));
  await page.getByRole('button', { name: '窓口をブロックする' }).click();
  await page.getByRole('button', { name: 'ブロックをやめて、友だちに戻る' }).click();
  const said = taro.answers.length;
  await waitUntil('a greeting', () => taro.answers.length > said, 30_000);
  expect(line.world.people.get(taro.id)?.friend).toBe(true);
  await page.getByRole('button', { name: '窓口をブロックする' }).waitFor();
  await page.close();
});

test('in a group the desk speaks only when it is mentioned', async () => {
  const page = await visit();
  await page.getByRole('button', { name: '町内会（グループ）' }).click();
  const group = line.world.talk([...line.world.groups.keys()][0] ?? '');
  const box = page.getByRole('textbox', { name: 'メッセージ' });
  await box.fill('集団接種の会場はどこですか。');
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: /メンション/ }).check();
  await box.fill('会場に車で行けますか。駐車場はありますか。');
  await page.keyboard.press('Enter');
  await waitUntil('one answer', () => group.answers.length > 0, 30_000);
  expect(group.answers.join()).toContain('駐車');
  expect(group.answers.join()).not.toContain('岩戸南');
  await page.close();
});

test.each<[string, BrowserContextOptions]>([
  ['a desk', { viewport: { width: 1000, height: 1100 } }],
  ['a phone', { viewport: { width: 320, height: 640 } }],
])('axe finds nothing on %s, and nothing is wider than the screen', async (_name, options) => {
  const page = await visit(options);
  const before = hanako().answers.length;
  await page.getByRole('textbox', { name: 'メッセージ' }).fill('人と話したい');
  await page.keyboard.press('Enter');
  await waitUntil('an answer', () => hanako().answers.length > before, 30_000);
  await page.getByRole('log').getByText('人と話したい').last().waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  ).toBe(0);
  await page.close();
});
