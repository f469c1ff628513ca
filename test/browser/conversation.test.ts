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

test('a citizen asks, is asked back, chooses, gets the answer, asks for a person and is told the place in the queue', async () => {
  await chat.open();
  await chat.askVaguely();
  const choice = chat.openChoices.first();
  const label = await choice.innerText();
  await chat.choose(choice);
  expect(await chat.said(label).count()).toBe(1);
  expect((await chat.fromDesk.last().innerText()).length).toBeGreaterThan(20);
  await chat.person.click();
  await chat.said('担当者と話したい').waitFor();
  await chat.fromDesk.filter({ hasText: /番目/ }).first().waitFor();
});

test('choices can be pressed once and are inert when the conversation has moved on', async () => {
  await chat.open();
  await chat.askVaguely();
  const group = chat.page.getByRole('group', { name: '選択肢' }).last();
  const before = await group.getByRole('button').count();
  expect(before).toBeGreaterThanOrEqual(2);
  const asked = await group.elementHandle();
  await chat.choose(chat.openChoices.first());
  const inert = await asked?.$$eval('button', (all) => all.filter((one) => one.disabled).length);
  expect(inert).toBe(before);
});

test('the keyboard alone opens, asks, chooses and closes, and the focus is never lost', async () => {
  const focused = (): Promise<string> =>
    chat.page.evaluate(() => {
      const inner = document.activeElement?.shadowRoot?.activeElement;
      return inner ? inner.className || inner.id : document.activeElement?.tagName || '';
    });
  await chat.launcher.focus();
  await chat.page.keyboard.press('Enter');
  await chat.fromDesk.first().waitFor();
  expect(await focused()).toBe('input');
  expect(await chat.launcher.getAttribute('aria-expanded')).toBe('true');
  await chat.page.keyboard.type('予約');
  await chat.page.keyboard.press('Enter');
  await chat.openChoices.nth(1).waitFor();
  const before = await chat.fromDesk.count();
  for (let steps = 0; steps < 12 && (await focused()) !== 'log'; steps++)
    await chat.page.keyboard.press('Shift+Tab');
  expect(await focused()).toBe('log');
  await chat.openChoices.first().focus();
  await chat.page.keyboard.press('Enter');
  await chat.fromDesk.nth(before).waitFor();
  expect(await focused()).toBe('input');
  await chat.page.keyboard.press('Escape');
  expect(await chat.dialog.count()).toBe(0);
  expect(await focused()).toContain('launcher');
  expect(await chat.launcher.getAttribute('aria-expanded')).toBe('false');
});

test('every control in the dialog is reached with Tab and shows where the focus is', async () => {
  await chat.open();
  await chat.askVaguely();
  await chat.page.getByRole('button', { name: '閉じる' }).first().focus();
  const rings: string[] = [];
  for (let steps = 0; steps < 10; steps++) {
    rings.push(
      await chat.page.evaluate(() => {
        const inner = document.activeElement?.shadowRoot?.activeElement;
        return inner ? getComputedStyle(inner).outlineWidth : '';
      }),
    );
    if (await chat.send.evaluate((node) => node === (node.getRootNode() as ShadowRoot).activeElement)) break;
    await chat.page.keyboard.press('Tab');
  }
  expect(rings.length).toBeGreaterThanOrEqual(6);
  expect(new Set(rings)).toEqual(new Set(['4px']));
});

test('Enter that ends a conversion of the input method does not send', async () => {
  await chat.open();
  await chat.input.focus();
  const devtools = await chat.page.context().newCDPSession(chat.page);
  await devtools.send('Input.imeSetComposition', { text: 'よやく', selectionStart: 3, selectionEnd: 3 });
  // What a browser reports for a key that the input method has taken.
  await devtools.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    windowsVirtualKeyCode: 229,
  });
  expect(await chat.fromCitizen.count()).toBe(0);
  await devtools.send('Input.insertText', { text: '予約' });
  expect(await chat.input.inputValue()).toBe('予約');
  // A person's next key comes later than the timer that ends the composition.
  await chat.page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await chat.page.keyboard.press('Enter');
  await chat.said('予約').waitFor();
});

test('the Enter some browsers send just after compositionend does not send either', async () => {
  await chat.open();
  await chat.input.fill('予約');
  await chat.input.evaluate((node) => {
    node.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    node.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '予約' }));
    node.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  });
  await chat.page.waitForFunction(() => true);
  expect(await chat.fromCitizen.count()).toBe(0);
  expect(await chat.input.inputValue()).toBe('予約');
});

test('Shift+Enter makes a new line and blank text is not sent', async () => {
  await chat.open();
  await chat.input.fill('　 \n');
  await chat.input.press('Enter');
  expect(await chat.fromCitizen.count()).toBe(0);
  await chat.input.fill('一行目');
  await chat.input.press('Shift+Enter');
  await chat.page.keyboard.type('二行目');
  expect(await chat.input.inputValue()).toBe('一行目\n二行目');
});

test('a text over 1,000 characters stays in the input with a polite note', async () => {
  await chat.open();
  await chat.input.fill('あ'.repeat(1001));
  expect(await chat.status.innerText()).toBe('恐れ入りますが、1000文字以内に短くしてからお送りください。');
  expect(await chat.input.getAttribute('aria-invalid')).toBe('true');
  await chat.send.click();
  expect(await chat.fromCitizen.count()).toBe(0);
  await chat.input.fill('あ'.repeat(1000));
  expect(await chat.status.innerText()).toBe('');
  expect(await chat.input.getAttribute('aria-invalid')).toBe('false');
});

test('what a citizen writes is shown as text, never as markup', async () => {
  await chat.open();
  const text = '<img src=x onerror=alert(1)> https://example.jp/a?b=1&c=2、javascript:alert(1)';
  await chat.ask(text);
  const mine = chat.fromCitizen.last();
  expect(await mine.locator('img').count()).toBe(0);
  expect(await mine.locator('a').evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual([
    'https://example.jp/a?b=1&c=2',
  ]);
});
