import WebSocket from 'ws';
import type { AriClient } from './ari-client';
import { readAriEvent, type AriEvent } from './ari-event';

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 10_000;
/** A line that is cut is noticed by an answer that does not come. */
const PING_MS = 10_000;

export interface AriListener {
  onConnected(): void;
  onEvent(event: AriEvent): void;
  onLost(): void;
}

/** Listens to Asterisk's events, for as long as the desk runs: while this connection stands, calls come to the desk; without it the dial
 *  plan sends them elsewhere. Asterisk may restart at any time. */
export class AriEvents {
  private socket: WebSocket | undefined;
  private timer: NodeJS.Timeout | undefined;
  private retry = FIRST_RETRY_MS;
  private closed = false;

  constructor(
    private readonly ari: AriClient,
    private readonly listener: AriListener,
  ) {}

  open(): void {
    const query = new URLSearchParams({ app: this.ari.settings.app });
    const socket = new WebSocket(this.ari.socketUrl(`/ari/events?${query}`), {
      headers: { authorization: this.ari.authorization },
      handshakeTimeout: PING_MS,
    });
    this.socket = socket;
    let connected = false;
    const ping = pinging(socket);
    socket.on('open', () => {
      connected = true;
      this.retry = FIRST_RETRY_MS;
      this.listener.onConnected();
    });
    socket.on('message', (data: Buffer) => {
      const event = readAriEvent(data.toString());
      if (event) this.listener.onEvent(event);
    });
    // The close that follows says it as well.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(ping);
      if (connected) this.listener.onLost();
      this.openLater();
    });
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket?.terminate();
  }

  private openLater(): void {
    if (this.closed) return;
    this.timer = setTimeout(() => this.open(), this.retry);
    this.retry = Math.min(LONGEST_RETRY_MS, this.retry * 2);
  }
}

function pinging(socket: WebSocket): NodeJS.Timeout {
  let answered = true;
  socket.on('pong', () => (answered = true));
  return setInterval(() => {
    if (socket.readyState !== socket.OPEN) return;
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, PING_MS);
}
