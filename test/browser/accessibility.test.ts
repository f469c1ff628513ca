import type { BrowserContextOptions, WebSocketRoute } from 'playwright-core';
import { axeViolations } from './axe';
import { deskAndBrowser } from './desk-and-browser';

const place = deskAndBrowser();

const LOOKS: [string, BrowserContextOptions][] = [
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['a phone', { viewport: { width: 320, height: 640 } }],
];

test.each(LOOKS)(
  'axe finds nothing when closed, open, with choices and in a person’s queue (%s)',
  async (_look, options) => {
    const chat = await place.visit({ reducedMotion: 'reduce', ...options });
    expect(await axeViolations(chat.page)).toEqual([]);
    await chat.open();
    expect(await axeViolations(chat.page)).toEqual([]);
    await chat.askVaguely();
    expect(await axeViolations(chat.page)).toEqual([]);
    await chat.choose(chat.openChoices.first());
    await chat.person.click();
    await chat.page.getByText(/番目/).first().waitFor();
    expect(await axeViolations(chat.page)).toEqual([]);
    await chat.close();
  },
);

test.each(LOOKS)('axe finds nothing in the error states (%s)', async (_look, options) => {
  const chat = await place.visit({ reducedMotion: 'reduce', ...options });
  await chat.open();
  await chat.page.route('**/activities', (route) => route.fulfill({ status: 429, body: '{}' }));
  await chat.input.fill('予約を取り消したい');
  await chat.input.press('Enter');
  await chat.page.getByRole('button', { name: 'もう一度送る' }).waitFor();
  await chat.input.fill('あ'.repeat(1001));
  expect(await axeViolations(chat.page)).toEqual([]);
  await chat.page.context().setOffline(true);
  await chat.input.fill('');
  await chat.page.getByText('インターネットにつながっていません').waitFor();
  expect(await axeViolations(chat.page)).toEqual([]);
  await chat.close();
});

test.each(LOOKS)('axe finds nothing while a person answers (%s)', async (_look, options) => {
  const chat = await place.visit({ reducedMotion: 'reduce', ...options });
  let socket: WebSocketRoute | undefined;
  await chat.page.routeWebSocket('**/stream**', (route) => {
    socket = route;
    route.connectToServer();
  });
  await chat.open();
  const from = { role: 'bot', name: '佐藤' };
  const begins = { author: 'system', mark: 'person-begins' };
  const queue = { type: 'event', name: 'madoguchi/queue', value: { position: 2, waitBand: '3–5分' } };
  const show = (...activities: object[]): void => socket?.send(JSON.stringify({ activities }));
  show({ ...queue, from });
  await chat.page.getByText('順番は2番目です。').waitFor();
  expect(await axeViolations(chat.page)).toEqual([]);
  show(
    { type: 'message', id: 'm1', from, text: 'ここからは、職員の佐藤がお答えします。', channelData: begins },
    { type: 'message', id: 'm2', from, text: 'お待たせしました。', channelData: { author: 'operator' } },
    { type: 'typing', from, channelData: { author: 'operator' } },
  );
  await chat.page.getByText('佐藤が入力しています…').waitFor();
  expect(await axeViolations(chat.page)).toEqual([]);
  await chat.close();
});

test('roles, names and states are what a screen reader needs', async () => {
  const chat = await place.visit();
  expect(await chat.launcher.getAttribute('aria-haspopup')).toBe('dialog');
  expect(await chat.launcher.getAttribute('aria-expanded')).toBe('false');
  await chat.open();
  expect(await chat.dialog.getAttribute('aria-modal')).toBe('false');
  expect(await chat.page.getByRole('dialog', { name: /窓口/ }).count()).toBe(1);
  expect(await chat.log.getAttribute('aria-live')).toBe('polite');
  expect(await chat.log.getAttribute('tabindex')).toBe('0');
  expect(await chat.dialog.getByRole('status').count()).toBe(1);
  await chat.close();
});

test('a page that forbids everything but the desk, and every DOM sink, sees no violation', async () => {
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'none'; connect-src 'self'; base-uri 'none'; " +
    "require-trusted-types-for 'script'; trusted-types 'none'";
  const chat = await place.visit();
  await chat.page.route(`${place.desk.origin}/strict`, (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': policy },
      body: '<!doctype html><html lang="ja"><title>市のページ</title><h1>市のページ</h1><script defer src="/widget.js"></script>',
    }),
  );
  await chat.page.goto(`${place.desk.origin}/strict`);
  await chat.page.evaluate(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`Content Security Policy: ${event.violatedDirective}`);
    });
  });
  await chat.open();
  await chat.askVaguely();
  await chat.choose(chat.openChoices.first());
  await chat.person.click();
  await chat.page.getByText(/番目/).first().waitFor();
  expect(chat.faults).toEqual([]);
  await chat.close();
});
