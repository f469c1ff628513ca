import type { Browser, BrowserContextOptions } from 'playwright-core';
import { runDesk, type RunningDesk } from '../helpers/running-desk';
import { ChatPage } from './chat-page';
import { launchChromium } from './chromium';

/** What the tests of one file share. */
export interface Place {
  readonly desk: RunningDesk;
  readonly browser: Browser;
  /** Opens the city's page in a browser profile of its own; the caller closes it. */
  visit(options?: BrowserContextOptions): Promise<ChatPage>;
}

/**
 * A desk and a browser for all tests of the calling file: there before the first, gone after the last.
 * `settings` are asked for when earlier hooks of the file have run.
 */
export function deskAndBrowser(settings: () => Record<string, string> = () => ({})): Place {
  let browser: Browser;
  let desk: RunningDesk;
  beforeAll(async () => {
    // One after the other: an open browser would keep jest alive for good when the desk does not start.
    desk = await runDesk(settings());
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.stop();
  });
  return {
    get desk() {
      return desk;
    },
    get browser() {
      return browser;
    },
    visit: (options) => ChatPage.visit(browser, desk.origin, options),
  };
}
