import type { Page } from 'playwright-core';
import { axeViolations } from './axe';
import { deskAndBrowser } from './desk-and-browser';

const place = deskAndBrowser();

async function ask(page: Page, question: string): Promise<void> {
  await page.getByLabel('ご質問').fill(question);
  await page.getByRole('button', { name: '質問する' }).click();
  await page.locator('.answer').last().waitFor();
}

test('without JavaScript a citizen asks, is asked back, chooses and gets an answer', async () => {
  const { page } = await place.visit({ javaScriptEnabled: false });
  await ask(page, '予約');
  const choice = page.locator('.choices button').first();
  const label = await choice.innerText();
  await choice.click();
  await page.locator('.answer').last().waitFor();
  expect(await page.locator('main').innerText()).toContain(label);
  await ask(page, '担当者と話したい');
  expect(await page.locator('main').innerText()).toMatch(/番目/);
  await page.context().close();
});

test('the page without script is linked from the city page and axe finds nothing on it', async () => {
  const { page } = await place.visit();
  await page.getByRole('link', { name: 'JavaScriptを使わない方はこちら' }).click();
  await page.waitForURL('**/faq');
  expect(await axeViolations(page)).toEqual([]);
  await ask(page, '予約');
  expect(await axeViolations(page)).toEqual([]);
  await page.context().close();
});
