import type { BrowserContextOptions } from 'playwright-core';
import { waitUntil } from '../helpers/wait-until';
import { axeViolations } from './axe';
import { fullQueue, ME } from './console-data';
import { composer, consoleSeat, openMine, shot } from './console-seat';

const seat = consoleSeat();

const LOOKS: [string, BrowserContextOptions][] = [
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['320px', { viewport: { width: 320, height: 640 } }],
];

test.each(LOOKS)('axe finds nothing in any view or dialog (%s)', async (look, options) => {
  seat.desk.rows = fullQueue(130);
  const page = await seat.sit(options);
  const check = async (view: string): Promise<void> => {
    await shot(page, `${look}-${view}`);
    expect({ view, violations: await axeViolations(page) }).toEqual({ view, violations: [] });
  };
  await check('empty');
  await openMine(page);
  await page.getByRole('heading', { name: '予約の日時を変更できますか。' }).waitFor();
  await page.keyboard.press('Alt+1');
  seat.desk.row({ handoffId: 'h-w5', state: 'offered', operator: { id: ME.operatorId, label: '山田' } });
  await page.getByRole('region', { name: '呼び出し', exact: true }).waitFor();
  await check('talk');
  seat.desk.row({ handoffId: 'h-w5', state: 'waiting', operator: undefined });
  for (const [button, title] of [
    ['表示', '個人情報を表示しますか'],
    ['引き継ぐ', 'ほかの人に引き継ぐ'],
    ['応対を終える', '応対を終えますか'],
    ['定型文', '定型文を選ぶ'],
    ['設定', '設定'],
    ['キー一覧', 'キー一覧'],
  ]) {
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.getByRole('dialog', { name: title }).waitFor();
    await check(`dialog-${title}`);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  await page.getByRole('button', { name: /会場への行き方/ }).click();
  await page.getByRole('button', { name: '記録して閉じる' }).waitFor();
  await check('wrap-up');
  await page.getByRole('button', { name: '電話', exact: true }).click();
  await page.keyboard.type('予約');
  await page.getByRole('listbox').getByRole('option').first().waitFor();
  await check('call');
  await page.getByRole('button', { name: /申し送り/ }).click();
  await page.getByRole('button', { name: '確認した' }).first().waitFor();
  await check('brief');
  seat.desk.signedOut = true;
  seat.desk.send({ type: 'signed-out' });
  await page.getByRole('dialog', { name: 'サインインし直してください' }).waitFor();
  await check('signed-out');
});

test('a thousand waiting citizens: the first hundred are drawn, and a key answers at once', async () => {
  seat.desk.rows = fullQueue(1000);
  const page = await seat.sit();
  await page.getByText('ほか 900 件').waitFor();
  await openMine(page);
  await composer(page).focus();
  const ms = await page.evaluate(async () => {
    const begin = performance.now();
    document
      .querySelector<HTMLTextAreaElement>('#composer')
      ?.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return performance.now() - begin;
  });
  expect(ms).toBeLessThan(3000); // a redraw of all thousand rows takes longer than that on a busy machine
});

test.each([
  ['320 px', { width: 320, height: 640 }],
  ['640 by 384 px (1280 at 200 %)', { width: 640, height: 384 }],
])('%s: nothing scrolls sideways in any view', async (_name, viewport) => {
  seat.desk.rows = fullQueue(20);
  const page = await seat.sit({ viewport });
  const sideways = (): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await openMine(page);
  await page.getByRole('heading', { name: '予約の日時を変更できますか。' }).waitFor();
  expect(await sideways()).toBeLessThanOrEqual(0);
  for (const tab of ['電話', /申し送り/]) {
    await page
      .getByRole('button', { name: tab, exact: typeof tab === 'string' })
      .first()
      .click();
    expect(await sideways()).toBeLessThanOrEqual(0);
  }
});

test('in the list the arrow keys move, and Tab passes through in one step', async () => {
  seat.desk.rows = fullQueue(5);
  const page = await seat.sit();
  await page.keyboard.press('Alt+L');
  // A row's own words only: those of the whole page contain every row's.
  const focused = (): Promise<string> =>
    page.evaluate(() => document.activeElement?.closest('[data-row]')?.textContent ?? '');
  await waitUntil('the first row has the focus', async () => (await focused()).includes('予約の変更'));
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toContain('会場への行き方');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('#queue')?.id ?? 'elsewhere')).toBe(
    'elsewhere',
  );
});

test('closing a dialog gives the focus back; single letters can be switched off', async () => {
  const page = await seat.sit();
  await page.locator('body').press('?');
  const dialog = page.getByRole('dialog', { name: 'キー一覧' });
  await dialog.getByRole('checkbox').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  expect(await dialog.count()).toBe(0);
  await page.getByRole('button', { name: '設定' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: '暗い' }).check();
  await page.keyboard.press('Escape');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('設定');
  await page.reload();
  await page.getByRole('heading', { name: '待っている方' }).waitFor();
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(26, 26, 26)');
});
