import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { createAccounts, type Accounts } from '../../../src/accounts/accounts';
import { sessionCookie } from '../../../src/accounts/session-cookie';
import { SessionStore } from '../../../src/accounts/session-store';
import type { Desk } from '../../../src/answering/desk';
import { EntrySuggestions } from '../../../src/answering/suggest';
import type { ConsoleParts } from '../../../src/console/console-parts';
import { consoleRoutes } from '../../../src/console/console-routes';
import type { FeedPeriods } from '../../../src/console/feed/feed-hub';
import { openFeed, type Feed } from '../../../src/console/feed/open-feed';
import type { ConversationView, FeedCommand, FeedFrame, Me } from '../../../src/console/wire';
import type { Operator } from '../../../src/conversation/operator';
import { createHttpServer, type HttpServer } from '../../../src/http/http-server';
import type { Db } from '../../../src/storage/db';
import { ConversationStore } from '../../../src/transcript/conversation-store';
import { SealedOriginals } from '../../../src/transcript/sealed-originals';
import { QueueDesk } from '../../helpers/queue-desk';
import { silent } from '../../helpers/test-database';
import { waitUntil } from '../../helpers/wait-until';

const CONTACT = 'お急ぎの方は、コールセンター（見本）へお電話ください。';
const SECRET = 'a secret of at least thirty-two characters';
const CITY = 'komae';

/** A console as the product serves it, on the real server and database; only the pages of the sign-in are left out. */
export class ConsoleDesk {
  readonly queue: QueueDesk;
  readonly originals: SealedOriginals;
  readonly store: ConversationStore;
  readonly parts: ConsoleParts;
  private readonly accounts: Accounts;
  private readonly sessions: SessionStore;
  private server!: HttpServer;
  private feed!: Feed;
  origin = '';

  private constructor(
    readonly db: Db,
    desk: Desk,
  ) {
    this.queue = new QueueDesk(db, CITY);
    this.accounts = createAccounts({
      ...{ db, city: CITY, cityName: '狛江市', secret: SECRET },
      ...{ demonstration: false, logger: silent },
    });
    this.sessions = new SessionStore(db, CITY, false);
    this.originals = new SealedOriginals({ db, city: CITY, secret: SECRET });
    const clock = () => this.queue.now;
    this.store = new ConversationStore(db, CITY, clock, this.originals);
    this.parts = {
      ...{ db, city: CITY, clock, logger: silent, accounts: this.accounts, audit: this.accounts.audit },
      ...{ handoff: this.queue.service, conversations: this.store, originals: this.originals },
      suggestions: new EntrySuggestions(() => desk, clock),
      desk: () => desk,
      mask: (text) => text.replace(/\d{12}/g, '［番号］'),
      acceptWithinMs: 20_000,
    };
  }

  static async open(db: Db, desk: Desk, periods: Partial<FeedPeriods> = {}): Promise<ConsoleDesk> {
    const opened = new ConsoleDesk(db, desk);
    opened.server = createHttpServer({
      ...{
        allowedOrigins: ['https://www.city.example'],
        trustProxy: false,
        contact: CONTACT,
        logger: silent,
      },
      probes: { live: () => ({ ok: true }), ready: () => ({ ok: true }) },
      rateLimit: { writes: 50_000, reads: 50_000, seconds: 60 },
    });
    opened.feed = await openFeed(opened.parts, periods);
    opened.server.route(...opened.accounts.routes, ...consoleRoutes(opened.parts));
    opened.server.upgrade(opened.feed.upgrade);
    const { port } = await opened.server.listen(0, '127.0.0.1');
    opened.origin = `http://127.0.0.1:${port}`;
    return opened;
  }

  async close(): Promise<void> {
    await this.feed.close();
    await this.server.close(0);
  }

  /** An available operator with an open session. */
  async staff(id: string, more: Parameters<QueueDesk['operator']>[1] = {}): Promise<ConsoleClient> {
    await this.queue.operator(id, { displayName: `${id}さん`, capacity: 20, ...more });
    return this.signIn(id);
  }

  async signIn(operatorId: Operator['id']): Promise<ConsoleClient> {
    const session = { operatorId, stage: 'open', method: 'password' } as const;
    const { id, token } = await this.sessions.begin(this.db, session);
    const cookie = sessionCookie(this.origin, token).split(';')[0] ?? '';
    const client = new ConsoleClient(this.origin, cookie, id);
    const me = await client.get<Me>('me');
    client.csrf = me.csrfToken ?? '';
    return client;
  }

  async signOut(client: ConsoleClient): Promise<void> {
    await this.sessions.end(this.db, client.sessionId, 'signed out');
  }

  /** A citizen who waits, with these words. */
  async waiting(conversationId: string, ...words: string[]): Promise<void> {
    await this.store.open({ conversationId, channel: 'web', userId: conversationId });
    for (const text of words) await this.citizenSays(conversationId, text);
    await this.queue.enqueue(conversationId, words.length === 0 ? {} : { lastText: words.at(-1) ?? '' });
  }

  async citizenSays(conversationId: string, text: string, original?: string): Promise<number> {
    const { message } = await this.store.receive({
      ...{ conversationId, key: randomUUID(), activity: { type: 'message', text }, text },
      ...(original === undefined ? {} : { original: { text: original, kinds: ['phone'] as const } }),
    });
    return message.seq;
  }
}

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly code: string | undefined;
  readonly message: string | undefined;
}

/** One window of a console that speaks the interface by hand. */
export class ConsoleClient {
  csrf = '';

  constructor(
    readonly origin: string,
    readonly cookie: string,
    readonly sessionId: string,
  ) {}

  async call<T = unknown>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const response = await fetch(`${this.origin}/console/api/${path}`, {
      method,
      headers: {
        cookie: this.cookie,
        accept: 'application/json',
        ...(method !== 'GET' && { 'x-csrf-token': this.csrf }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = (/^[[{]/.test(text) ? JSON.parse(text) : text) as T & {
      error?: { code: string; message: string };
    };
    const error = response.ok ? undefined : json.error;
    return { status: response.status, body: json, code: error?.code, message: error?.message };
  }

  async get<T>(path: string): Promise<T> {
    return (await this.call<T>('GET', path)).body;
  }

  post<T = unknown>(path: string, body: unknown = {}): Promise<Answer<T>> {
    return this.call<T>('POST', path, body);
  }

  /** Takes the citizen, and says how the commands are to be addressed. */
  async take(conversationId: string): Promise<{ handoffId: string; assignment: number }> {
    const { body } = await this.call<{ rows: { handoffId: string; conversationId: string }[] }>(
      'GET',
      'queue',
    );
    const row = body.rows.find((one) => one.conversationId === conversationId);
    const claimed = await this.post<{ assignment: number }>(`handoffs/${row?.handoffId}/claim`);
    return { handoffId: row?.handoffId ?? '', assignment: claimed.body.assignment };
  }

  async conversation(conversationId: string): Promise<ConversationView> {
    return this.get(`conversations/${conversationId}`);
  }

  feed(headers: Record<string, string> = {}): Promise<FeedClient> {
    return FeedClient.open(this.origin, { cookie: this.cookie, ...headers });
  }
}

/** One socket of a console, with everything it was sent. */
export class FeedClient {
  readonly frames: FeedFrame[] = [];
  closed: number | undefined;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.frames.push(JSON.parse(data.toString()) as FeedFrame));
    socket.on('close', (code) => (this.closed = code));
  }

  /** Resolves when the queue has arrived; rejects with the status of a refusal. */
  static async open(origin: string, headers: Record<string, string>): Promise<FeedClient> {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/console/feed`, { headers });
    const client = new FeedClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    await waitUntil('the first state', () => client.frames.length > 0);
    return client;
  }

  send(command: FeedCommand | string): void {
    this.socket.send(typeof command === 'string' ? command : JSON.stringify(command));
  }

  watch(conversationId: string, after = 0, mode: 'leading' | 'viewing' | 'listening' = 'viewing'): void {
    this.send({ type: 'watch', conversationId, after, mode });
  }

  of<T extends FeedFrame['type']>(type: T): Extract<FeedFrame, { type: T }>[] {
    return this.frames.filter((frame): frame is Extract<FeedFrame, { type: T }> => frame.type === type);
  }

  /** Numbers of the messages of a conversation, as they came. */
  seqs(conversationId: string): number[] {
    return this.of('messages')
      .filter((frame) => frame.conversationId === conversationId)
      .flatMap(({ messages }) => messages.map(({ seq }) => seq));
  }

  cut(): void {
    this.socket.terminate();
  }
}
