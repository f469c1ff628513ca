import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Locator } from 'playwright-core';
import type { ChatPage } from './chat-page';
import { deskAndBrowser } from './desk-and-browser';

const ROOT = join(__dirname, '..', '..');
/** Every run takes the pictures; only `UPDATE_IMAGES=1` replaces those in the documents. */
const IMAGES = process.env.UPDATE_IMAGES
  ? join(ROOT, 'docs', 'images')
  : mkdtempSync(join(tmpdir(), 'madoguchi-images-'));

const place = deskAndBrowser();

afterAll(() => {
  if (!process.env.UPDATE_IMAGES) rmSync(IMAGES, { recursive: true, force: true });
});

/** Whether the whole control is on the screen. */
async function onScreen(chat: ChatPage, control: Locator): Promise<boolean> {
  const box = await control.boundingBox();
  const size = chat.page.viewportSize();
  if (!box || !size) return false;
  return box.x >= 0 && box.y >= 0 && box.x + box.width <= size.width && box.y + box.height <= size.height;
}

function sidewaysScroll(chat: ChatPage): Promise<boolean> {
  return chat.page.evaluate(() => {
    const wide = (node: Element): boolean => node.scrollWidth > node.clientWidth + 1;
    const log = document.querySelector('madoguchi-chat')?.shadowRoot?.querySelector('.log');
    return wide(document.documentElement) || (log ? wide(log) : true);
  });
}

function enlarge(chat: ChatPage, percent: string): Promise<void> {
  return chat.page.evaluate((size) => {
    document.documentElement.style.fontSize = size;
  }, percent);
}

async function reachChoices(chat: ChatPage): Promise<void> {
  await chat.open();
  await chat.askVaguely();
}

test.each([
  ['320 px wide', { width: 320, height: 640 }, '100%'],
  ['320 px wide with 200 % text', { width: 320, height: 568 }, '200%'],
  ['320 by 256 px (1280 at 400 % zoom)', { width: 320, height: 256 }, '100%'],
  ['640 px wide with 200 % text', { width: 640, height: 400 }, '200%'],
])('%s: the controls stay on the screen and nothing scrolls sideways', async (_name, viewport, size) => {
  const chat = await place.visit({ viewport });
  await enlarge(chat, size);
  expect(await onScreen(chat, chat.launcher)).toBe(true);
  await reachChoices(chat);
  expect(await sidewaysScroll(chat)).toBe(false);
  const close = chat.dialog.getByRole('button', { name: '閉じる' });
  for (const control of [chat.send, chat.input, chat.person, close])
    expect(await onScreen(chat, control)).toBe(true);
  const log = await chat.log.boundingBox();
  expect(log?.height).toBeGreaterThan(60);
  await chat.close();
});

test('text follows the text size of the page, and does not shrink with pages that set a small one', async () => {
  const chat = await place.visit();
  const size = (): Promise<string> => chat.launcher.evaluate((node) => getComputedStyle(node).fontSize);
  await enlarge(chat, '62.5%');
  expect(await size()).toBe('16px');
  await enlarge(chat, '200%');
  expect(await size()).toBe('32px');
  await chat.close();
});

test('targets are at least 44 px', async () => {
  const chat = await place.visit({ viewport: { width: 320, height: 640 } });
  await reachChoices(chat);
  const sizes = await chat.page
    .locator('madoguchi-chat button:visible, madoguchi-chat textarea:visible')
    .evaluateAll((all) =>
      all.map((one) => one.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height)),
    );
  expect(sizes.length).toBeGreaterThan(4);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(44);
  await chat.close();
});

test('on a phone, focus that moves on to the page closes the dialog over it', async () => {
  const chat = await place.visit({ viewport: { width: 320, height: 640 } });
  await chat.open();
  await chat.dialog.getByRole('button', { name: '閉じる' }).focus();
  await chat.page.keyboard.press('Shift+Tab');
  expect(await chat.dialog.count()).toBe(0);
  await chat.close();
});

test('rules of the page do not reach into the widget', async () => {
  const chat = await place.visit();
  await chat.page
    .addStyleTag({
      content: '* { all: unset; display: none !important; } html, body { display: block !important; }',
    })
    .catch(() => undefined);
  await chat.page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      'button,div,section,p{color:red!important;font-size:5px!important;visibility:hidden}madoguchi-chat{color:red;font-size:5px}',
    );
    document.adoptedStyleSheets = [sheet];
  });
  const style = await chat.launcher.evaluate((node) => {
    const { fontSize, color, visibility } = getComputedStyle(node);
    return { fontSize, color, visibility };
  });
  expect(style).toEqual({ fontSize: '16px', color: 'rgb(255, 255, 255)', visibility: 'visible' });
  await chat.close();
});

test('the whole widget is at most 12 KB gzip', () => {
  expect(
    gzipSync(readFileSync(join(ROOT, 'dist', 'public', 'widget.js')), { level: 9 }).length,
  ).toBeLessThanOrEqual(12 * 1024);
});

test.each([
  ['chat-1280.png', { width: 1280, height: 720 }, false],
  ['chat-320.png', { width: 320, height: 640 }, true],
])('takes the picture %s for the README', async (name, viewport, answered) => {
  const chat = await place.visit({ viewport, reducedMotion: 'reduce' });
  await reachChoices(chat);
  if (answered) await chat.choose(chat.openChoices.first());
  await chat.input.blur();
  await chat.page.mouse.move(0, 0);
  await chat.page.screenshot({ path: join(IMAGES, name), animations: 'disabled' });
  expect(statSync(join(IMAGES, name)).size).toBeLessThan(200 * 1024);
  await chat.close();
});
