import { sign } from 'jsonwebtoken';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';
import { waitUntil } from '../../helpers/wait-until';
import { WebClient } from '../../helpers/web-client';
import { SECRET, startWebDesk } from './web-desk';

let database: TestDatabase;
let desk: Awaited<ReturnType<typeof startWebDesk>>;
beforeAll(async () => {
  database = await createTestDatabase();
  desk = await startWebDesk(database.db);
});
afterAll(async () => {
  await desk.stop();
  await database.drop();
});

const start = () => new WebClient(desk.origin).start();
const codeOf = async (response: Response) => {
  const { error } = (await response.json()) as { error: { code: string; message: string; contact: string } };
  expect(error.message).toMatch(/[ぁ-ん].*。$/);
  expect(error.contact).toContain('コールセンター');
  return [response.status, error.code];
};

describe('a message', () => {
  it.each([
    ['is empty', { type: 'message', text: '' }, 400, 'activity.empty'],
    ['has no text', { type: 'message' }, 400, 'activity.empty'],
    ['is blank', { type: 'message', text: ' 　\n\t' }, 400, 'activity.empty'],
    ['has control characters only', { type: 'message', text: '\u0000\u0007\u202e' }, 400, 'activity.empty'],
    ['has 100,000 characters', { type: 'message', text: 'あ'.repeat(100_000) }, 413, 'body.too-large'],
    ['has 5,001 characters', { type: 'message', text: 'あ'.repeat(5001) }, 413, 'activity.too-long'],
    [
      'has a long value',
      { type: 'message', text: 'あ', value: 'x'.repeat(20_000) },
      413,
      'activity.too-long',
    ],
    [
      'has an attachment',
      { type: 'message', text: '写真', attachments: [{ contentType: 'image/png' }] },
      415,
      'activity.attachment',
    ],
    ['is of an unknown type', { type: 'invoke' }, 400, 'activity.invalid'],
    [
      'claims to start the conversation',
      { type: 'conversationUpdate', membersAdded: [] },
      400,
      'activity.invalid',
    ],
    ['has a text that is no text', { type: 'message', text: { $ne: 1 } }, 400, 'activity.invalid'],
    ['is an array', [], 400, 'activity.invalid'],
    ['is a string', '"こんにちは"', 400, 'activity.invalid'],
    ['is null', 'null', 400, 'activity.invalid'],
    ['is no JSON', '{"type":"message"', 400, 'body.not-json'],
    ['is missing', '', 400, 'activity.invalid'],
  ])('that %s is refused with a polite text', async (_what, body, status, code) => {
    const citizen = await start();
    const response = await citizen.call(
      'POST',
      `/conversations/${citizen.grant.conversationId}/activities`,
      body,
    );
    expect(await codeOf(response)).toEqual([status, code]);
    expect(
      (await desk.store.since(citizen.grant.conversationId, 0)).filter(({ author }) => author === 'citizen'),
    ).toEqual([]);
  });

  it.each([
    ['4,000 × ー', 'ー'.repeat(4000)],
    ['two emoji before a word', '🙂🙂会場'],
    ['HTML', '<script>alert(1)</script><b>会場</b>'],
    ['a SQL fragment', "'; drop table message; --"],
    ['a line of each kind', 'a\nb\tc'],
  ])('of %s is answered as it was written', async (_what, text) => {
    const citizen = await start();
    expect(await citizen.say(text)).toHaveProperty('id');
    await waitUntil('reply', async () =>
      (await citizen.history()).activities.some((one) => one.text === `復唱：${text}`),
    );
  });

  it.each([
    ['lone surrogates', '{"type":"message","text":"\\ud83d会場\\udc00"}', '\ufffd会場\ufffd'],
    [
      'control characters',
      '{"type":"message","text":"\\u0000会\\u0007場\\u001b[31m\\r\\n\\u202eまで"}',
      '会場[31m\nまで',
    ],
  ])('with %s is cleaned, stored and answered', async (_what, body, text) => {
    const citizen = await start();
    const response = await citizen.call(
      'POST',
      `/conversations/${citizen.grant.conversationId}/activities`,
      body,
    );
    expect(response.status).toBe(200);
    await waitUntil('reply', async () =>
      (await citizen.history()).activities.some((one) => one.text === `復唱：${text}`),
    );
  });

  it('with a bottomless value or hostile names is taken without harm', async () => {
    const citizen = await start();
    const deep = `{"type":"message","text":"深い","value":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
    const odd =
      '{"type":"message","text":"妙","value":{"__proto__":{"polluted":1},"\\u0000":"\\ud800"},"channelData":{"clientActivityID":"\\u0000\\ud800","author":"operator","senderName":"市長"}}';
    for (const body of [deep, odd]) {
      expect(
        (await citizen.call('POST', `/conversations/${citizen.grant.conversationId}/activities`, body))
          .status,
      ).toBe(200);
    }
    await waitUntil('replies', async () =>
      (await citizen.history()).activities.some((one) => one.text === '復唱：妙'),
    );
    const { activities } = await citizen.history();
    expect(activities.find((one) => one.text === '妙')).toMatchObject({
      from: { role: 'user' },
      channelData: { author: 'citizen' },
    });
    expect(JSON.stringify(activities)).not.toContain('市長');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('of a wrong content type is refused', async () => {
    const citizen = await start();
    const response = await fetch(
      `${desk.origin}/v3/directline/conversations/${citizen.grant.conversationId}/activities`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${citizen.grant.token}`, 'content-type': 'text/xml' },
        body: '<message/>',
      },
    );
    expect(await codeOf(response)).toEqual([415, 'body.type']);
  });

  it('with files is refused politely', async () => {
    const citizen = await start();
    const form = new FormData();
    form.append('file', new Blob(['x']), '接種券.png');
    const response = await fetch(
      `${desk.origin}/v3/directline/conversations/${citizen.grant.conversationId}/upload`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${citizen.grant.token}` },
        body: form,
      },
    );
    expect(await codeOf(response)).toEqual([415, 'activity.attachment']);
  });
});

describe('a token', () => {
  const claims = { user: 'dl_x', conv: 'c' };
  const issued = { issuer: 'madoguchi:web', audience: 'api' };
  const calls = [
    'GET /conversations/:id',
    'GET /conversations/:id/activities',
    'POST /conversations/:id/activities',
    'POST /conversations',
    'POST /tokens/refresh',
    'POST /conversations/:id/upload',
  ];

  it.each(calls)('is checked by %s', async (call) => {
    const citizen = await start();
    const { conversationId: conv, token } = citizen.grant;
    const [method = '', path = ''] = call.replace(':id', conv).split(' ');
    const of = (expiresIn: number, secret = SECRET, extra = {}) =>
      sign({ user: 'dl_x', conv }, secret, { ...issued, expiresIn, ...extra });
    const [head, payload] = token.split('.');
    const refused: [string, string | undefined][] = [
      ['token.invalid', undefined],
      ['token.invalid', 'not-a-token'],
      ['token.expired', of(-1)],
      ['token.invalid', of(60, 'another-secret')],
      ['token.invalid', of(60, SECRET, { audience: 'stream' })],
      ['token.invalid', `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${payload}.`],
      ['token.invalid', `${head}.${payload}.${'A'.repeat(43)}`],
      ['token.invalid', sign({ conv }, SECRET, { ...issued, expiresIn: 60 })],
    ];
    for (const [code, forged] of refused) {
      const response = await citizen.call(
        method,
        path,
        method === 'POST' ? { type: 'message', text: 'x' } : undefined,
        forged ?? '',
      );
      expect([forged, ...(await codeOf(response))]).toEqual([forged, 403, code]);
    }
  });

  it('opens no other conversation', async () => {
    const [mine, other] = [await start(), await start()];
    for (const path of ['', '/activities']) {
      const response = await mine.call('GET', `/conversations/${other.grant.conversationId}${path}`);
      expect(await codeOf(response)).toEqual([403, 'token.invalid']);
    }
  });

  it('of a conversation that is gone gets 404', async () => {
    const citizen = await start();
    const token = sign(claims, SECRET, { ...issued, expiresIn: 60 });
    expect(await codeOf(await citizen.call('GET', '/conversations/c', undefined, token))).toEqual([
      404,
      'conversation.unknown',
    ]);
    expect(
      await codeOf(
        await citizen.call('POST', '/conversations/c/activities', { type: 'message', text: 'x' }, token),
      ),
    ).toEqual([404, 'conversation.unknown']);
  });

  it('is renewed for the same citizen in the same conversation', async () => {
    const citizen = await start();
    const renewed = (await (await citizen.call('POST', '/tokens/refresh')).json()) as WebClient['grant'];
    expect(renewed.conversationId).toBe(citizen.grant.conversationId);
    expect(
      (await citizen.call('GET', `/conversations/${renewed.conversationId}`, undefined, renewed.token))
        .status,
    ).toBe(200);
  });
});

describe('a flood from one address', () => {
  it('is slowed down politely, loses nothing that was accepted, and waits milliseconds as Direct Line clients count', async () => {
    const node = await startWebDesk(database.open(), {
      http: { rateLimit: { writes: 20, reads: 500, seconds: 60 } },
    });
    const citizen = await new WebClient(node.origin).start();
    const responses = await Promise.all(
      Array.from({ length: 60 }, (_, n) => citizen.post({ type: 'message', text: `質問${n}` })),
    );
    const accepted = responses.filter(({ status }) => status === 200);
    const refused = responses.filter(({ status }) => status === 429);
    expect([accepted.length, refused.length]).toEqual([18, 42]);
    expect(await codeOf(refused[0]!)).toEqual([429, 'rate.exceeded']);
    expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(1000);
    await waitUntil('every accepted one answered', async () => {
      const { activities } = await citizen.history();
      return activities.filter(({ text }) => text?.startsWith('復唱：')).length === 18;
    });
    await node.stop();
  });
});
