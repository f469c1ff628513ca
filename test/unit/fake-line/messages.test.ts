import type { messagingApi } from '@line/bot-sdk';
import { FAULTS } from '../../fakes/line/faults';
import { FakeLine } from '../../fakes/line/fake-line';
import type { LineUser } from '../../fakes/line/line-user';
import { lineClient, refusalOf } from './line-client';

let now = Date.parse('2021-06-04T01:00:00Z');
let line: FakeLine;
let hanako: LineUser;

beforeAll(async () => {
  line = await new FakeLine({ now: () => now }).start();
  hanako = line.user('花子');
});
afterAll(() => line.stop());

function reply(replyToken: string | undefined, ...messages: unknown[]) {
  return lineClient(line).replyMessage({
    replyToken: replyToken ?? '',
    messages: messages as messagingApi.Message[],
  });
}

function push(messages: unknown[], key?: string, to = hanako.userId) {
  return lineClient(line).pushMessage({ to, messages: messages as messagingApi.Message[] }, key);
}

const TEXT = { type: 'text', text: '会場は2つあります。' };
const quick = (...labels: string[]) => ({
  items: labels.map((label) => ({ type: 'action', action: { type: 'message', label, text: label } })),
});

test('a reply is seen by the user who wrote, under the name of the sender', async () => {
  const { replyToken } = hanako.text('会場はどこですか');
  const { sentMessages } = await reply(replyToken, { ...TEXT, sender: { name: '山田' } });
  expect(sentMessages).toHaveLength(1);
  expect(hanako.talk.seen.slice(-2).map(({ senderName, text, via }) => [senderName, text, via])).toEqual([
    ['花子', '会場はどこですか', 'user'],
    ['山田', '会場は2つあります。', 'reply'],
  ]);
});

test('a reply token works once, for a minute, and takes no retry key', async () => {
  const { replyToken } = hanako.text('一度');
  await reply(replyToken, TEXT);
  expect(await refusalOf(reply(replyToken, TEXT))).toMatchObject({
    status: 400,
    message: 'Invalid reply token',
  });
  const late = hanako.text('遅い');
  now += 60_001;
  expect(await refusalOf(reply(late.replyToken, TEXT))).toMatchObject({ message: 'Invalid reply token' });
  expect(await refusalOf(reply('made-up', TEXT))).toMatchObject({ message: 'Invalid reply token' });
  const response = await fetch(`${line.apiBaseURL}/v2/bot/message/reply`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${line.world.accessToken}`,
      'content-type': 'application/json',
      'x-line-retry-key': '123e4567-e89b-12d3-a456-426614174000',
    },
    body: JSON.stringify({ replyToken: hanako.text('鍵').replyToken, messages: [TEXT] }),
  });
  expect(response.status).toBe(400);
});

test('quick replies stand under the newest line only', async () => {
  await reply(hanako.text('予約').replyToken, { ...TEXT, quickReply: quick('予約したい', '取り消したい') });
  expect(hanako.labels).toEqual(['予約したい', '取り消したい']);
  hanako.text('やっぱり');
  expect(hanako.labels).toEqual([]);
  await reply(hanako.text('もう一度').replyToken, { ...TEXT, quickReply: quick('はい') }, TEXT);
  expect(hanako.labels).toEqual([]);
  expect(line.world.violations.splice(0)).toEqual([expect.stringContaining('not the last')]);
});

test('a push counts per person, a reply and a message to somebody who blocked do not', async () => {
  const taro = line.user('太郎');
  const { id } = line.group('家族', hanako, taro);
  line.world.quotaUsed = 0;
  await push([TEXT, TEXT]);
  await push([TEXT], undefined, id);
  await reply(hanako.text('あ').replyToken, TEXT);
  line.world.people.get(taro.userId)!.friend = false;
  const before = taro.talk.seen.length;
  await push([TEXT], undefined, taro.userId);
  expect(taro.talk.seen).toHaveLength(before);
  expect(await lineClient(line).getMessageQuotaConsumption()).toEqual({ totalUsage: 3 });
});

test('over the quota, to a stranger or without a valid token nothing is sent', async () => {
  line.world.quotaLimit = line.world.quotaUsed;
  expect(await refusalOf(push([TEXT]))).toMatchObject({
    status: 429,
    message: 'You have reached your monthly limit.',
  });
  expect(await lineClient(line).getMessageQuota()).toEqual({ type: 'limited', value: line.world.quotaLimit });
  line.world.quotaLimit = undefined;
  expect(await refusalOf(push([TEXT], undefined, `U${'0'.repeat(32)}`))).toMatchObject({ status: 400 });
  expect(await refusalOf(lineClient(line, '1234567890').getBotInfo())).toMatchObject({ status: 401 });
});

test('a retry key is taken once and answered with 409 and the first request’s id', async () => {
  const key = '123e4567-e89b-12d3-a456-426614174000';
  const first = await lineClient(line).pushMessageWithHttpInfo(
    { to: hanako.userId, messages: [TEXT] as messagingApi.Message[] },
    key,
  );
  expect(first.httpResponse.headers.get('x-line-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  const again = await refusalOf(push([TEXT], key));
  expect(again.status).toBe(409);
  expect(again.headers.get('x-line-accepted-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(line.world.violations).toEqual([]);
  await refusalOf(push([{ ...TEXT, text: 'ほかの文' }], key));
  expect(line.world.violations.splice(0)).toEqual([expect.stringContaining('another body')]);
  expect(await refusalOf(push([TEXT], 'not-a-uuid'))).toMatchObject({
    status: 400,
    message: 'Invalid retry key',
  });
});

test('faults meet the calls they are planted for, in order', async () => {
  const seen = hanako.talk.seen.length;
  line.faults.next(
    '/message/push',
    FAULTS.dropBefore,
    FAULTS.dropAfter,
    FAULTS.tooMany,
    FAULTS.broken,
    FAULTS.brokenAfter,
  );
  await expect(push([TEXT])).rejects.toThrow('fetch failed');
  expect(hanako.talk.seen).toHaveLength(seen);
  await expect(push([TEXT])).rejects.toThrow('fetch failed');
  expect(hanako.talk.seen).toHaveLength(seen + 1);
  expect(await refusalOf(push([TEXT]))).toMatchObject({ status: 429 });
  expect(await refusalOf(push([TEXT]))).toMatchObject({ status: 500 });
  expect(hanako.talk.seen).toHaveLength(seen + 1);
  expect(await refusalOf(push([TEXT]))).toMatchObject({ status: 500 });
  expect(hanako.talk.seen).toHaveLength(seen + 2);
  expect(line.faults.left).toBe(0);
  expect(
    line
      .callsTo('/message/push')
      .slice(-5)
      .map(({ status }) => status),
  ).toEqual([0, 0, 429, 500, 500]);
});

test('a slow answer is done at once and told when the test says so', async () => {
  let tell = (): void => undefined;
  line.faults.next('/message/push', {
    kind: 'slow',
    until: new Promise<void>((resolve) => (tell = resolve)),
  });
  const seen = hanako.talk.seen.length;
  let answered = false;
  const call = push([TEXT]).then(() => (answered = true));
  while (hanako.talk.seen.length === seen) await new Promise((resolve) => setImmediate(resolve));
  expect(answered).toBe(false);
  tell();
  await call;
});
