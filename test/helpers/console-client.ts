import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import type {
  ConsoleMessage,
  ConsoleRow,
  FeedCommand,
  FeedFrame,
  Me,
  OperatorPresence,
} from '../../src/console/wire';
import { waitUntil } from './wait-until';

/** What a claim answers. */
export interface Taken {
  readonly handoffId: string;
  readonly conversationId: string;
  readonly assignment: number;
}

const BEAT_MS = 10_000;

/** One window of an operator's console that speaks the protocol by hand: real HTTP, real WebSocket, no page. */
export class ConsoleClient {
  /** Every frame of the feed, over all its connections. */
  readonly frames: FeedFrame[] = [];
  readonly rows = new Map<string, ConsoleRow>();
  operators: readonly OperatorPresence[] = [];
  /** Lines by conversation, as they came; a line that comes twice stands twice. */
  readonly lines = new Map<string, ConsoleMessage[]>();
  me!: Me;
  private cookie = '';
  private socket: WebSocket | undefined;
  private beating: NodeJS.Timeout | undefined;

  /** `headers` go with every call: behind a proxy they carry the operator's address. */
  constructor(
    readonly origin: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  /** Presses the button of a one-time link, and asks who one is. */
  async enter(link: string): Promise<this> {
    const token = new URL(link).searchParams.get('token') ?? '';
    await this.submit('/console/sign-in/link', { token });
    const answer = await this.call('GET', 'me');
    if (!answer.ok) throw new Error(`the link does not sign in: ${answer.status} ${await answer.text()}`);
    this.me = (await answer.json()) as Me;
    return this;
  }

  /** Sends a form as a page does, and keeps the cookie that comes back. */
  async submit(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    const response = await fetch(this.origin + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { ...this.headers, ...this.identity(), origin: this.origin },
      body: new URLSearchParams(fields),
    });
    const [given] = response.headers.getSetCookie();
    if (given !== undefined) this.cookie = given.split(';')[0] ?? '';
    return response;
  }

  /** A call of /console/api. */
  call(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.origin}/console/api/${path}`, {
      method,
      headers: {
        ...this.headers,
        ...this.identity(),
        origin: this.origin,
        ...(this.me && { 'x-csrf-token': this.me.csrfToken }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  /** Opens the feed, goes on watching what was watched, and resolves with the first state. */
  async listen(): Promise<this> {
    const socket = new WebSocket(`${this.origin.replace('http', 'ws')}/console/feed`, {
      headers: { ...this.headers, ...this.identity(), origin: this.origin },
    });
    this.socket = socket;
    const before = this.frames.length;
    socket.on('message', (data) => this.take(JSON.parse((data as Buffer).toString()) as FeedFrame));
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    clearInterval(this.beating);
    this.beating = setInterval(() => this.tell({ type: 'beat' }), BEAT_MS).unref();
    this.tell({ type: 'beat' });
    for (const id of this.lines.keys()) this.watch(id);
    await waitUntil('the feed shows the queue', () =>
      this.frames.slice(before).some(({ type }) => type === 'state'),
    );
    return this;
  }

  /** From the last line that was seen. */
  watch(conversationId: string): void {
    const lines = this.linesOf(conversationId);
    this.tell({ type: 'watch', conversationId, after: lines.at(-1)?.seq ?? 0, mode: 'leading' });
  }

  tell(command: FeedCommand): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(command));
  }

  linesOf(conversationId: string): ConsoleMessage[] {
    const lines = this.lines.get(conversationId) ?? [];
    this.lines.set(conversationId, lines);
    return lines;
  }

  rowOf(conversationId: string): ConsoleRow | undefined {
    return [...this.rows.values()].find((row) => row.conversationId === conversationId);
  }

  async beAvailable(): Promise<this> {
    const answer = await this.call('POST', 'presence', { state: 'available' });
    if (!answer.ok) throw new Error(`presence is refused: ${answer.status}`);
    return this;
  }

  /** The next in line, watched from now on; undefined when nobody waits. */
  async next(): Promise<Taken | undefined> {
    const answer = await this.call('POST', 'next');
    if (answer.status === 204) return undefined;
    if (!answer.ok) throw new Error(`next is refused: ${answer.status} ${await answer.text()}`);
    const taken = (await answer.json()) as Taken;
    this.watch(taken.conversationId);
    return taken;
  }

  /** `key`: the same again is the same message. */
  say({ handoffId, conversationId, assignment }: Taken, text: string, key: string = randomUUID()) {
    return this.call('POST', `conversations/${conversationId}/say`, { handoffId, assignment, key, text });
  }

  step({ handoffId, assignment }: Taken, act: string, more: Readonly<Record<string, unknown>> = {}) {
    return this.call('POST', `handoffs/${handoffId}/${act}`, { assignment, ...more });
  }

  close(taken: Taken): Promise<Response> {
    return this.step(taken, 'close', { code: 'answered-from-knowledge', reason: 'resolved' });
  }

  /** The network goes; nobody says goodbye. */
  cut(): void {
    clearInterval(this.beating);
    this.socket?.terminate();
    this.socket = undefined;
  }

  private identity(): Record<string, string> {
    return this.cookie === '' ? {} : { cookie: this.cookie };
  }

  private take(frame: FeedFrame): void {
    this.frames.push(frame);
    if (frame.type === 'state') this.rows.clear();
    if (frame.type === 'state' || frame.type === 'rows')
      for (const row of frame.rows) this.rows.set(row.handoffId, row);
    if (frame.type === 'rows') for (const id of frame.gone) this.rows.delete(id);
    if (frame.type === 'state' || frame.type === 'operators') this.operators = frame.operators;
    if (frame.type === 'messages') this.linesOf(frame.conversationId).push(...frame.messages);
  }
}
