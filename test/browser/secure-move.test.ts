import type { BrowserContextOptions, Page } from 'playwright-core';
import { FakeLine } from '../fakes/line/fake-line';
import { waitUntil } from '../helpers/wait-until';
import { axeViolations } from './axe';
import { openPage } from './chromium';
import { deskAndBrowser } from './desk-and-browser';

/* The link from LINE, in the browser of whoever opens it. */

let line: FakeLine;
beforeAll(async () => {
  line = await new FakeLine().start();
});
const place = deskAndBrowser(() => ({ ...line.settings }));
const faults: string[] = [];

beforeAll(() => line.connect(`${place.desk.origin}/line/webhook`));
afterAll(() => line.stop());
afterEach(() => {
  if (faults.length > 0) throw new Error(faults.splice(0).join('; '));
});

const LOOKS: [string, BrowserContextOptions][] = [
  ['a phone', { viewport: { width: 320, height: 640 } }],
  ['a dark desk', { viewport: { width: 1000, height: 900 }, colorScheme: 'dark' }],
];

async function visit(address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await openPage(place.browser, options);
  page.on('pageerror', ({ message }) => faults.push(message));
  await page.goto(address);
  return page;
}

/** What a friend of the account gets for wanting a person. */
async function linkFor(name: string): Promise<string> {
  const user = line.user(name);
  const link = (): string | undefined => /http[^"]+\/go\/[^"]+/.exec(JSON.stringify(user.talk.seen))?.[0];
  await user.says('集団接種の会場はどこですか。');
  await user.says('人と話したい');
  await waitUntil('a link', () => link() !== undefined);
  const { pathname } = new URL(link() ?? '');
  return `${place.desk.origin}${pathname}`;
}

test.each(LOOKS)(
  'leads to the same talk by keyboard alone, once; axe finds nothing (%s)',
  async (look, options) => {
    const link = await linkFor(look);
    const page = await visit(link, options);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: '続きを開く' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('集団接種の会場はどこですか。').first().waitFor();
    expect(new URL(page.url()).pathname).toBe('/talk');
    await page.getByText(/順番は\d+番目です/).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.reload();
    await page.getByText('集団接種の会場はどこですか。').first().waitFor();

    const other = await visit(link, options);
    await other.getByText('このリンクは、すでに使われています').waitFor();
    expect(await axeViolations(other)).toEqual([]);
    for (const one of [page, other]) await one.context().close();
  },
);

test('an address that never was one explains itself, with a way to go on', async () => {
  const page = await visit(`${place.desk.origin}/go/${'x'.repeat(43)}`);
  await page.getByText(/「新しいリンク」/).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.context().close();
});
