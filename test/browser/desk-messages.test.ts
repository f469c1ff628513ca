import type { Browser, WebSocketRoute } from 'playwright-core';
import { ChatPage } from './chat-page';
import { launchChromium } from './chromium';
import { runDesk, type RunningDesk } from '../helpers/running-desk';

let browser: Browser;
let desk: RunningDesk;
let chat: ChatPage;
let socket: WebSocketRoute;
let number = 0;

beforeAll(async () => {
  [browser, desk] = await Promise.all([launchChromium(), runDesk()]);
});
afterAll(async () => {
  await browser.close();
  await desk.stop();
});
beforeEach(async () => {
  chat = await ChatPage.visit(browser, desk.origin);
  await chat.page.routeWebSocket('**/stream**', (route) => {
    socket = route;
    route.connectToServer();
  });
  await chat.open();
});
afterEach(async () => {
  await chat.close();
});

/** Puts messages on the stream, in one frame, as if the desk had sent them. */
function deskSays(...activities: Record<string, unknown>[]): void {
  const timestamp = '2021-06-04T01:02:00.000Z';
  const from = { role: 'bot', name: '窓口' };
  const full = activities.map((activity) => ({
    type: 'message',
    id: `test|${number++}`,
    timestamp,
    from,
    ...activity,
  }));
  socket.send(JSON.stringify({ activities: full }));
}

test('lines that begin with 「・」 are a list, and web addresses are links that say they open a new tab', async () => {
  deskSays({ text: '持ち物です。\n・接種券\n・予診票（https://example.jp/a）。\n\nお大事に。' });
  const bubble = chat.messages.last().locator('.bubble');
  await bubble.getByText('お大事に。').waitFor();
  expect(await bubble.locator('ul > li').allInnerTexts()).toHaveLength(2);
  expect(await bubble.locator('p').count()).toBe(2);
  const link = bubble.getByRole('link', { name: /^https:\/\/example\.jp\/a\s?（新しいタブで開きます）$/ });
  expect(await link.getAttribute('href')).toBe('https://example.jp/a');
  expect(await link.getAttribute('rel')).toContain('noopener');
});

test('an operator’s message carries the operator’s name, a notice of the desk does not', async () => {
  deskSays({
    text: 'お待たせしました。',
    from: { role: 'bot', name: '佐藤' },
    channelData: { author: 'operator', senderName: '佐藤' },
  });
  await chat.page.getByText('お待たせしました。').waitFor();
  expect(await chat.messages.last().locator('.head').innerText()).toMatch(/佐藤\s*職員\s*10:02/);
  deskSays({ text: 'ただいまの順番は2番目です。', channelData: { author: 'system' } });
  await chat.page.getByText('2番目です').waitFor();
  expect(await chat.messages.last().locator('.head').innerText()).toContain('お知らせ');
});

test('typing is told in the status line until the message comes', async () => {
  deskSays({ type: 'typing', from: { role: 'bot', name: '佐藤' }, channelData: { author: 'operator' } });
  await chat.page.getByText('佐藤が入力しています…').waitFor();
  deskSays({ text: 'はい。' });
  await chat.page.getByText('はい。').waitFor();
  expect(await chat.status.innerText()).toBe('');
});

test('the same message twice is shown once', async () => {
  deskSays({ id: 'twice', text: '一度だけ' });
  deskSays({ id: 'twice', text: '一度だけ' });
  deskSays({ text: '次の案内' });
  await chat.page.getByText('次の案内').waitFor();
  expect(await chat.messages.filter({ hasText: '一度だけ' }).count()).toBe(1);
});

test('messages that come while the dialog is closed are counted at the launcher', async () => {
  await chat.page.keyboard.press('Escape');
  deskSays({ text: '一つ目' });
  deskSays({ text: '二つ目' });
  await chat.page.getByText('新着2件').waitFor();
  await chat.launcher.click();
  expect(await chat.page.getByText(/新着\d/).count()).toBe(0);
});

test('a citizen who reads further up is not pulled down, and is offered the new message', async () => {
  deskSays({ text: '長い案内\n'.repeat(60) });
  await chat.page.getByText('長い案内').first().waitFor();
  await chat.log.evaluate((log) => log.scrollTo(0, 0));
  await chat.page.waitForFunction(() => true);
  deskSays({ text: '新しい案内' });
  const newest = chat.page.getByRole('button', { name: '新着を見る' });
  await newest.waitFor();
  expect(await chat.log.evaluate((log) => log.scrollTop)).toBe(0);
  await newest.click();
  expect(await newest.isVisible()).toBe(false);
});

test('a whole history is not read out, what comes after it is', async () => {
  const live = (): Promise<string | null> => chat.log.getAttribute('aria-live');
  deskSays(...Array.from({ length: 6 }, (_, count) => ({ text: `案内${count}` })));
  await chat.page.getByText('案内5').waitFor();
  expect(await live()).toBe('off');
  await chat.page.locator('madoguchi-chat .log[aria-live=polite]').waitFor();
  expect(await live()).toBe('polite');
});
