import type { Logger } from 'pino';
import type { FeedCommand, FeedFrame, Viewer } from '../wire';
import type { ConversationWatch } from './conversation-watch';
import type { EventReader } from './event-reader';
import type { FeedSocket } from './feed-socket';
import type { QueueWatch } from './queue-watch';
import { TypingSigns } from './typing-signs';
import type { ViewerList } from './viewer-list';

export interface FeedHubOptions {
  readonly queue: (send: (frame: FeedFrame) => void) => QueueWatch;
  readonly events: EventReader;
  readonly conversations: ConversationWatch;
  readonly viewers: ViewerList;
  readonly typing: TypingSigns;
  readonly beat: (operatorId: string) => Promise<void>;
  /** Which of these sessions have been ended. */
  readonly ended: (sessionIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Whether the session of the handshake still stands. */
  readonly holds: (socket: FeedSocket) => Promise<boolean>;
  /** Whether a conversation may be looked at: one that never came to a person may not. */
  readonly mayWatch: (conversationId: string) => Promise<boolean>;
  /** ISO 8601, the desk's clock. */
  readonly now: () => string;
  readonly logger: Logger;
  readonly periods?: Partial<FeedPeriods>;
}

/** Milliseconds. */
export interface FeedPeriods {
  /** The guarantee behind the wake-ups. */
  readonly poll: number;
  /** Everything that has no event: places in line, colours, viewers. */
  readonly sweep: number;
  readonly session: number;
  /** Proxies cut silent connections after 30 to 60 seconds. */
  readonly ping: number;
  readonly keepViewers: number;
}

const PERIODS: FeedPeriods = { poll: 1000, sweep: 3000, session: 30_000, ping: 25_000, keepViewers: 10_000 };
/** One console looks at a few; a script with thousands would cost as many queries. */
const MOST_WATCHED = 50;

interface Window {
  readonly socket: FeedSocket;
  readonly watching: Set<string>;
}

/** The open consoles of this node, and everything that reaches them. A socket that closes sets nobody offline: the missing beats do. */
export class FeedHub {
  private readonly windows = new Set<Window>();
  private readonly queue: QueueWatch;
  private readonly timers: NodeJS.Timeout[];

  constructor(private readonly options: FeedHubOptions) {
    this.queue = options.queue((frame) => this.broadcast(frame));
    const periods = { ...PERIODS, ...options.periods };
    const every = (ms: number, job: () => Promise<void> | void) =>
      setInterval(() => void this.safely(job), ms).unref();
    this.timers = [
      every(periods.poll, () => this.poll()),
      every(periods.sweep, () => this.sweep()),
      every(periods.session, () => this.checkSessions()),
      every(periods.ping, () => [...this.windows].forEach(({ socket }) => socket.checkAlive())),
      every(periods.keepViewers, () => options.viewers.keep(this.socketIds())),
    ];
  }

  /** Takes a socket, and sends it the state of the queue. */
  async add(socket: FeedSocket): Promise<(command: FeedCommand) => void> {
    const window: Window = { socket, watching: new Set() };
    await this.safely(() => this.queue.refresh({ whole: true }));
    if (socket.isOpen) {
      socket.send(this.queue.state(this.options.now()));
      this.windows.add(window); // in the same breath: no frame between the state and the first difference
    }
    return (command) => void this.safely(() => this.obey(window, command));
  }

  async remove(socket: FeedSocket): Promise<void> {
    for (const window of this.windows) {
      if (window.socket !== socket) continue;
      this.windows.delete(window);
      for (const id of window.watching) this.options.conversations.unwatch(id, socket);
    }
    await this.safely(() => this.options.viewers.leave(socket.id));
  }

  /** A handoff has changed, or may have. */
  queueChanged(): void {
    if (this.windows.size > 0) void this.safely(() => this.queue.refresh());
  }

  /** A conversation has something new, for those who look at it; its last words in the queue come with the next sweep. */
  conversationChanged(conversationId: string): void {
    if (conversationId === '') return void this.safely(() => this.options.conversations.poll());
    this.options.conversations.push(conversationId);
  }

  viewersChanged(conversationId: string): void {
    void this.safely(() =>
      this.tellViewers(conversationId === '' ? this.options.conversations.ids : [conversationId]),
    );
  }

  /** Somebody types, on any node. */
  typed(payload: string): void {
    const frame = TypingSigns.read(payload);
    if (frame === undefined) return;
    for (const watcher of this.options.conversations.watchersOf(frame.conversationId)) watcher.send(frame);
  }

  close(): void {
    this.timers.forEach(clearInterval);
    for (const { socket } of this.windows) socket.end();
  }

  private async obey(window: Window, command: FeedCommand): Promise<void> {
    const { socket } = window;
    switch (command.type) {
      case 'beat':
        return this.options.beat(socket.operatorId);
      case 'typing':
        return this.options.typing.type(socket, command.conversationId);
      case 'unwatch':
        return this.unwatch(window, command.conversationId);
      case 'watch':
        return this.watch(window, command);
    }
  }

  private async watch(
    window: Window,
    { conversationId, after, mode }: Extract<FeedCommand, { type: 'watch' }>,
  ): Promise<void> {
    const { socket, watching } = window;
    if (!(await this.options.mayWatch(conversationId)) || !this.windows.has(window)) return;
    const oldest = watching.size >= MOST_WATCHED ? [...watching][0] : undefined;
    if (oldest !== undefined && !watching.has(conversationId)) await this.unwatch(window, oldest);
    watching.add(conversationId);
    this.options.conversations.watch(conversationId, socket, after);
    await this.options.viewers.look(socket, conversationId, mode);
    await this.tellViewers([conversationId]);
  }

  private async unwatch({ socket, watching }: Window, conversationId: string): Promise<void> {
    if (!watching.delete(conversationId)) return;
    this.options.conversations.unwatch(conversationId, socket);
    await this.options.viewers.leave(socket.id, conversationId);
  }

  /** The list of viewers goes to everybody who looks: also to who has just come, and knows nothing yet. */
  private async tellViewers(conversationIds: readonly string[]): Promise<void> {
    const found = await this.options.viewers.read(conversationIds);
    for (const [conversationId, viewers] of found) this.sendViewers(conversationId, viewers);
  }

  private sendViewers(conversationId: string, viewers: readonly Viewer[]): void {
    for (const watcher of this.options.conversations.watchersOf(conversationId))
      watcher.send({ type: 'viewers', conversationId, viewers });
  }

  private async poll(): Promise<void> {
    if (this.windows.size === 0) return;
    const changed = await this.options.events.read();
    if (changed.length > 0) await this.queue.refresh();
    await this.options.conversations.poll();
    await this.endSignedOut();
  }

  private async sweep(): Promise<void> {
    if (this.windows.size === 0) return;
    await this.queue.refresh({ whole: true });
    const changed = await this.options.viewers.changed(this.options.conversations.ids);
    for (const [conversationId, viewers] of changed) this.sendViewers(conversationId, viewers);
  }

  /** The whole check: expiry, roles, a disabled account. It also tells the accounts that the session is in use. */
  private async checkSessions(): Promise<void> {
    await Promise.all(
      [...this.windows].map(async ({ socket }) => {
        if (!(await this.options.holds(socket))) socket.signOut();
      }),
    );
  }

  /** Who has signed out elsewhere sees it within a second: one question for all windows. */
  private async endSignedOut(): Promise<void> {
    const windows = [...this.windows];
    const ended = await this.options.ended(windows.map(({ socket }) => socket.staff.sessionId));
    for (const { socket } of windows) if (ended.has(socket.staff.sessionId)) socket.signOut();
  }

  private broadcast(frame: FeedFrame): void {
    const json = JSON.stringify(frame);
    for (const { socket } of this.windows) socket.sendText(json);
  }

  private socketIds(): string[] {
    return [...this.windows].map(({ socket }) => socket.id);
  }

  private async safely(job: () => Promise<void> | void): Promise<void> {
    try {
      await job();
    } catch (error) {
      this.options.logger.warn({ err: error }, 'console feed failed; the next poll tries again');
    }
  }
}
