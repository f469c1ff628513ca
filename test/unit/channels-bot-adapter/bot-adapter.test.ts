import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TurnContext } from 'botbuilder';
import { createBotAdapter, type BotAdapterOptions } from '../../../src/channels/bot-adapter/bot-adapter';
import type { OutgoingActivity } from '../../../src/channels/bot-adapter/local-connector';
import type { Conversation } from '../../../src/conversation/conversation';
import type { Message, WireActivity } from '../../../src/conversation/message';
import { startServer } from '../http/start-server';

const bot = { id: 'madoguchi', name: '窓口' };
const conversation: Conversation = { id: 'c1', channel: 'web', userId: 'dl_1', owner: 'bot', lastSeq: 2 };
const inbound = (activity: WireActivity): Message => ({
  conversationId: 'c1',
  seq: 2,
  id: 'c1|0000002',
  author: 'citizen',
  at: '2021-06-04T01:00:00.000Z',
  text: '会場',
  activity,
});

async function turn(
  logic: (context: TurnContext) => Promise<void>,
  options: Partial<BotAdapterOptions> = {},
  activity: WireActivity = { type: 'message', text: '会場' },
) {
  const out: OutgoingActivity[] = [];
  const adapter = createBotAdapter({ bot, deliver: (outgoing) => out.push(outgoing), ...options });
  await adapter.processTurn({ conversation, inbound: inbound(activity) }, logic);
  return out;
}

describe('a turn', () => {
  it('shows the bot who and where from the store, whatever the client claimed', async () => {
    let seen: Partial<TurnContext['activity']> = {};
    await turn(
      ({ activity }) => {
        seen = activity;
        return Promise.resolve();
      },
      {},
      { type: 'message', text: '会場', from: { id: 'forged' }, serviceUrl: 'https://evil.example' },
    );
    expect(seen).toMatchObject({
      id: 'c1|0000002',
      channelId: 'web',
      serviceUrl: 'urn:madoguchi:web',
      conversation: { id: 'c1' },
      from: { id: 'dl_1', role: 'user' },
      recipient: bot,
    });
  });

  it('hands what the bot says to the turn, with text, author and record', async () => {
    const record = {
      decision: 'answer',
      entryIds: ['venue.where'],
      release: 1,
      confidence: 0.9,
      reason: 'clear',
    };
    const out = await turn(async (context) => {
      await context.sendActivities([
        { type: 'typing' },
        { type: 'message', text: '一つ目', channelData: { record } },
        { type: 'message', text: 'お知らせ', channelData: { author: 'system' } },
      ]);
    });
    expect(out.map(({ text, author }) => [text, author])).toEqual([
      ['一つ目', 'bot'],
      ['お知らせ', 'system'],
    ]);
    expect(out[0]).toMatchObject({ record, activity: { type: 'message', replyToId: 'c1|0000002' } });
    expect(out[0]?.activity['id']).toBeUndefined();
  });

  it('puts an operator’s name back, which TurnContext has overwritten', async () => {
    const [said] = await turn(async (context) => {
      await context.sendActivity({
        type: 'message',
        text: '佐藤です',
        from: { id: 'x', name: '佐藤' },
        channelData: { author: 'operator', senderName: '職員 佐藤' },
      });
    });
    expect(said).toMatchObject({ author: 'operator', activity: { from: { name: '職員 佐藤' } } });
  });

  it('names no message in replyToId at the start, because clients never see it', async () => {
    const [greeting] = await turn(
      async (context) => void (await context.sendActivity('ようこそ')),
      {},
      { type: 'conversationUpdate', membersAdded: [{ id: 'dl_1' }] },
    );
    expect(greeting?.activity['replyToId']).toBeUndefined();
  });

  it('ends in the shared error handler, and rejects without one', async () => {
    const broken = () => Promise.reject(new TypeError('broken'));
    const out = await turn(broken, {
      onTurnError: async (context) => void (await context.sendActivity('申し訳ございません。')),
    });
    expect(out.map(({ text }) => text)).toEqual(['申し訳ございません。']);
    await expect(turn(broken)).rejects.toThrow('broken');
  });
});

describe('/api/messages', () => {
  /** A stranger's server that counts who calls it. */
  async function stranger() {
    let calls = 0;
    const server = createServer((_request, response) => {
      calls += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { url, calls: () => calls, close: () => new Promise((resolve) => server.close(resolve)) };
  }
  const activity = (serviceUrl: string) => ({
    type: 'message',
    id: 'a',
    text: 'ごみ',
    channelId: 'directline',
    serviceUrl,
    conversation: { id: 'c1' },
    from: { id: 'u' },
    recipient: { id: 'b' },
  });
  const answer = async (context: TurnContext) => void (await context.sendActivity('漏れてはいけない'));

  async function post(options: Partial<BotAdapterOptions>, body: unknown) {
    const delivered: OutgoingActivity[] = [];
    const adapter = createBotAdapter({ bot, deliver: (outgoing) => delivered.push(outgoing), ...options });
    const { server, origin } = await startServer({}, (made) => made.route(...adapter.routes(answer)));
    const response = await fetch(`${origin}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    await server.close(0);
    return { status: response.status, text, delivered };
  }

  it('is not there without an app id, and nobody’s service URL is called', async () => {
    const evil = await stranger();
    const { status, text, delivered } = await post({}, activity(evil.url));
    expect([status, JSON.parse(text)]).toMatchObject([404, { error: { code: 'route.unknown' } }]);
    expect([evil.calls(), delivered]).toEqual([0, []]);
    await evil.close();
  });

  const azure = {
    appId: '00000000-0000-0000-0000-000000000001',
    appPassword: 'x',
    appType: 'SingleTenant',
    tenantId: '00000000-0000-0000-0000-000000000002',
  };

  it.each([
    'urn:madoguchi:web',
    'URN:madoguchi:web',
    ' urn:madoguchi:web',
    'http://127.0.0.1:1',
    'file:///etc/passwd',
    '',
  ])('refuses the service URL %j', async (serviceUrl) => {
    const { status, delivered } = await post({ azure }, activity(serviceUrl));
    expect([status, delivered]).toEqual([400, []]);
  });

  it.each([[[]], ['text'], [null], [{ type: 'message' }]])(
    'refuses %j, which is no activity',
    async (body) => {
      expect((await post({ azure }, body)).status).toBe(400);
    },
  );

  it('refuses a sender without a token, and says nothing of why', async () => {
    const logged = jest.spyOn(console, 'error').mockImplementation(() => undefined); // CloudAdapter prints there
    const { status, text, delivered } = await post({ azure }, activity('https://smba.example/'));
    logged.mockRestore();
    expect([status, delivered]).toEqual([401, []]);
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'token.invalid' } });
    expect(text).not.toMatch(/Unauthorized|at |stack/);
  });
});
