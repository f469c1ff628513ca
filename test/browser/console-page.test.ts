import { waitUntil } from '../helpers/wait-until';
import { ME, MINE } from './console-data';
import { composer, consoleSeat, log, openMine, shot } from './console-seat';

const seat = consoleSeat();

function offer(): void {
  seat.desk.row({
    handoffId: 'h-2',
    state: 'offered',
    operator: { id: ME.operatorId, label: ME.displayName },
    assignment: 1,
    offeredUntil: new Date(Date.now() + 20_000).toISOString(),
  });
}

test('the whole morning without a mouse: take, insert, send, hold, end, close', async () => {
  const page = await seat.sit();
  await page.keyboard.press('F2');
  await expect(page.evaluate(() => document.title)).resolves.toContain('待ち');
  await page
    .getByRole('heading', { name: '接種券をなくしました。' })
    .or(page.locator('#talk-title'))
    .first()
    .waitFor();
  await waitUntil('the answer has the focus', () =>
    composer(page).evaluate((node) => node === document.activeElement),
  );
  await page.getByRole('heading', { name: '予約の日時を変更できますか。' }).waitFor();
  await page.keyboard.press('Alt+1');
  await waitUntil('the answer is inserted', async () =>
    (await composer(page).inputValue()).includes('変更できます'),
  );
  await page.keyboard.type('よろしくお願いします。');
  await page.keyboard.press('Enter');
  await waitUntil('it is said', () => seat.desk.askedFor(/say/).length === 1);
  expect(seat.desk.askedFor(/say/)[0]?.body).toMatchObject({
    handoffId: 'h-2',
    assignment: 1,
    entryIds: ['booking.change'],
    release: 3,
  });
  expect(await composer(page).inputValue()).toBe('');
  await page.keyboard.press('F8');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('#wrap-up-code:focus').waitFor();
  await page.keyboard.press('Enter');
  expect(seat.desk.askedFor(/close/)).toHaveLength(0);
  await page.locator('#wrap-up-code').selectOption('answered');
  await page.locator('#wrap-up-reason').selectOption('solved');
  await page.getByRole('button', { name: '記録して閉じる' }).press('Enter');
  await waitUntil('it is closed', () => seat.desk.askedFor(/close/).length === 1);
  expect(seat.desk.askedFor(/close/)[0]?.body).toEqual({ assignment: 1, code: 'answered', reason: 'solved' });
});

test('Enter during a conversion never sends; the Enter after it does', async () => {
  const page = await seat.sit();
  await openMine(page);
  await composer(page).focus();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Input.imeSetComposition', { text: 'よやく', selectionStart: 3, selectionEnd: 3 });
  // As Windows reports the key that confirms a conversion: code 229, while composing.
  await devtools.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Process',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  });
  await page.keyboard.press('Enter');
  expect(seat.desk.askedFor(/say/)).toHaveLength(0);
  await devtools.send('Input.insertText', { text: '予約' });
  expect(await composer(page).inputValue()).toContain('予約');
  // As Safari reports it: the composition has ended, and the Enter that ended it follows with code 229.
  await composer(page).evaluate((node) => {
    node.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    node.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
    node.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }),
    );
    node.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', keyCode: 13, bubbles: true, cancelable: true }),
    );
  });
  expect(seat.desk.askedFor(/say/)).toHaveLength(0);
  await waitUntil('a later Enter sends', async () => {
    await page.keyboard.press('Enter');
    return seat.desk.askedFor(/say/).length > 0;
  });
  expect(seat.desk.askedFor(/say/)).toHaveLength(1);
});

test('a message whose answer the network swallows is sent again and appears once', async () => {
  const page = await seat.sit();
  await openMine(page);
  seat.desk.swallowSays = 2;
  await composer(page).fill('お調べします');
  await page.keyboard.press('Enter');
  await waitUntil('it is sent three times', () => seat.desk.askedFor(/say/).length === 3);
  expect(new Set(seat.desk.askedFor(/say/).map(({ body }) => body['key'])).size).toBe(1);
  await log(page).getByText('再送').waitFor({ state: 'detached' });
  expect(await log(page).getByText('お調べします').count()).toBe(1);
});

test('the desk is gone and comes back: the banner tells, nothing is lost or doubled, the message leaves then', async () => {
  const page = await seat.sit();
  await openMine(page);
  await seat.desk.stop();
  await page.getByText('接続が切れました。再接続しています。').first().waitFor();
  await composer(page).fill('切れている間に書いた');
  await page.keyboard.press('Enter');
  await log(page)
    .getByText(/送信中|再送/)
    .waitFor();
  seat.desk.line({ text: '切れている間に届いた' });
  await seat.desk.start();
  await log(page).getByText('切れている間に届いた').waitFor();
  await waitUntil('the message has left', () => seat.desk.askedFor(/say/).length === 1);
  await log(page)
    .getByText(/送信中|再送/)
    .waitFor({ state: 'detached' });
  const watches = seat.desk.commands.filter(({ type }) => type === 'watch');
  expect(watches.at(-1)).toMatchObject({ conversationId: MINE.conversationId, after: 7 });
  for (const text of ['切れている間に届いた', '切れている間に書いた', '6月12日の予約を'])
    expect(await log(page).getByText(text).count()).toBe(1);
});

test('the session ends while typing: the sign-in is shown, and the draft is there after it', async () => {
  const page = await seat.sit();
  await openMine(page);
  await page.getByRole('heading', { name: '予約の日時を変更できますか。' }).waitFor();
  await page.keyboard.press('Alt+1');
  await composer(page).press('End');
  await page.keyboard.type('書きかけ');
  seat.desk.signedOut = true;
  seat.desk.send({ type: 'signed-out' });
  const dialog = page.getByRole('dialog', { name: 'サインインし直してください' });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  expect(await dialog.isVisible()).toBe(true);
  await dialog.getByRole('link', { name: 'サインインする' }).click();
  await page.waitForURL('**/console/sign-in?next=/console');
  seat.desk.signedOut = false;
  await page.goto(`${seat.desk.origin}/console`);
  await openMine(page);
  expect(await composer(page).inputValue()).toContain('書きかけ');
  await page.getByRole('list', { name: '差し込んだ回答' }).getByText('booking.change（版3）').waitFor();
});

test('an offer is told at once and taken by one key; a claim that came too late is explained', async () => {
  const page = await seat.sit();
  offer();
  await page.getByRole('region', { name: '呼び出し', exact: true }).waitFor();
  await page.getByRole('alert').getByText('呼び出しです。').waitFor();
  expect(await page.title()).toContain('【呼び出し】');
  await shot(page, 'offer');
  await page.keyboard.press('F2');
  await composer(page).waitFor();
  expect(seat.desk.askedFor(/accept/)[0]?.body).toEqual({ assignment: 1 });
  seat.desk.row({
    handoffId: 'h-3',
    conversationId: 'c-3',
    state: 'waiting',
    operator: undefined,
    lastText: '会場はどこ',
  });
  await page.getByRole('button', { name: /会場はどこ/ }).click();
  await page.getByRole('button', { name: 'この方に応対する' }).click();
  await page.getByText('ほかの担当者が先に応対を始めました。').first().waitFor();
});

test('hidden data is shown only after the warning, and is logged by the desk', async () => {
  const page = await seat.sit();
  await openMine(page);
  await page.getByRole('button', { name: '表示', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '個人情報を表示しますか' });
  await dialog.getByText('記録に残ります').waitFor();
  expect(seat.desk.askedFor(/reveal/)).toHaveLength(0);
  await dialog.getByRole('button', { name: '記録に残して表示する' }).click();
  await log(page).getByText('090-0000-0000').waitFor();
  expect(seat.desk.askedFor(/reveal/)[0]?.body).toEqual({ seq: 4 });
  await page.getByRole('button', { name: '伏せる' }).click();
  expect(await log(page).getByText('090-0000-0000').count()).toBe(0);
});

test('the telephone: words, arrow, one key; then ready for the next', async () => {
  const page = await seat.sit();
  await page.keyboard.press('Alt+P');
  const field = page.getByRole('combobox', { name: 'お電話の方のことば' });
  await waitUntil('the field has the focus', () => field.evaluate((node) => node === document.activeElement));
  await page.keyboard.type('予約');
  await page.getByRole('option', { name: /取り消したい/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('region', { name: '読み上げ文' }).getByText('お電話で取り消せます。').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('booking.cancel を案内（版3）').waitFor();
  expect(await field.inputValue()).toBe('');
  expect(await field.evaluate((node) => node === document.activeElement)).toBe(true);
  await page.keyboard.type('犬の登録');
  await page.getByText('合う回答はありません。').waitFor();
  await page.keyboard.press('Alt+0');
  await waitUntil('both are logged', () => seat.desk.askedFor(/^calls/).length === 2);
  const [told, nothing] = seat.desk.askedFor(/^calls/).map(({ body }) => body);
  expect(told).toMatchObject({ text: '予約', entryId: 'booking.cancel', release: 3 });
  expect(nothing).not.toHaveProperty('entryId');
});

test('the shift brief counts down as it is ticked off', async () => {
  const page = await seat.sit();
  const tab = page.getByRole('button', { name: /申し送り/ });
  await tab.getByText('2').waitFor();
  await tab.click();
  await page.getByRole('button', { name: '確認した' }).first().click();
  await tab.getByText('1', { exact: false }).waitFor();
  expect(seat.desk.askedFor(/tick/)[0]?.body).toEqual({ id: 'b1' });
});

test('script in a message or name stays text, and a paste of 20 MB does not freeze the page', async () => {
  const page = await seat.sit();
  await openMine(page);
  seat.desk.line({ text: '<img src=x onerror=alert(1)>', senderName: '<script>alert(1)</script>' });
  await log(page).getByText('<img src=x onerror=alert(1)>').waitFor();
  expect(await log(page).locator('img, script').count()).toBe(0);
  await composer(page).evaluate((node) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', 'あ'.repeat(7_000_000));
    node.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await page.getByText('貼り付けた文章が長すぎます（7,000,000文字）').first().waitFor();
  expect(await composer(page).inputValue()).toBe('');
});

test('whoever has just signed in is told that nobody will be offered, and begins with one button', async () => {
  const page = await seat.sit();
  await page.getByText('新しい方の呼び出しは届きません。').waitFor();
  await page.getByRole('button', { name: '受付を始める' }).click();
  await waitUntil('the desk knows', () => seat.desk.askedFor(/presence/).length === 1);
  expect(seat.desk.askedFor(/presence/)[0]?.body).toEqual({ state: 'available' });
});
