import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { WebSocketServer, type WebSocket } from 'ws';
import { securityHeaders } from '../../src/http/security-headers';
import type { ConsoleMessage, ConsoleRow, FeedCommand, FeedFrame } from '../../src/console/wire';
import { BRIEF, ME, MINE, NOTES, suggestionsFor, talkOf, WAITING } from './console-data';

const PUBLIC = join(__dirname, '..', '..', 'dist', 'public');
const SHELL =
  '<!doctype html><html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">' +
  '<title>職員画面</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/console.css">' +
  '<script defer src="/console.js"></script></head><body><div id="console"></div></body></html>';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
}

/** Stands in for the desk at the network border, so that a test can choose what the desk says and when it is gone. Strict: what the wire
 *  does not know is a fault of the test. */
export class ConsoleDouble {
  rows: ConsoleRow[] = [MINE, WAITING];
  messages: ConsoleMessage[] = talkOf(MINE.conversationId);
  /** 401 to everything. */
  signedOut = false;
  /** Answers `say` only after this resolves. */
  beforeSay: () => Promise<void> = () => Promise.resolve();
  /** Says nothing at all, as a network that swallows the answer: the message is stored all the same. */
  swallowSays = 0;
  readonly asked: Asked[] = [];
  readonly commands: FeedCommand[] = [];
  readonly faults: string[] = [];
  private readonly says = new Map<string, number>();
  private readonly sockets = new Set<WebSocket>();
  private server!: Server;
  private feed!: WebSocketServer;
  origin = '';

  async start(): Promise<this> {
    this.server = createServer((request, response) => void this.answer(request, response));
    this.feed = new WebSocketServer({ noServer: true });
    this.server.on('upgrade', (request, socket, head) => {
      if (this.signedOut || request.url !== '/console/feed') return socket.destroy();
      this.feed.handleUpgrade(request, socket, head, (opened) => this.serve(opened));
    });
    this.server.listen(Number(new URL(this.origin || 'http://x:0').port), '127.0.0.1');
    await once(this.server, 'listening');
    this.origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  /** As a desk that is killed: sockets and port are gone. `start` brings it back on the same port. */
  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.terminate();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  send(frame: FeedFrame): void {
    for (const socket of this.sockets) socket.send(JSON.stringify(frame));
  }

  /** Changes a row, newer than it was. */
  row(change: Partial<ConsoleRow> & { handoffId: string }): void {
    const row = {
      ...(this.rows.find(({ handoffId }) => handoffId === change.handoffId) ?? WAITING),
      ...change,
    };
    const newer = { ...row, version: row.version + 1 };
    this.rows = [...this.rows.filter(({ handoffId }) => handoffId !== row.handoffId), newer];
    this.send({ type: 'rows', rows: [newer], gone: [] });
  }

  /** One more line of the conversation, told to whoever watches. */
  line(line: Partial<ConsoleMessage> & { text: string }): number {
    const seq = (this.messages.at(-1)?.seq ?? 0) + 1;
    const message: ConsoleMessage = {
      seq,
      id: `m${seq}`,
      author: 'citizen',
      at: new Date(Date.parse(ME.sessionEndsAt) - 3_600_000 + seq * 1000).toISOString(),
      sealed: false,
      ...line,
    };
    this.messages = [...this.messages, message];
    this.send({ type: 'messages', conversationId: MINE.conversationId, messages: [message] });
    return seq;
  }

  askedFor(path: RegExp): Asked[] {
    return this.asked.filter((asked) => path.test(asked.path));
  }

  private serve(socket: WebSocket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('message', (data: Buffer) => {
      const command = JSON.parse(data.toString()) as FeedCommand;
      this.commands.push(command);
      if (command.type !== 'watch' || command.conversationId !== MINE.conversationId) return;
      const messages = this.messages.filter(({ seq }) => seq > command.after);
      const { conversationId } = command;
      if (messages.length > 0) socket.send(JSON.stringify({ type: 'messages', conversationId, messages }));
    });
    const state: FeedFrame = { type: 'state', now: new Date().toISOString(), rows: this.rows, operators: [] };
    socket.send(JSON.stringify(state));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://desk');
    const reply = (status: number, type: string, body: string | Buffer): void => {
      // Not chained: restify, once loaded in this process, makes `writeHead` of every server answer undefined.
      response.writeHead(status, { ...securityHeaders(type, false), 'content-type': type });
      response.end(body);
    };
    const file = FILES[url.pathname];
    if (file) return reply(200, file.type, file.read());
    const asked = await this.read(request, url);
    const json = this.signedOut ? SIGNED_OUT : await this.api(asked, url);
    if (json === 'swallow') return void response.destroy();
    const status = json === undefined ? 204 : json instanceof Refused ? json.status : 200;
    reply(status, 'application/json', json === undefined ? '' : JSON.stringify(json));
  }

  private async read(request: IncomingMessage, url: URL): Promise<Asked> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = (chunks.length ? JSON.parse(Buffer.concat(chunks).toString()) : {}) as Asked['body'];
    const path = url.pathname.replace('/console/api/', '') + url.search;
    const asked = { method: request.method ?? '', path, body };
    this.asked.push(asked);
    if (asked.method !== 'GET' && request.headers['x-csrf-token'] !== ME.csrfToken)
      this.faults.push(`${path} without csrf`);
    return asked;
  }

  private async api({ method, path: asked, body }: Asked, url: URL): Promise<unknown> {
    const path = asked.split('?')[0] ?? '';
    const fixed = FIXED[`${method} ${path}`];
    if (fixed) return fixed.json;
    switch (`${method} ${path.replace(/\/c-[^/]+/, '/:id')}`) {
      case 'GET search':
        return suggestionsFor(url.searchParams.get('q') ?? '');
      case 'GET conversations/:id':
        return this.view(path.split('/')[1] ?? '', Number(url.searchParams.get('after')));
      case 'POST conversations/:id/reveal':
        return { text: '090-0000-0000へお電話ください' };
      case 'POST conversations/:id/say':
        return this.say(body);
      default:
        return this.command(path, body);
    }
  }

  private view(conversationId: string, after: number): unknown {
    const mine = conversationId === MINE.conversationId;
    const all = mine ? this.messages : talkOf(conversationId);
    const row = this.rows.find((other) => other.conversationId === conversationId);
    return {
      conversationId,
      channel: 'web',
      row,
      messages: all.filter(({ seq }) => seq > after),
      notes: mine ? NOTES : [],
      viewers: mine ? [{ operatorId: 'op-2', name: '佐藤', mode: 'viewing' }] : [],
    };
  }

  private async say(body: Asked['body']): Promise<unknown> {
    await this.beforeSay();
    const key = String(body['key']);
    const seq =
      this.says.get(key) ??
      this.line({ author: 'operator', senderName: ME.displayName, text: String(body['text']) });
    this.says.set(key, seq);
    if (this.swallowSays > 0) {
      this.swallowSays -= 1;
      return 'swallow';
    }
    return { seq };
  }

  private command(path: string, body: Asked['body']): unknown {
    const operator = { id: ME.operatorId, label: ME.displayName };
    const [, handoffId = '', act] = /^handoffs\/(h-[^/]+)\/(\w+)$/.exec(path) ?? [];
    if (path === 'next') {
      const row = this.rows.find(({ state }) => state === 'waiting');
      if (!row) return undefined;
      this.row({ handoffId: row.handoffId, state: 'active', operator, assignment: 1 });
      return { handoffId: row.handoffId, conversationId: row.conversationId, assignment: 1 };
    }
    if (act === 'claim') return new Refused(409, 'handoff.taken', 'ほかの担当者が先に応対を始めました。');
    if (act === 'accept') this.row({ handoffId, state: 'active', operator });
    else if (act === 'decline') this.row({ handoffId, state: 'waiting', operator: undefined });
    else if (act === 'hold') this.row({ handoffId, held: body['on'] === true });
    else if (act === 'end') this.row({ handoffId, state: 'wrap-up' });
    else if (act === 'close' || act === 'transfer') {
      this.rows = this.rows.filter((row) => row.handoffId !== handoffId);
      this.send({ type: 'rows', rows: [], gone: [handoffId] });
    } else this.faults.push(`unknown ${path}`);
    return undefined;
  }
}

class Refused {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly message: string,
  ) {}
}

const SIGNED_OUT = new Refused(401, 'session.ended', 'サインインし直してください。');

/** Answers that are always the same. */
const FIXED: Readonly<Record<string, { json: unknown }>> = {
  'GET me': { json: ME },
  'GET brief': { json: BRIEF },
  'GET suggestions': { json: suggestionsFor('予約') },
  'GET unanswered': {
    json: [{ text: '犬の登録', channel: 'call', count: 2, lastAt: ME.sessionEndsAt }],
  },
  'POST brief/tick': { json: undefined },
  'POST calls': { json: undefined },
  'POST presence': { json: undefined },
};

const FILES: Readonly<Record<string, { type: string; read: () => string | Buffer }>> = {
  '/console': { type: 'text/html; charset=utf-8', read: () => SHELL },
  '/console/sign-in': {
    type: 'text/html; charset=utf-8',
    read: () => '<!doctype html><title>サインイン</title><link rel="icon" href="data:,">',
  },
  '/console.js': {
    type: 'text/javascript; charset=utf-8',
    read: () => readFileSync(join(PUBLIC, 'console.js')),
  },
  '/console.css': { type: 'text/css; charset=utf-8', read: () => readFileSync(join(PUBLIC, 'console.css')) },
};
