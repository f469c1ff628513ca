import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';
import { waitUntil } from '../../helpers/wait-until';
import { WebClient } from '../../helpers/web-client';
import { BOT, startWebDesk, type WebDeskOptions } from './web-desk';

let database: TestDatabase;
const stops: (() => Promise<void>)[] = [];
const clients: WebClient[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
afterEach(async () => {
  clients.splice(0).forEach((client) => client.close());
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

async function desk(options?: WebDeskOptions) {
  const started = await startWebDesk(database.open(), options);
  stops.push(started.stop);
  return started;
}
function client(origin: string): WebClient {
  const made = new WebClient(origin);
  clients.push(made);
  return made;
}
/** A started conversation with an open socket, greeted. */
async function chat(origin: string): Promise<WebClient> {
  const citizen = await client(origin).start();
  await citizen.listen();
  await waitUntil('greeting', () => citizen.texts().includes('ご質問をどうぞ。'));
  return citizen;
}

describe('a conversation', () => {
  it('starts with 201, a token of half an hour or more and a minted user, and is greeted once', async () => {
    const { origin } = await desk();
    const citizen = client(origin);
    citizen.grant = (await (await citizen.call('POST', '/tokens/generate')).json()) as WebClient['grant'];
    const first = await citizen.call('POST', '/conversations', {
      user: { id: 'someone-else' },
      locale: 'ja-JP',
    });
    const again = await citizen.call('POST', '/conversations', {});
    expect([first.status, again.status]).toEqual([201, 200]);
    citizen.grant = (await first.json()) as WebClient['grant'];
    expect(citizen.grant.expires_in).toBeGreaterThanOrEqual(1800);
    await citizen.listen();
    await citizen.say('こんにちは');
    await waitUntil('reply', () => citizen.texts().includes('復唱：こんにちは'));
    expect(citizen.texts()).toEqual(['ご質問をどうぞ。', 'こんにちは', '復唱：こんにちは']);
    expect(citizen.received[1]?.from).toMatchObject({
      id: expect.stringMatching(/^dl_/) as string,
      role: 'user',
    });
    expect(citizen.received[2]?.from).toEqual({ id: BOT.id, name: BOT.name, role: 'bot' });
  });

  it('echoes the citizen first, with the client id, and replies later with strictly increasing times', async () => {
    const { origin } = await desk();
    const citizen = await chat(origin);
    const keys = ['a', 'b', 'c', 'd'];
    const ids = await Promise.all(keys.map(async (key) => (await citizen.say('二つ', key)).id));
    await waitUntil('all replies', () => citizen.received.length === 1 + 4 * 3);
    for (const [n, key] of keys.entries()) {
      const echo = citizen.received.findIndex(({ channelData }) => channelData.clientActivityID === key);
      expect(citizen.received[echo]?.id).toBe(ids[n]);
      expect(citizen.received.findIndex(({ replyToId }) => replyToId === ids[n])).toBeGreaterThan(echo);
    }
    const times = citizen.received.map(({ timestamp }) => Date.parse(timestamp));
    expect(times.every((time, n) => n === 0 || time > times[n - 1]!)).toBe(true);
    expect(new Set(citizen.received.map(({ id }) => id)).size).toBe(13);
  });

  it('never names a message the client cannot know in replyToId', async () => {
    const { origin } = await desk();
    const citizen = await chat(origin);
    await citizen.say('質問');
    await waitUntil('reply', () => citizen.received.length === 3);
    const known = new Set(citizen.received.map(({ id }) => id));
    const named = citizen.received.flatMap(({ replyToId }) => replyToId ?? []);
    expect(named).toEqual([citizen.received[1]?.id]);
    expect(named.every((id) => known.has(id))).toBe(true);
  });

  it('takes a resent message once', async () => {
    const { origin } = await desk();
    const citizen = await chat(origin);
    const ids = await Promise.all(
      [1, 2, 3].map(async () => (await citizen.say('予約を取り消したい', 'same')).id),
    );
    expect(new Set(ids).size).toBe(1);
    await waitUntil('reply', () => citizen.received.length === 3);
    await citizen.say('もう一度', 'other');
    await waitUntil('second reply', () => citizen.received.length === 5);
    expect(citizen.texts().filter((text) => text === '復唱：予約を取り消したい')).toHaveLength(1);
  });

  it('keeps a client out of the keys of the desk’s own messages', async () => {
    const { origin } = await desk();
    const citizen = await chat(origin);
    for (const key of ['start', 'reply:2:0', 'reply:3:0']) await citizen.say(`鍵 ${key}`, key);
    await waitUntil('all replies', () => citizen.received.length === 7);
    expect(citizen.texts()).toContain('復唱：鍵 reply:2:0');
  });

  it('masks before anything is stored or shown', async () => {
    const { origin, store } = await desk();
    const citizen = await chat(origin);
    await citizen.post({
      type: 'message',
      text: '番号は123456789012です',
      value: { number: '123456789012' },
      secret: 'x',
    });
    await waitUntil('reply', () => citizen.received.length === 3);
    const stored = JSON.stringify(await store.since(citizen.grant.conversationId, 0));
    expect(stored).toContain('番号は［番号］です');
    expect(stored).not.toMatch(/123456789012|secret/);
  });

  it('accepts typing and events without an answer, and keeps only events', async () => {
    const { origin } = await desk();
    const citizen = await chat(origin);
    expect((await citizen.post({ type: 'typing' })).status).toBe(200);
    expect(
      (await citizen.post({ type: 'event', name: 'webchat/join', value: { language: 'ja' } })).status,
    ).toBe(200);
    await citizen.say('質問');
    await waitUntil('reply', () => citizen.received.length === 4);
    expect(citizen.received.map(({ type }) => type)).toEqual(['message', 'event', 'message', 'message']);
  });
});

describe('resuming', () => {
  it('shows the whole history after a restart of the process', async () => {
    const first = await desk();
    const citizen = await chat(first.origin);
    await citizen.say('一つ目');
    await waitUntil('reply', () => citizen.received.length === 3);
    await stops.pop()!();
    const second = await desk();
    const back = client(second.origin);
    back.grant = citizen.grant;
    expect((await back.resume('')).status).toBe(200);
    await back.listen();
    await waitUntil('history', () => back.received.length === 3);
    expect(back.received).toEqual(citizen.received);
    await back.say('二つ目');
    await waitUntil('new reply', () => back.texts().includes('復唱：二つ目'));
  });

  it('brings exactly what came after the watermark', async () => {
    const { origin } = await desk();
    const citizen = await chat(origin);
    await citizen.say('一つ目');
    await waitUntil('reply', () => citizen.received.length === 3);
    citizen.close();
    await citizen.say('留守中');
    await citizen.resume();
    await citizen.listen();
    await waitUntil('missed ones', () => citizen.received.length === 5);
    expect(citizen.texts().slice(3)).toEqual(['留守中', '復唱：留守中']);
    const { activities, watermark } = await citizen.history(citizen.watermark);
    expect([activities, watermark]).toEqual([[], citizen.watermark]);
  });

  it.each(['', '-', 'null', 'x', '-1', '1e3'])(
    'reads the watermark %j as the beginning',
    async (watermark) => {
      const { origin } = await desk();
      const citizen = await chat(origin);
      expect((await citizen.history(watermark)).activities).toHaveLength(1);
    },
  );

  it('reads a watermark beyond the end as the end, and misses nothing after it', async () => {
    const { origin } = await desk();
    const citizen = await chat(origin);
    citizen.close();
    await citizen.resume('999999');
    await citizen.listen();
    await citizen.say('質問');
    await waitUntil('reply', () => citizen.texts().includes('復唱：質問'));
    expect(citizen.texts()).toEqual(['ご質問をどうぞ。', '質問', '復唱：質問']);
  });
});

describe('several nodes', () => {
  it('push to each other’s sockets, without missing or doubling anything', async () => {
    const nodes = await Promise.all([desk(), desk(), desk()]);
    const citizen = await chat(nodes[0].origin);
    const tabs = nodes.slice(1).map(({ origin }) => client(origin));
    for (const tab of tabs) {
      tab.grant = citizen.grant;
      await tab.resume('');
      await tab.listen();
    }
    const writers = [citizen, ...tabs];
    await Promise.all(Array.from({ length: 30 }, (_, n) => writers[n % 3]!.say(`質問${n}`, `key${n}`)));
    const whole = 1 + 30 * 2;
    await waitUntil('all on every socket', () => writers.every(({ received }) => received.length >= whole));
    const { activities } = await citizen.history();
    for (const { received } of writers)
      expect(received.map(({ id }) => id)).toEqual(activities.map(({ id }) => id));
  });

  it('are caught up by polling when every wake-up is lost', async () => {
    const reader = await desk({ withoutListen: true, directLine: { pollEveryMs: 100 } });
    const writer = await desk({ withoutListen: true });
    const citizen = await chat(reader.origin);
    const elsewhere = client(writer.origin);
    elsewhere.grant = citizen.grant;
    await elsewhere.say('別の端末から');
    await waitUntil('reply', () => citizen.texts().includes('復唱：別の端末から'));
    expect(citizen.texts()).toHaveLength(3);
  });
});

describe('a socket', () => {
  it.each(['https://evil.example', 'null'])('of a page at %s is refused', async (origin) => {
    const started = await desk();
    const citizen = await client(started.origin).start();
    await expect(citizen.listen({ origin })).rejects.toThrow('403');
  });

  it.each(['https://www.city.example', 'own'])('of a page at %s is accepted', async (origin) => {
    const started = await desk();
    const citizen = await client(started.origin).start();
    await citizen.listen({ origin: origin === 'own' ? started.origin : origin });
    expect(started.directLine.openStreams()).toBe(1);
  });

  it('is refused without a stream token of this conversation', async () => {
    const { origin } = await desk();
    const [one, other] = [await client(origin).start(), await client(origin).start()];
    const stream = (id: string, token: string) =>
      `${origin.replace('http', 'ws')}/v3/directline/conversations/${id}/stream?t=${token}`;
    const otherToken = new URL(other.grant.streamUrl).searchParams.get('t')!;
    for (const token of ['', 'x.y.z', one.grant.token, otherToken]) {
      await expect(one.listen({}, stream(one.grant.conversationId, token))).rejects.toThrow('403');
    }
    await expect(one.listen({}, `${origin.replace('http', 'ws')}/elsewhere`)).rejects.toThrow('404');
  });

  it('that answers no ping is ended, one that does stays', async () => {
    const { origin, directLine } = await desk({ directLine: { pingEveryMs: 60 } });
    const deaf = await client(origin).start();
    await deaf.listen();
    (deaf.socket as unknown as { _socket: { pause(): void } })._socket.pause();
    const alive = await chat(origin);
    await waitUntil('deaf one gone', () => directLine.openStreams() === 1);
    await alive.say('まだいます');
    await waitUntil('reply', () => alive.texts().includes('復唱：まだいます'));
    expect(directLine.openStreams()).toBe(1);
  });

  it('survives what clients send, and ends on a flood of bytes', async () => {
    const { origin } = await desk();
    const citizen = await chat(origin);
    citizen.socket!.send('');
    citizen.socket!.send('{"type":');
    await citizen.say('質問');
    await waitUntil('reply', () => citizen.texts().includes('復唱：質問'));
    citizen.socket!.send('x'.repeat(5000));
    await waitUntil('closed', () => citizen.socket!.readyState === 3);
    expect((await citizen.resume()).status).toBe(200);
  });
});
