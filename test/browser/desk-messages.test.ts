import type { WebSocketRoute } from 'playwright-core';
import type { ChatPage } from './chat-page';
import { deskAndBrowser } from './desk-and-browser';

const place = deskAndBrowser();
let chat: ChatPage;
let socket: WebSocketRoute;
let number = 0;

beforeEach(async () => {
  chat = await place.visit();
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

test('an operator without a name types as well, and an event that nobody knows does not end it', async () => {
  deskSays({ type: 'typing', from: { role: 'bot' }, channelData: { author: 'operator' } });
  await chat.page.getByText('担当者が入力しています…').waitFor();
  deskSays({ type: 'event', name: 'something/else', value: { text: 'x' } });
  deskSays({ text: '切れ目', from: { role: 'user' } });
  await chat.page.getByText('切れ目').waitFor();
  expect(await chat.status.innerText()).toBe('担当者が入力しています…');
  deskSays({ text: 'お待たせしました' });
  await chat.page.getByText('お待たせしました').waitFor();
  expect(await chat.status.innerText()).toBe('');
});

test('where a person begins and ends is a line across the conversation', async () => {
  const mark = (text: string, name: string) => ({ text, channelData: { author: 'system', mark: name } });
  deskSays({
    text: 'お待ちください。',
    suggestedActions: { actions: [{ title: '待つのをやめる', value: '待つのをやめる' }] },
  });
  const button = chat.page.getByRole('button', { name: '待つのをやめる' });
  await button.waitFor();
  deskSays(mark('ここからは、職員の佐藤がお答えします。', 'person-begins'));
  const line = chat.log.locator('li.mark');
  await line.getByText('職員の佐藤がお答えします。').waitFor();
  expect(await button.isDisabled()).toBe(true);
  expect(await line.locator('.bubble, .head').count()).toBe(0);
  expect(await chat.person.isVisible()).toBe(false);
  deskSays(mark('職員とのお話は、ここまでです。', 'person-ends'));
  await chat.page.getByText('ここまでです。').waitFor();
  expect(await line.count()).toBe(2);
  expect(await chat.person.isVisible()).toBe(true);
});

test('the place in the queue stands in the status line, is said only when it changes, and ends with the waiting', async () => {
  const place = (position: number | null, waitBand: string | null = null) => ({
    type: 'event',
    name: 'madoguchi/queue',
    value: { position, waitBand },
  });
  deskSays(place(2, '3–5分'));
  await chat.page.getByText('順番は2番目です。待ち時間は3–5分ほどの見込みです。').waitFor();
  expect(await chat.status.getAttribute('role')).toBe('status');
  await chat.status.evaluate((line) => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver(() => said.push(line.textContent ?? '')).observe(line, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  });
  deskSays(place(2, '3–5分'));
  deskSays(place(1));
  await chat.page.getByText('順番は1番目です。').waitFor();
  deskSays({ text: '佐藤です', channelData: { author: 'system', mark: 'person-begins' } });
  await chat.page.getByText('佐藤です').waitFor();
  expect(await chat.status.innerText()).toBe('');
  expect(await chat.page.evaluate(() => (window as unknown as { said: string[] }).said)).toEqual([
    '順番は1番目です。',
    '',
  ]);
});

test('what the citizen types is told to the desk while a person leads, at most every three seconds', async () => {
  const typed: string[] = [];
  chat.page.on('request', (request) => {
    if (request.method() === 'POST' && request.postData()?.includes('"typing"')) typed.push(request.url());
  });
  const input = chat.page.getByRole('textbox', { name: '質問を入力' });
  await input.pressSequentially('もしもし');
  deskSays({ text: '佐藤です', channelData: { author: 'system', mark: 'person-begins' } });
  await chat.page.getByText('佐藤です').waitFor();
  expect(typed).toEqual([]);
  const sent = chat.page.waitForResponse((response) =>
    Boolean(response.request().postData()?.includes('"typing"')),
  );
  await input.pressSequentially('予約のことです');
  expect((await sent).status()).toBe(200);
  expect(typed).toHaveLength(1);
  deskSays({ text: '終わりです', channelData: { author: 'system', mark: 'person-ends' } });
  await chat.page.getByText('終わりです').waitFor();
  await input.pressSequentially('あ');
  expect(typed).toHaveLength(1);
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
