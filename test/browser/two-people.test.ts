import type { Browser, Locator, Page } from 'playwright-core';
import type { Operator } from '../../src/conversation/operator';
import { StaffedDesk } from '../helpers/staffed-desk';
import { waitUntil } from '../helpers/wait-until';
import { ChatPage } from './chat-page';
import { launchChromium, openPage } from './chromium';
import { composer, log, shot } from './console-seat';
import { guidePicture } from './guide-picture';

/* One story on the real desk, told by its tests in order: a citizen in the widget, an operator at the console, each in a browser of
   their own, the operator without a mouse. */

let house: StaffedDesk;
let browser: Browser;
let operator: Operator;
let citizen: ChatPage;
let page: Page;
const faults: string[] = [];
let told = 0;

const BEGINS = '職員の山田 花子がお答えします';
const ENDS = '職員とのお話は、ここまでです';

beforeAll(async () => {
  house = await StaffedDesk.open();
  browser = await launchChromium();
  operator = await house.hire({ displayName: '山田 花子' });
  citizen = await ChatPage.visit(browser, house.origin, { reducedMotion: 'reduce' });
  page = await openPage(browser, { viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' });
  page.on('pageerror', (error) => faults.push(error.message));
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});
afterEach(async () => {
  if (page) await shot(page, `two-people-${++told}`);
  const all = [...faults, ...(citizen?.faults ?? [])];
  if (all.length > 0) throw new Error(all.join('\n'));
});

const button = (name: string | RegExp): Locator => page.getByRole('button', { name, exact: true });
const card = (title: RegExp): Locator => page.getByRole('heading', { name: title, level: 3 });

async function focused(where: Locator): Promise<void> {
  await waitUntil(
    'it has the focus',
    () => where.evaluate((node) => node === document.activeElement),
    60_000,
  );
}

test('the citizen is not answered, asks for a person and is told the place in the line', async () => {
  await citizen.launcher.focus();
  await citizen.page.keyboard.press('Enter');
  await citizen.fromDesk.first().waitFor();
  await citizen.ask('市役所の食堂は何時までですか');
  await citizen.fromDesk.filter({ hasText: '申しわけありません' }).waitFor();
  await citizen.person.press('Enter');
  await citizen.fromDesk.filter({ hasText: /番目/ }).first().waitFor();
  expect(await house.db.query('select owner from conversation')).toEqual([{ owner: 'queue' }]);
});

test('the operator signs in by her link, is called, and takes the citizen with one key', async () => {
  await page.goto(await house.link(operator));
  await button('職員用の画面へ進む').press('Enter');
  await page.getByRole('button', { name: /担当者と話したい/ }).waitFor();
  await guidePicture(page, 'operator-waiting');
  await button('受付を始める').press('Enter');
  const called = page.getByRole('region', { name: '呼び出し', exact: true });
  await called.getByText(/^あと\d{1,2}秒$/).waitFor();
  await guidePicture(page, 'operator-call');
  await page.keyboard.press('F2');
  await focused(composer(page));
  await log(page).getByText('市役所の食堂は何時までですか').waitFor(); // what came before
  await log(page).getByText('ここから職員が応対').waitFor();
  await citizen.page.getByText(BEGINS).waitFor();
  expect(await house.db.query('select owner from conversation')).toEqual([
    { owner: `operator:${operator.id}` },
  ]);
});

test('each sees when the other types, and the official answer is told with one key', async () => {
  await citizen.input.pressSequentially('接種券をなくし');
  await page.getByText('市民の方が入力しています…').waitFor();
  await citizen.input.pressSequentially('ました');
  await citizen.input.press('Enter');
  await log(page).getByText('接種券をなくしました').waitFor();
  await card(/^接種券をなくし/).waitFor();
  await page.keyboard.press('Alt+S');
  await page.keyboard.type('駐車場');
  await card(/駐車場/)
    .first()
    .waitFor();
  await page.keyboard.press('Escape');
  await card(/^接種券をなくし/).waitFor();
  await page.keyboard.press('Alt+1');
  await focused(composer(page));
  await page.getByRole('list', { name: '差し込んだ回答' }).getByText('ticket.lost').waitFor();
  await guidePicture(page, 'operator-talk');
  await page.keyboard.type('ご不便をおかけします。');
  await citizen.page.getByText('山田 花子が入力しています…').waitFor();
  await page.keyboard.press('Enter');
  await citizen.fromDesk.filter({ hasText: 'ご不便をおかけします。' }).waitFor();
  expect(await citizen.fromDesk.last().innerText()).toContain('山田 花子');
  await log(page)
    .getByText(/ticket\.lost（版1）/)
    .waitFor();
});

test('Enter during a conversion does not send; the next Enter does', async () => {
  const before = await citizen.fromDesk.count();
  await page.keyboard.press('Alt+M');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Input.imeSetComposition', { text: 'しばらく', selectionStart: 4, selectionEnd: 4 });
  await page.keyboard.press('Enter');
  await devtools.send('Input.insertText', { text: '少々お待ちください。' });
  expect(await composer(page).inputValue()).toContain('少々お待ちください。'); // still there: it was not sent
  await waitUntil('an Enter sends', async () => {
    await page.keyboard.press('Enter'); // the one that ends a conversion may come in the same instant
    return (await composer(page).inputValue()) === '';
  });
  await citizen.fromDesk.nth(before).waitFor();
  expect(await citizen.fromDesk.filter({ hasText: '少々お待ちください。' }).count()).toBe(1);
});

test('personal data is hidden until it is asked for, which is logged; the operator’s own is hidden too, and she is told', async () => {
  await citizen.input.fill('電話は090-0000-0000です');
  await citizen.input.press('Enter');
  const line = log(page).getByRole('listitem').filter({ hasText: '電話は' });
  await line.getByText('〔電話番号〕').waitFor();
  await line.getByRole('button', { name: '表示' }).press('Enter');
  await page.getByRole('dialog', { name: '個人情報を表示しますか' }).waitFor();
  await guidePicture(page, 'operator-reveal');
  await button('記録に残して表示する').press('Enter');
  await line.getByText('090-0000-0000').waitFor();
  const acts = await house.db.query<{ act: string }>(`select act from audit_event where act = 'reveal'`);
  expect(acts).toHaveLength(1);
  await page.keyboard.press('Alt+M');
  await page.keyboard.type('090-0000-0000におかけします。');
  await page.keyboard.press('Enter');
  await page
    .getByText(/印に替えて送りました。市民の方にも、その印で見えています。/)
    .first()
    .waitFor();
  await citizen.fromDesk.filter({ hasText: '〔電話番号〕におかけします。' }).waitFor();
  await button('閉じる').press('Enter');
});

test('what is written while the network is away arrives once', async () => {
  await page.context().setOffline(true);
  await page.getByText('接続が切れました。再接続しています。').first().waitFor();
  await page.keyboard.press('Alt+M');
  await page.keyboard.type('お調べしました。');
  await page.keyboard.press('Enter');
  await log(page)
    .getByText(/送信中|再送/)
    .waitFor();
  await citizen.input.fill('ありがとうございます');
  await citizen.input.press('Enter');
  await page.context().setOffline(false);
  await citizen.fromDesk.filter({ hasText: 'お調べしました。' }).waitFor();
  await log(page).getByText('ありがとうございます').waitFor();
  await log(page)
    .getByText(/送信中|再送/)
    .waitFor({ state: 'detached' });
  expect(await log(page).getByText('お調べしました。').count()).toBe(1);
  expect(await citizen.fromDesk.filter({ hasText: 'お調べしました。' }).count()).toBe(1);
});

test('the operator ends with code and reason; the citizen is back with the bot, and both marks stand', async () => {
  await page.keyboard.press('F8');
  await page.getByRole('dialog', { name: '応対を終えますか' }).waitFor();
  await page.keyboard.press('Enter');
  await focused(page.locator('#wrap-up-code'));
  await citizen.page.getByText(ENDS).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await guidePicture(page, 'operator-wrap-up');
  await button('記録して閉じる').press('Enter');
  await page.getByText('記録して閉じました。').first().waitFor();
  const [closed] = await house.db.query('select close_code, close_reason from handoff');
  expect(closed).toEqual({ close_code: 'answered-from-knowledge', close_reason: 'resolved' });
  await citizen.ask('駐車場はありますか');
  expect(await citizen.fromDesk.last().innerText()).not.toContain('山田');
  const [begin, end] = await Promise.all([BEGINS, ENDS].map((mark) => citizen.page.getByText(mark).count()));
  expect([begin, end]).toEqual([1, 1]);
});

test('the same console answers a telephone: words, arrow, one key', async () => {
  await page.keyboard.press('Alt+P');
  await focused(page.getByRole('combobox', { name: 'お電話の方のことば' }));
  await page.keyboard.type('接種券 なくした');
  await page.getByRole('option', { name: /接種券をなくし/ }).waitFor();
  await guidePicture(page, 'operator-telephone');
  await page.keyboard.press('Control+Enter');
  await page.getByText('ticket.lost を案内（版1）').waitFor();
  expect(await page.getByRole('combobox', { name: 'お電話の方のことば' }).inputValue()).toBe(''); // ready for the next
});
