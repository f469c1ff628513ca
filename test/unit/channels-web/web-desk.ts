import type { TurnContext } from 'botbuilder';
import { WebSocket } from 'ws';
import { createBotAdapter } from '../../../src/channels/bot-adapter/bot-adapter';
import { createDirectLine, type DirectLineOptions } from '../../../src/channels/web/direct-line';
import { faqRoutes } from '../../../src/channels/web/faq-page';
import { createHttpServer, type HttpServerOptions } from '../../../src/http/http-server';
import type { Db } from '../../../src/storage/db';
import { CONVERSATION_CHANNEL, ConversationStore } from '../../../src/transcript/conversation-store';
import { TurnRunner } from '../../../src/transcript/turn-runner';
import { turnScope } from '../../../src/transcript/turn-scope';
import { silent } from '../../helpers/test-database';

export const SECRET = 'a-secret-of-the-tests-that-is-long-enough';
export const BOT = { id: 'madoguchi', name: '狛江市 ワクチン相談窓口' };
const CONTACT = 'お急ぎの方は、コールセンター（見本）へお電話ください。';
const OPENING = Date.parse('2021-06-04T10:00:00+09:00');

/** What the bot of these tests does: greets, and repeats. `選択` offers choices, `二つ` answers twice, `だまって` says nothing. */
async function repeat(context: TurnContext): Promise<void> {
  const { type, text = '' } = context.activity;
  if (type === 'conversationUpdate') await context.sendActivity('ご質問をどうぞ。');
  if (type !== 'message' || text === 'だまって') return;
  const actions =
    text === '選択' ? [{ type: 'imBack', title: '集団接種会場', value: '集団接種会場はどこですか' }] : [];
  await context.sendActivity({
    type: 'message',
    text: `復唱：${text}`,
    ...(actions.length > 0 && { suggestedActions: { to: [], actions } }),
  });
  if (text === '二つ') await context.sendActivity('もう一つ');
}

export interface WebDeskOptions {
  readonly http?: Partial<HttpServerOptions>;
  readonly directLine?: Partial<DirectLineOptions>;
  readonly withoutListen?: boolean;
}

/** One node: the real store, runner, adapter and HTTP server, with a bot that repeats. */
export async function startWebDesk(db: Db, options: WebDeskOptions = {}) {
  const store = new ConversationStore(db, 'komae', () => OPENING);
  const adapter = createBotAdapter({ bot: BOT, deliver: (out) => turnScope.current().outbox.push(out) });
  const turns = new TurnRunner({
    store,
    logger: silent,
    run: (turn) => adapter.processTurn(turn, repeat),
    giveUp: () => Promise.resolve(),
  });
  const directLine = createDirectLine({
    conversations: store,
    maskText: (text) => text.replace(/\d{12}/g, '［番号］'),
    wake: (id) => turns.wake(id),
    bot: BOT,
    secret: SECRET,
    logger: silent,
    ...options.directLine,
  });
  const server = createHttpServer({
    allowedOrigins: ['https://www.city.example'],
    trustProxy: false,
    contact: CONTACT,
    probes: { live: () => ({ ok: true }), ready: () => ({ ok: true }) },
    logger: silent,
    rateLimit: { writes: 5000, reads: 5000, seconds: 60 },
    ...options.http,
  });
  const { tokens, inbox } = directLine;
  const faq = {
    conversations: store,
    inbox,
    tokens,
    maskText: (text: string) => text,
    city: '狛江市',
    demonstration: true,
    contact: CONTACT,
    patienceMs: 1000,
  };
  server.route(...directLine.routes, ...faqRoutes(faq), ...adapter.routes(repeat));
  server.upgrade(...directLine.upgrades);
  await turns.start();
  const unlisten = options.withoutListen
    ? undefined
    : await db.listen(CONVERSATION_CHANNEL, (id) => directLine.notify(id));
  const { port } = await server.listen(0, '127.0.0.1');
  const stop = async (): Promise<void> => {
    directLine.close();
    await server.close(0);
    await turns.stop();
    await unlisten?.();
  };
  return { origin: `http://127.0.0.1:${port}`, store, directLine, stop };
}

export interface Wire {
  readonly id: string;
  readonly type: string;
  readonly text?: string;
  readonly timestamp: string;
  readonly replyToId?: string;
  readonly from: { id: string; name?: string; role: string };
  readonly channelData: { clientActivityID?: string; author?: string };
}

export interface Grant {
  readonly conversationId: string;
  readonly token: string;
  readonly streamUrl: string;
  readonly expires_in: number;
}

/** A client that speaks the protocol by hand. */
export class WebClient {
  readonly received: Wire[] = [];
  watermark = '';
  grant!: Grant;
  socket?: WebSocket;

  constructor(readonly origin: string) {}

  call(method: string, path: string, body?: unknown, token = this.grant?.token): Promise<Response> {
    return fetch(`${this.origin}/v3/directline${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  async start(): Promise<this> {
    this.grant = (await (await this.call('POST', '/tokens/generate')).json()) as Grant;
    this.grant = (await (await this.call('POST', '/conversations', { locale: 'ja-JP' })).json()) as Grant;
    return this;
  }

  async resume(watermark = this.watermark): Promise<Response> {
    const { conversationId } = this.grant;
    const response = await this.call('GET', `/conversations/${conversationId}?watermark=${watermark}`);
    if (response.ok) this.grant = (await response.clone().json()) as Grant;
    return response;
  }

  /** Opens the socket; resolves when it is open, rejects with the status of a refusal. */
  listen(headers: Record<string, string> = {}, url = this.grant.streamUrl): Promise<void> {
    const socket = new WebSocket(url, { headers });
    this.socket = socket;
    socket.on('message', (data) => {
      const frame = JSON.parse((data as Buffer).toString()) as { activities: Wire[]; watermark: string };
      this.received.push(...frame.activities);
      this.watermark = frame.watermark;
    });
    return new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
  }

  post(activity: Record<string, unknown>): Promise<Response> {
    return this.call('POST', `/conversations/${this.grant.conversationId}/activities`, activity);
  }

  async say(text: string, key?: string): Promise<{ id: string }> {
    const response = await this.post({
      type: 'message',
      text,
      from: { id: 'me' },
      ...(key && { channelData: { clientActivityID: key } }),
    });
    return (await response.json()) as { id: string };
  }

  async history(watermark = ''): Promise<{ activities: Wire[]; watermark: string }> {
    const response = await this.call(
      'GET',
      `/conversations/${this.grant.conversationId}/activities?watermark=${watermark}`,
    );
    return (await response.json()) as { activities: Wire[]; watermark: string };
  }

  texts(): (string | undefined)[] {
    return this.received.map(({ text }) => text);
  }

  close(): void {
    this.socket?.terminate();
  }
}
