import type { Logger } from 'pino';
import type { Message } from '../../conversation/message';
import { Stream, type StreamSocket } from './stream';

export interface StreamHubOptions {
  readonly since: (conversationId: string, seq: number) => Promise<Message[]>;
  readonly lastSeqs: (conversationIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  readonly encode: (message: Message, userId: string) => unknown;
  readonly logger: Logger;
  /** The guarantee behind the wake-ups. */
  readonly pollEveryMs?: number;
  /** Proxies cut silent connections after 30 to 60 seconds. */
  readonly pingEveryMs?: number;
}

/** A citizen with many tabs is fine; a script with thousands of sockets is not. */
const SOCKETS_EACH = 10;

/** Open sockets of this node. Pushes what the store has beyond each socket's watermark: nothing is missed or doubled, whoever wrote it. */
export class StreamHub {
  private readonly streams = new Map<string, Set<Stream>>();
  private readonly draining = new Map<string, { again: boolean }>();
  private polling = false;
  private readonly timers: NodeJS.Timeout[];

  constructor(private readonly options: StreamHubOptions) {
    this.timers = [
      setInterval(() => void this.poll(), options.pollEveryMs ?? 1000).unref(),
      setInterval(
        () => this.all().forEach((stream) => stream.checkAlive()),
        options.pingEveryMs ?? 25_000,
      ).unref(),
    ];
  }

  get size(): number {
    return this.all().length;
  }

  /** Takes a socket that has read up to `watermark`, and brings it up to date. */
  add(socket: StreamSocket, c: { conversationId: string; userId: string; watermark: number }): void {
    const open = this.streams.get(c.conversationId) ?? new Set<Stream>();
    this.streams.set(c.conversationId, open);
    const oldest = open.size >= SOCKETS_EACH ? [...open][0] : undefined;
    oldest?.end();
    const stream = new Stream(socket, c.userId, c.watermark);
    open.add(stream);
    socket.on('close', () => {
      open.delete(stream);
      if (open.size === 0 && this.streams.get(c.conversationId) === open)
        this.streams.delete(c.conversationId);
    });
    void this.push(c.conversationId);
  }

  /** Something may be new in the conversation. Calls during a push make one more round, so that none is lost. True when this call
   *  itself has read the store to its end. */
  async push(conversationId: string): Promise<boolean> {
    const running = this.draining.get(conversationId);
    if (running) {
      running.again = true;
      return false;
    }
    const state = { again: true };
    this.draining.set(conversationId, state);
    try {
      while (state.again) {
        state.again = false;
        await this.drain(conversationId);
      }
      return true;
    } catch (error) {
      this.options.logger.warn({ err: error }, 'push failed; the next poll tries again');
      return false;
    } finally {
      this.draining.delete(conversationId);
    }
  }

  /** Pushes wherever the store is ahead. One question for all conversations: asked one by one, a thousand open chats would cost a
   *  thousand queries a second. */
  async poll(): Promise<void> {
    if (this.polling || this.streams.size === 0) return;
    this.polling = true;
    try {
      const newest = await this.options.lastSeqs([...this.streams.keys()]);
      await Promise.all(
        [...newest].filter(([id, seq]) => seq > this.leastRead(id)).map(([id, seq]) => this.catchUp(id, seq)),
      );
    } catch (error) {
      this.options.logger.warn({ err: error }, 'poll failed; the next one tries again');
    } finally {
      this.polling = false;
    }
  }

  /** Conversations that somebody has open on this node. */
  get conversations(): readonly string[] {
    return [...this.streams.keys()];
  }

  /** Shows something of the moment on the open sockets of a conversation; nothing of it is stored. */
  flash(conversationId: string, activity: unknown): void {
    this.streams.get(conversationId)?.forEach((stream) => stream.flash(activity));
  }

  close(): void {
    this.timers.forEach(clearInterval);
    this.all().forEach((stream) => stream.end());
  }

  /** What `lastSeq` counted beyond the visible messages (a greeting's start) is ticked off too, or every poll would ask again. */
  private async catchUp(conversationId: string, lastSeq: number): Promise<void> {
    const before = [...(this.streams.get(conversationId) ?? [])];
    if (await this.push(conversationId)) before.forEach((stream) => stream.tickOff(lastSeq));
  }

  /** One read serves all sockets of a conversation. */
  private async drain(conversationId: string): Promise<void> {
    const open = [...(this.streams.get(conversationId) ?? [])];
    if (open.length === 0) return;
    const messages = await this.options.since(conversationId, this.leastRead(conversationId));
    for (const stream of open) stream.send(messages, this.options.encode);
  }

  private leastRead(conversationId: string): number {
    const open = this.streams.get(conversationId) ?? [];
    return Math.min(...[...open].map((stream) => stream.watermark));
  }

  private all(): Stream[] {
    return [...this.streams.values()].flatMap((open) => [...open]);
  }
}
