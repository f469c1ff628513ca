interface SocketEvents {
  onOpen(): void;
  onFrame(frame: { activities?: unknown; watermark?: unknown }): void;
  /** How long the socket was open, in ms; 0 when it never opened. */
  onEnd(lifeMs: number): void;
}

const OPENING_PATIENCE_MS = 5_000;
const KEEP_ALIVE_MS = 20_000;

/** One WebSocket of the Direct Line stream, with the empty keep-alive frame the protocol expects. */
export class LiveSocket {
  private socket?: WebSocket;
  private openedAt = 0;
  private timer = 0;
  private ended = false;

  constructor(
    streamUrl: string,
    private readonly events: SocketEvents,
  ) {
    try {
      this.socket = new WebSocket(streamUrl);
    } catch {
      // A content security policy or a bad address; told later, as a refused socket would be.
      this.timer = window.setTimeout(() => this.finish());
      return;
    }
    this.timer = window.setTimeout(() => this.finish(), OPENING_PATIENCE_MS);
    this.socket.onopen = () => this.opened();
    this.socket.onmessage = (event) => this.read(event.data);
    this.socket.onclose = () => this.finish();
  }

  /** Ends the socket without telling anyone. */
  end(): void {
    this.ended = true;
    window.clearTimeout(this.timer);
    window.clearInterval(this.timer);
    this.socket?.close();
  }

  private opened(): void {
    if (this.ended) return;
    window.clearTimeout(this.timer);
    this.openedAt = performance.now();
    this.timer = window.setInterval(() => this.socket?.send(''), KEEP_ALIVE_MS);
    this.events.onOpen();
  }

  private read(data: unknown): void {
    if (this.ended || typeof data !== 'string' || !data) return;
    try {
      this.events.onFrame(JSON.parse(data) as { activities?: unknown });
    } catch {
      this.finish();
    }
  }

  private finish(): void {
    if (this.ended) return;
    this.end();
    this.events.onEnd(this.openedAt ? performance.now() - this.openedAt : 0);
  }
}
