import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { launchChromium, openPage } from './chromium';
import { ConsoleDouble } from './console-double';

/** Pictures to look at: `CONSOLE_SHOTS=folder`. */
export const SHOTS = process.env.CONSOLE_SHOTS;

/** What the tests of one file share: a desk and an operator's browser, new for each test. */
export interface Seat {
  readonly desk: ConsoleDouble;
  sit(options?: BrowserContextOptions): Promise<Page>;
}

/** Registers the hooks of the calling file. Each test ends with a look at the faults of page, policy and wire. */
export function consoleSeat(): Seat {
  let browser: Browser | undefined;
  let desk: ConsoleDouble | undefined;
  const pages: Page[] = [];
  const faults: string[] = [];
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    faults.length = 0;
    desk = await new ConsoleDouble().start();
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
    await desk?.stop();
    const all = [...faults, ...(desk?.faults ?? [])];
    if (all.length > 0) throw new Error(all.join('\n'));
  });
  const seat: Seat = {
    get desk() {
      if (!desk) throw new Error('the desk has not started');
      return desk;
    },
    sit: async (options = {}) => {
      if (!browser) throw new Error('the browser has not started');
      const page = await openPage(browser, { ...DESKTOP, ...options });
      pages.push(page);
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        if (/Content Security Policy|Trusted/i.test(message.text())) faults.push(message.text());
      });
      await page.goto(`${seat.desk.origin}/console`);
      await page.getByRole('heading', { name: '待っている方' }).waitFor();
      return page;
    },
  };
  return seat;
}

const DESKTOP: BrowserContextOptions = { viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' };

export const composer = (page: Page): Locator => page.getByRole('textbox', { name: '返事を書く' });
export const log = (page: Page): Locator => page.getByRole('log', { name: '会話の記録' });

/** Opens the conversation that this operator leads. */
export async function openMine(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /予約の変更/ })
    .first()
    .click();
  await log(page).getByText('6月12日の予約を').waitFor();
}

export async function shot(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`) });
}
