import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { openPage } from './chromium';

/** What a citizen sees and does in the widget, in the words of a test. */
export class ChatPage {
  readonly launcher: Locator;
  readonly dialog: Locator;
  readonly input: Locator;
  readonly send: Locator;
  readonly person: Locator;
  readonly log: Locator;
  readonly status: Locator;
  /** Errors of the page's own code and refusals of its content security policy. */
  readonly faults: string[] = [];

  constructor(readonly page: Page) {
    this.launcher = page.locator('madoguchi-chat .launcher');
    this.dialog = page.getByRole('dialog');
    this.input = page.getByRole('textbox', { name: '質問を入力' });
    this.send = page.getByRole('button', { name: '送信', exact: true });
    this.person = page.getByRole('button', { name: '人に相談する' });
    this.log = page.getByRole('log', { name: '会話の記録' });
    this.status = page.locator('madoguchi-chat .status');
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy|Trusted/i.test(message.text())) this.faults.push(message.text());
    });
  }

  static async visit(
    browser: Browser,
    origin: string,
    options: BrowserContextOptions = {},
  ): Promise<ChatPage> {
    const chat = new ChatPage(
      await openPage(browser, { viewport: { width: 1280, height: 800 }, ...options }),
    );
    await chat.page.goto(`${origin}/`);
    return chat;
  }

  /** Opens the dialog and waits for the desk's greeting. */
  async open(): Promise<void> {
    await this.launcher.click();
    await this.fromDesk.first().waitFor();
  }

  async ask(text: string): Promise<void> {
    const before = await this.fromDesk.count();
    await this.input.fill(text);
    await this.input.press('Enter');
    await this.fromDesk.nth(before).waitFor();
  }

  async choose(choice: Locator): Promise<void> {
    const before = await this.fromDesk.count();
    await choice.click();
    await this.fromDesk.nth(before).waitFor();
  }

  /** Asks a vague question, to be asked back. */
  async askVaguely(): Promise<void> {
    await this.ask('予約');
    await this.openChoices.nth(1).waitFor();
  }

  get messages(): Locator {
    return this.page.locator('madoguchi-chat .message');
  }

  get fromDesk(): Locator {
    return this.page.locator('madoguchi-chat .message:not(.citizen)');
  }

  get fromCitizen(): Locator {
    return this.page.locator('madoguchi-chat .message.citizen');
  }

  /** Choices that still can be pressed. */
  get openChoices(): Locator {
    return this.page.locator('madoguchi-chat .choices button:enabled');
  }

  /** What is on the screen, message by message, without names and times. */
  texts(): Promise<string[]> {
    return this.page.locator('madoguchi-chat .message .bubble').allInnerTexts();
  }

  said(text: string): Locator {
    return this.fromCitizen.filter({ hasText: text });
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
