import type { WebSocket } from 'ws';
import type { Message } from '../../conversation/message';

export type StreamSocket = Pick<
  WebSocket,
  'send' | 'ping' | 'close' | 'terminate' | 'on' | 'readyState' | 'bufferedAmount'
>;

const OPEN = 1;
/** A long history goes out in parts, so that a slow phone shows the first lines early. */
const ACTIVITIES_A_FRAME = 50;
/** A client that does not read must not fill the desk's memory. */
const MOST_UNREAD_BYTES = 1024 * 1024;
const GOING_AWAY = 1001;

/** One socket and how far its client has read. */
export class Stream {
  private alive = true;
  private seen: number;

  constructor(
    private readonly socket: StreamSocket,
    private readonly userId: string,
    watermark: number,
  ) {
    this.seen = watermark;
    socket.on('pong', () => (this.alive = true));
    // Clients send an empty message every 20 seconds to keep proxies content; nothing else is expected.
    socket.on('message', () => (this.alive = true));
    socket.on('error', () => socket.terminate());
  }

  get watermark(): number {
    return this.seen;
  }

  /** Sends what the client has not read yet; the watermark is the number of the last message. */
  send(messages: readonly Message[], encode: (message: Message, userId: string) => unknown): void {
    const unread = messages.filter(({ seq }) => seq > this.seen);
    for (let from = 0; from < unread.length; from += ACTIVITIES_A_FRAME) {
      const part = unread.slice(from, from + ACTIVITIES_A_FRAME);
      if (this.socket.readyState !== OPEN) return;
      if (this.socket.bufferedAmount > MOST_UNREAD_BYTES) return this.socket.terminate();
      this.seen = part.at(-1)?.seq ?? this.seen;
      const activities = part.map((message) => encode(message, this.userId));
      this.socket.send(JSON.stringify({ activities, watermark: String(this.seen) }));
    }
  }

  /** Shows something of the moment, which is not stored: the watermark stays. A client that is behind goes without. */
  flash(activity: unknown): void {
    if (this.socket.readyState !== OPEN || this.socket.bufferedAmount > MOST_UNREAD_BYTES) return;
    this.socket.send(JSON.stringify({ activities: [activity], watermark: String(this.seen) }));
  }

  /** Everything up to this number has been looked at; what was not sent is not for the citizen. */
  tickOff(seq: number): void {
    this.seen = Math.max(this.seen, seq);
  }

  /** Ends the socket when the last ping was not answered. */
  checkAlive(): void {
    if (!this.alive) return this.socket.terminate();
    this.alive = false;
    if (this.socket.readyState === OPEN) this.socket.ping();
  }

  end(): void {
    this.socket.close(GOING_AWAY);
  }
}
