import type { ChatPage } from './chat-page';
import { deskAndBrowser } from './desk-and-browser';

const place = deskAndBrowser();
let chat: ChatPage;

beforeEach(async () => {
  chat = await place.visit();
});
afterEach(async () => {
  await chat.close();
});

test('a reload brings the whole conversation back', async () => {
  await chat.open();
  await chat.ask('予約を取り消したい');
  const before = await chat.texts();
  await chat.page.reload();
  await chat.fromDesk.nth(before.length - 2).waitFor();
  expect(await chat.texts()).toEqual(before);
  expect(await chat.dialog.isVisible()).toBe(true);
});

test('the desk killed and started again: the history stays and a message sent meanwhile arrives once', async () => {
  await chat.open();
  await chat.ask('予約を取り消したい');
  const before = await chat.texts();
  await place.desk.kill();
  await chat.input.fill('担当者と話したい');
  await chat.input.press('Enter');
  await chat.page.getByText('送信中').waitFor();
  await chat.page.getByText('窓口につながりません').waitFor();
  await place.desk.startAgain();
  await chat.page.getByText(/番目/).first().waitFor({ timeout: 90_000 });
  expect(await chat.said('担当者と話したい').count()).toBe(1);
  expect(await chat.page.getByText('送信中').count()).toBe(0);
  expect((await chat.texts()).slice(0, before.length)).toEqual(before);
  const after = await chat.texts();
  await chat.page.reload();
  await chat.fromDesk.nth(1).waitFor();
  await chat.said('担当者と話したい').waitFor();
  expect((await chat.texts()).slice(0, after.length)).toEqual(after);
});

test('a page that reloads while the desk is away still sends what was on its way, once', async () => {
  await chat.open();
  await chat.ask('予約を取り消したい');
  await chat.page.route('**/v3/directline/conversations/*/activities', (route) => route.abort());
  await chat.input.fill('持ち物は何ですか');
  await chat.input.press('Enter');
  await chat.page.getByText('送信中').waitFor();
  await chat.page.reload();
  await chat.said('持ち物は何ですか').waitFor();
  await chat.page.unroute('**/v3/directline/conversations/*/activities');
  await chat.page.getByText('送信中').waitFor({ state: 'detached', timeout: 60_000 });
  const retry = chat.page.getByRole('button', { name: 'もう一度送る' });
  if (await retry.count()) await retry.click();
  await chat.fromDesk.nth(2).waitFor();
  expect(await chat.said('持ち物は何ですか').count()).toBe(1);
});

test('an answer to the post that never arrives does not double the message', async () => {
  await chat.open();
  let cut = 0;
  await chat.page.route('**/v3/directline/conversations/*/activities', async (route) => {
    if (route.request().method() !== 'POST' || cut++ > 0) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await chat.ask('予約を取り消したい');
  await chat.page.getByText('送信中').waitFor({ state: 'detached' });
  await chat.page.reload();
  await chat.fromDesk.nth(1).waitFor();
  expect(await chat.said('予約を取り消したい').count()).toBe(1);
});

test('where sockets are blocked the conversation goes on by polling', async () => {
  let sockets = 0;
  await chat.page.routeWebSocket('**/stream**', (socket) => {
    sockets++;
    void socket.close();
  });
  await chat.open();
  await chat.askVaguely();
  await chat.choose(chat.openChoices.first());
  expect(sockets).toBeGreaterThan(0);
  expect(await chat.status.innerText()).toBe('');
  expect(await chat.fromCitizen.count()).toBe(2);
});

test('an expired token begins a new conversation, says so, and the question is not lost', async () => {
  await chat.open();
  await chat.ask('予約を取り消したい');
  const first = await chat.page.evaluate(() => sessionStorage.getItem('madoguchi-chat') ?? '');
  const { conversationId } = JSON.parse(first) as { conversationId: string };
  await chat.page.route(`**/conversations/${conversationId}**`, (route) =>
    route.fulfill({ status: 403, body: '{}' }),
  );
  await chat.page.route(`**/conversations/${conversationId}/**`, (route) =>
    route.fulfill({ status: 403, body: '{}' }),
  );
  await chat.input.fill('担当者と話したい');
  await chat.input.press('Enter');
  await chat.page.getByText('ここからは新しい会話です。').waitFor();
  await chat.page.getByText(/番目/).first().waitFor();
  expect(await chat.said('担当者と話したい').count()).toBe(1);
});

test('a refused message says why, and 「もう一度送る」 sends it', async () => {
  await chat.open();
  await chat.page.route('**/v3/directline/conversations/*/activities', (route) =>
    route.fulfill({ status: 429, headers: { 'retry-after': '1000' }, body: '{}' }),
  );
  await chat.input.fill('予約を取り消したい');
  await chat.input.press('Enter');
  await chat.page.getByText('ただいま混み合っています。少し時間をおいて').waitFor();
  await chat.page.unroute('**/v3/directline/conversations/*/activities');
  await chat.page.getByRole('button', { name: 'もう一度送る' }).click();
  await chat.fromDesk.nth(1).waitFor();
  expect(await chat.said('予約を取り消したい').count()).toBe(1);
});

test('a citizen without a network is told so and goes on when it is back', async () => {
  await chat.open();
  await chat.page.context().setOffline(true);
  await chat.page.getByText('インターネットにつながっていません').waitFor();
  await chat.input.fill('予約を取り消したい');
  await chat.input.press('Enter');
  await chat.page.getByText('送信中').waitFor();
  await chat.page.context().setOffline(false);
  await chat.fromDesk.nth(1).waitFor();
  expect(await chat.said('予約を取り消したい').count()).toBe(1);
  expect(await chat.status.innerText()).toBe('');
});
