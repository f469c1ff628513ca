import { validateSignature } from '@line/bot-sdk';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeLine } from '../../fakes/line/fake-line';
import type { LineUser } from '../../fakes/line/line-user';
import { CONTENT_KINDS } from '../../fakes/line/message-content';
import { postWebhook } from '../../fakes/line/webhook-sender';
import { lineClient, refusalOf } from './line-client';

interface Got {
  readonly signed: boolean;
  readonly destination: string;
  readonly events: Record<string, unknown>[];
}

let line: FakeLine;
let hanako: LineUser;
let server: Server;
let url: string;
let got: Got[];
/** Statuses to answer with, first of all. */
let answers: number[];

beforeAll(async () => {
  line = await new FakeLine().start();
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      const signed = validateSignature(
        raw,
        line.world.channelSecret,
        String(request.headers['x-line-signature']),
      );
      got.push({ signed, ...(JSON.parse(raw.toString()) as Omit<Got, 'signed'>) });
      response.statusCode = answers.shift() ?? 200;
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/line/webhook`;
});
beforeEach(() => {
  got = [];
  answers = [];
  line.connect(url);
  hanako = line.user('花子');
});
afterAll(async () => {
  await line.stop();
  server.closeAllConnections();
  server.close();
});

test('a message comes signed, with every field of the event', async () => {
  await hanako.says('予約はできますか');
  expect(got).toEqual([
    {
      signed: true,
      destination: line.world.account.userId,
      events: [
        {
          type: 'message',
          mode: 'active',
          timestamp: expect.any(Number) as number,
          source: { type: 'user', userId: expect.stringMatching(/^U[0-9a-f]{32}$/) as string },
          webhookEventId: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/) as string,
          deliveryContext: { isRedelivery: false },
          replyToken: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
          message: {
            type: 'text',
            id: expect.stringMatching(/^\d{18}$/) as string,
            text: '予約はできますか',
            quoteToken: expect.any(String) as string,
            markAsReadToken: expect.any(String) as string,
          },
        },
      ],
    },
  ]);
});

test('what is not taken comes again under the same id, marked, until it is', async () => {
  answers = [500, 302];
  await hanako.says('もしもし');
  const events = got.flatMap(({ events: all }) => all);
  expect(new Set(events.map(({ webhookEventId }) => webhookEventId)).size).toBe(1);
  expect(events.map(({ deliveryContext }) => deliveryContext)).toEqual([
    { isRedelivery: false },
    { isRedelivery: true },
    { isRedelivery: true },
  ]);
});

test('without redelivery a refused event is lost', async () => {
  line.webhooks.redelivery = false;
  answers = [500];
  await expect(hanako.says('消える')).rejects.toThrow('did not take');
  line.webhooks.redelivery = true;
  expect(got).toHaveLength(1);
});

test('every kind of message and event can be sent, alone or many in one call', async () => {
  const group = line.group('町内会', hanako);
  const room = line.room('三人', hanako);
  const events = [
    ...CONTENT_KINDS.map((kind) => hanako.content(kind)),
    hanako.postback('entry=venue.list'),
    hanako.event({ type: 'follow', follow: { isUnblocked: false } }),
    hanako.event({ type: 'unfollow' }),
    hanako.event({ type: 'accountLink', link: { result: 'ok', nonce: 'n' } }),
    hanako.event({ type: 'somethingNew', news: { depth: 1 } }),
    line.event(group.sourceOf(), { type: 'join' }),
    line.event(group.sourceOf(), { type: 'memberJoined', joined: { members: [hanako.source] } }),
    line.event(group.sourceOf(), { type: 'leave' }),
    hanako.text('会場は', { source: room.sourceOf(hanako), mentionsAccount: true }),
    hanako.text('別の会社が応対中', { mode: 'standby' }),
  ];
  await line.webhooks.deliver(events);
  expect(got[0]?.events.map(({ type }) => type)).toEqual(events.map(({ type }) => type));
  const tokenless = events
    .filter(({ replyToken }) => replyToken === undefined)
    .map(({ type, mode }) => `${type} ${mode}`);
  expect(tokenless).toEqual(['unfollow active', 'leave active', 'message standby']);
  expect(got[0]?.events.at(-2)).toMatchObject({
    source: { type: 'room', userId: hanako.userId },
    message: {
      text: '@狛江市（見本） 会場は',
      mention: { mentionees: [{ index: 0, length: 8, isSelf: true }] },
    },
  });
});

test('under disturbance every event comes, some twice and out of order', async () => {
  const events = Array.from({ length: 60 }, (_, n) => hanako.text(`質問${n}`));
  let seed = 1;
  const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  await line.webhooks.deliverDisturbed(events, { random });
  const ids = got.flatMap(({ events: all }) => all.map(({ webhookEventId }) => webhookEventId));
  expect(new Set(ids).size).toBe(60);
  expect(ids.length).toBeGreaterThan(60);
  expect(ids.slice(0, 60)).not.toEqual(events.map(({ webhookEventId }) => webhookEventId));
});

test('unsending takes the line away from the talk and tells its id', async () => {
  const { message } = (await hanako.says('まちがえました')) as unknown as { message: { id: string } };
  await hanako.unsends(message.id);
  expect(hanako.talk.seen.some(({ id }) => id === message.id)).toBe(false);
  expect(got.at(-1)?.events[0]).toMatchObject({ type: 'unsend', unsend: { messageId: message.id } });
});

test('blocking and coming back are told', async () => {
  await hanako.blocks();
  expect(await refusalOf(lineClient(line).getProfile(hanako.userId))).toMatchObject({ status: 404 });
  await hanako.follows();
  expect(got.at(-1)?.events[0]).toMatchObject({ type: 'follow', follow: { isUnblocked: true } });
});

test('a pressed button sends what it says', async () => {
  await lineClient(line).pushMessage({
    to: hanako.userId,
    messages: [
      {
        type: 'text',
        text: 'どちらですか',
        quickReply: {
          items: [
            {
              type: 'action',
              action: { type: 'postback', label: '予約', data: 'n=1', displayText: '予約について' },
            },
          ],
        },
      },
    ],
  });
  await hanako.presses('予約');
  expect(got[0]?.events[0]).toMatchObject({ type: 'postback', postback: { data: 'n=1' } });
  expect(hanako.talk.seen.at(-1)).toMatchObject({ from: hanako.userId, text: '予約について' });
  await expect(hanako.presses('予約')).rejects.toThrow('no button');
});

test('a forged or spoilt call does not carry a valid signature', async () => {
  await postWebhook({ world: line.world, url, events: [], secret: 'f'.repeat(32) });
  await postWebhook({
    world: line.world,
    url,
    events: [],
    spoil: (body) => Buffer.concat([body, Buffer.from(' ')]),
  });
  expect(got.map(({ signed }) => signed)).toEqual([false, false]);
});

test('the address of the webhook is set, read and tried', async () => {
  const client = lineClient(line);
  await client.setWebhookEndpoint({ endpoint: `${url}/` });
  expect(await client.getWebhookEndpoint()).toEqual({ endpoint: `${url}/`, active: true });
  expect(await client.testWebhookEndpoint({ endpoint: url })).toMatchObject({
    success: true,
    statusCode: 200,
  });
  expect(got).toEqual([{ signed: true, destination: line.world.account.userId, events: [] }]);
  answers = [401];
  expect(await client.testWebhookEndpoint({})).toMatchObject({ success: false, reason: 'ERROR_STATUS_CODE' });
  expect(await client.testWebhookEndpoint({ endpoint: 'http://127.0.0.1:1/' })).toMatchObject({
    success: false,
    reason: 'COULD_NOT_CONNECT',
  });
  expect(await refusalOf(client.setWebhookEndpoint({ endpoint: 'http://city.example/' }))).toMatchObject({
    status: 400,
  });
});
