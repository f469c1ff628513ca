import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Operator } from '../../src/conversation/operator';
import { StaffedDesk, type Talk } from '../helpers/staffed-desk';
import { waitUntil } from '../helpers/wait-until';
import { axeViolations } from './axe';
import { launchChromium, openPage } from './chromium';
import { SHOTS, shot } from './console-seat';
import { guidePicture } from './guide-picture';

let browser: Browser;
let desk: StaffedDesk;
let leader: Operator;
let talk: Talk;
const pages: Page[] = [];
const faults: string[] = [];

beforeAll(async () => {
  desk = await StaffedDesk.open();
  browser = await launchChromium();
  leader = await desk.hire({ displayName: '室長', roles: ['supervisor', 'administrator'] });
  talk = await desk.talking({ displayName: '山田', site: 'annex' });
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close();
  const all = faults.splice(0);
  if (all.length > 0) throw new Error(all.join('\n'));
});

async function sit(options: BrowserContextOptions = {}, who = leader): Promise<Page> {
  const page = await openPage(browser, { reducedMotion: 'reduce', ...options });
  pages.push(page);
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(await desk.link(who));
  await page.getByRole('button').first().click();
  await page.getByRole('button', { name: '窓口の様子' }).click();
  await page.getByRole('heading', { name: /窓口の様子/ }).waitFor();
  return page;
}

/** The room scrolls inside the page: without a dialog over it, the window is made as high as all of it. */
async function picture(page: Page, name: string): Promise<void> {
  const size = page.viewportSize() ?? { width: 1280, height: 720 };
  const whole = await page.evaluate(() => (document.querySelector('.room')?.scrollHeight ?? 0) + 240);
  const dialog = await page.getByRole('dialog').count();
  if (dialog === 0) await page.setViewportSize({ ...size, height: whole });
  await shot(page, name);
  await page.setViewportSize(size);
}

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test.each<[string, BrowserContextOptions]>([
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['320px', { viewport: { width: 320, height: 640 } }],
])(
  'axe finds nothing in the room or its dialogs, and nothing scrolls sideways (%s)',
  async (look, options) => {
    const page = await sit(options);
    const check = async (view: string): Promise<void> => {
      if (SHOTS) await picture(page, `room-${look}-${view}`);
      expect({ view, violations: await axeViolations(page) }).toEqual({ view, violations: [] });
    };
    await part(page, '統計').getByText('窓口だけで終わった割合', { exact: true }).waitFor();
    await part(page, '操作の記録').getByRole('row').nth(1).waitFor();
    await check('all');
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(sideways).toBeLessThanOrEqual(0);
    for (const [button, dialog] of [
      ['annexの受付を止める', 'annexの受付を止めますか'],
      ['山田さんの設定を変える', '山田さんの設定'],
      [/の担当に助言する/, '山田さんへ助言する'],
      [/を代わる$/, 'この相談を代わりますか'],
    ] as const) {
      await page.getByRole('button', { name: button }).first().click();
      await page.getByRole('dialog', { name: dialog }).waitFor();
      await check(dialog);
      await page.keyboard.press('Escape');
    }
  },
);

test('a definition opens by keyboard, with the words of the document', async () => {
  const page = await sit();
  const now = part(page, '今日');
  await now.getByRole('listitem').filter({ hasText: 'サービスレベル' }).locator('summary').focus();
  await page.keyboard.press('Enter');
  const words = await now
    .getByText(/60秒以内に職員が応答した件数/)
    .first()
    .textContent();
  expect(readFileSync(join(__dirname, '../../docs/ja/shihyo.md'), 'utf8')).toContain(words);
});

test('a whisper reaches the operator and not the citizen', async () => {
  const page = await sit();
  await page.getByRole('button', { name: /の担当に助言する/ }).click();
  await page.getByLabel(/助言（/).fill('接種券の番号を先に聞いてください');
  await page.getByRole('button', { name: '送る', exact: true }).click();
  await page.getByText('助言を送りました。').first().waitFor();
  await waitUntil('the operator is told', () =>
    talk.at.frames.some(
      (frame) => frame.type === 'notes' && frame.notes.some(({ kind }) => kind === 'whisper'),
    ),
  );
  expect(JSON.stringify(talk.citizen.kept)).not.toContain('接種券の番号を先に');
});

test('capacity is changed, a site is drained and opened again, and the room shows it', async () => {
  const page = await sit();
  await page.getByRole('button', { name: '山田さんの設定を変える' }).click();
  await page.getByLabel(/上限（0〜20）/).fill('7');
  await page.getByRole('button', { name: '変える', exact: true }).last().click();
  await part(page, '職員').getByText('1／7').waitFor();
  await page.getByRole('button', { name: 'annexの受付を止める' }).click();
  await page.getByText('対応中の相談はそのまま続けられます。呼び出し中の方は列の先頭に戻ります。').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: '受付を止める' }).click();
  await part(page, '拠点').getByText('受付を停止中').waitFor();
  await page.getByRole('button', { name: 'annexの受付を再開する' }).click();
  await page.getByRole('button', { name: 'annexの受付を止める' }).waitFor();
  expect((await desk.db.query('select capacity from operator where id = $1', [talk.operator.id]))[0]).toEqual(
    {
      capacity: 7,
    },
  );
});

test('the desk closes now for a reason, opens on a special day, and goes back to the usual', async () => {
  const page = await sit();
  const opening = part(page, '応対の時間');
  await opening.getByLabel(/理由/).first().fill('大雨のため');
  await opening.getByRole('button', { name: '今すぐ応対を終える' }).click();
  await opening.getByText('変更：大雨のため').waitFor();
  await opening.getByText('いまは応対の時間外です。').waitFor();
  await opening.getByRole('button', { name: /ふだんの時間に戻す/ }).click();
  await opening.getByText('いまは応対の時間です。').waitFor();
  await opening.getByLabel('日', { exact: true }).fill('2021-06-05');
  await opening.getByLabel(/^時間（例/).fill('９：００-12:00');
  await opening.getByLabel(/理由/).last().fill('臨時の開設');
  await opening.getByRole('button', { name: 'この日の時間を決める' }).click();
  const special = opening.getByRole('row', { name: /6月5日.*臨時の開設/ });
  await special.waitFor();
  expect(await special.innerText()).toContain('9:00〜12:00');
});

test('listening in opens the conversation, and the log names it', async () => {
  const page = await sit();
  await page
    .getByRole('button', { name: /を見守る$/ })
    .first()
    .click();
  await page.getByRole('log', { name: '会話の記録' }).waitFor();
  expect(await page.getByRole('textbox', { name: '返事を書く' }).count()).toBe(0); // only read
  await page.getByRole('button', { name: '窓口の様子' }).click();
  await part(page, '操作の記録').getByText('会話の見守り').first().waitFor();
});

test('an administrator who does not lead the room sees accounts and log, and no refusal', async () => {
  const administrator = await desk.hire({ displayName: '管理の人', roles: ['administrator'] });
  const page = await sit({}, administrator);
  await part(page, '操作の記録').getByRole('row').nth(1).waitFor();
  await part(page, '職員').getByText('山田').first().waitFor();
  expect(await part(page, 'いま').count()).toBe(0);
  expect(await page.getByText('権限がありません').count()).toBe(0);
});

test('takes the pictures for the guide', async () => {
  const citizen = await desk.waiting();
  const page = await sit({ viewport: { width: 1280, height: 800 } });
  await page.getByRole('table', { name: '分野ごとの列' }).waitFor();
  await guidePicture(page, 'supervisor-room');
  await page
    .getByRole('button', { name: /の担当に助言する/ })
    .first()
    .click();
  await guidePicture(page.getByRole('dialog'), 'supervisor-whisper');
  await citizen.say('待つのをやめる');
  await waitUntil('only the talk is left', () => !talk.at.rowOf(citizen.grant.conversationId), 60_000);
  expect(talk.at.rows.size).toBe(1);
});

test('taking over moves the conversation to the supervisor', async () => {
  const page = await sit();
  await page
    .getByRole('button', { name: /を代わる$/ })
    .first()
    .click();
  await page.getByRole('dialog').getByRole('button', { name: '代わる', exact: true }).click();
  await page.getByRole('textbox', { name: '返事を書く' }).waitFor();
  expect(await desk.ownerOf(talk.citizen)).toBe(`operator:${leader.id}`);
});
