import type { FeedCommand, FeedFrame, Viewer } from '../wire';

interface FeedEvents {
  onFrame(frame: FeedFrame): void;
  /** open: frames flow. lost: trying again by itself. */
  onLink(link: 'open' | 'lost'): void;
  /** A try failed before it opened: the session may have ended, which a WebSocket cannot tell. */
  onRefused(): void;
}

/** The parts of a WebSocket the feed uses. */
export interface FeedSocket {
  readonly readyState: number;
  readonly bufferedAmount: number;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  send(data: string): void;
  close(): void;
}

export interface FeedOptions {
  readonly events: FeedEvents;
  readonly connect: () => FeedSocket;
  /** The number of the last message seen in a conversation; 0 for none. */
  readonly lastSeq: (conversationId: string) => number;
  readonly random: () => number;
}

const BEAT_MS = 10_000;
const PAUSES_MS = [300, 700, 1_500, 3_000, 5_000];
const OPENING_PATIENCE_MS = 8_000;
const OPEN = 1;

/** The feed that never ends: connects again, and then watches every open conversation from the last message seen. */
export class Feed {
  private socket?: FeedSocket | undefined;
  private readonly watched = new Map<string, Viewer['mode']>();
  private tries = 0;
  private pause: ReturnType<typeof setTimeout> | undefined;
  private beat: ReturnType<typeof setInterval> | undefined;
  private stopped = true;

  constructor(private readonly options: FeedOptions) {}

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.tries = 0;
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    this.drop();
  }

  /** The network is back, or the tab was asleep: do not wait out the pause. */
  retryNow(): void {
    if (this.stopped || this.socket?.readyState === OPEN) return;
    this.tries = 0;
    this.drop();
    this.connect();
  }

  /** The network is gone: the socket may not notice for minutes. */
  lose(): void {
    if (!this.stopped && this.socket) this.closed(this.socket);
  }

  watch(conversationId: string, mode: Viewer['mode']): void {
    if (this.watched.get(conversationId) === mode) return;
    this.watched.set(conversationId, mode);
    this.send({ type: 'watch', conversationId, after: this.options.lastSeq(conversationId), mode });
  }

  unwatch(conversationId: string): void {
    if (this.watched.delete(conversationId)) this.send({ type: 'unwatch', conversationId });
  }

  typing(conversationId: string): void {
    this.send({ type: 'typing', conversationId });
  }

  private send(command: FeedCommand): void {
    if (this.socket?.readyState === OPEN) this.socket.send(JSON.stringify(command));
  }

  private connect(): void {
    let opened = false;
    const socket = this.options.connect();
    this.socket = socket;
    this.pause = setTimeout(() => this.closed(socket), OPENING_PATIENCE_MS);
    socket.onopen = () => {
      opened = true;
      this.opened(socket);
    };
    socket.onmessage = (event) => this.read(socket, event.data);
    socket.onclose = () => {
      if (socket !== this.socket) return;
      this.closed(socket);
      if (!opened) this.options.events.onRefused();
    };
  }

  private opened(socket: FeedSocket): void {
    if (socket !== this.socket) return;
    clearTimeout(this.pause);
    this.tries = 0;
    this.options.events.onLink('open');
    for (const [conversationId, mode] of this.watched)
      this.send({ type: 'watch', conversationId, after: this.options.lastSeq(conversationId), mode });
    this.send({ type: 'beat' });
    this.beat = setInterval(() => this.keepAlive(socket), BEAT_MS);
  }

  /** What is still unsent after ten seconds will not leave any more: the line is dead though the browser does not say so. */
  private keepAlive(socket: FeedSocket): void {
    if (socket.bufferedAmount > 0) this.closed(socket);
    else this.send({ type: 'beat' });
  }

  private read(socket: FeedSocket, data: unknown): void {
    if (socket !== this.socket || typeof data !== 'string') return;
    let frame: FeedFrame;
    try {
      frame = JSON.parse(data) as FeedFrame;
    } catch {
      this.closed(socket); // half a frame: what follows cannot be trusted, a new watch brings all of it
      return;
    }
    if (frame.type === 'signed-out') this.stop();
    this.options.events.onFrame(frame);
  }

  private closed(socket: FeedSocket): void {
    if (socket !== this.socket) return;
    this.drop();
    if (this.stopped) return;
    this.options.events.onLink('lost');
    const pause = PAUSES_MS[Math.min(this.tries, PAUSES_MS.length - 1)] ?? 0;
    this.tries += 1;
    // Spread, so that all consoles do not come back in the same instant.
    this.pause = setTimeout(() => this.connect(), pause * (0.75 + this.options.random() / 2));
  }

  private drop(): void {
    clearTimeout(this.pause);
    clearInterval(this.beat);
    const { socket } = this;
    this.socket = undefined;
    socket?.close();
  }
}
