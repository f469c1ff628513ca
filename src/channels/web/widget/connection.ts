import { DirectLineHttp, isGone, type Answer } from './direct-line-http';
import { LiveSocket } from './live-socket';
import type { SessionMemory } from './session-memory';
import type { WebActivity } from './web-activity';

export type ConnectionState = 'connecting' | 'ready' | 'waiting' | 'offline' | 'crowded';

export interface ConnectionEvents {
  onState(state: ConnectionState): void;
  onActivities(activities: readonly WebActivity[]): void;
  /** The old conversation is gone; what follows belongs to a new one. */
  onReplaced(): void;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;
const POLL_MS = 2_000;
/** After about a minute of polling the socket is tried again. */
const POLLS_BEFORE_SOCKET = 30;
/** A socket that ends sooner is cut by something between; polling gets through. */
const SHORT_LIFE_MS = 3_000;
/** An acknowledged message that has not come back by then means the socket is dead without knowing it. */
const ECHO_PATIENCE_MS = 4_000;
const REPLACED_LATELY_MS = 10_000;

/** Keeps one conversation with the desk alive: token, resume, socket, polling where sockets are blocked, back-off. */
export class Connection {
  private readonly http: DirectLineHttp;
  private state: ConnectionState = 'connecting';
  private watermark = '0';
  private delay = FIRST_DELAY_MS;
  private timer = 0;
  private refreshTimer = 0;
  private socket?: LiveSocket;
  private replacedAt = -Infinity;
  /** Counts attempts; whatever an older attempt still brings is ignored. */
  private attempt = 0;

  constructor(
    origin: string,
    private readonly memory: SessionMemory,
    private readonly events: ConnectionEvents,
  ) {
    this.http = new DirectLineHttp(origin);
    window.addEventListener('online', () => {
      if (this.started) void this.connect();
    });
    window.addEventListener('offline', () => this.wait('offline'));
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && this.started) void this.catchUp();
    });
  }

  get ready(): boolean {
    return this.state === 'ready';
  }

  get started(): boolean {
    return this.attempt > 0;
  }

  /** Opens the conversation, or resumes the one this tab remembers; also ends a back-off early. */
  async connect(): Promise<void> {
    const attempt = ++this.attempt;
    this.quiet();
    if (this.state !== 'connecting') this.enter('connecting');
    const answer = this.memory.state.conversationId ? await this.resume() : await this.open();
    if (attempt !== this.attempt) return;
    if (!answer.ok) return this.refused(answer);
    const { conversationId, token, streamUrl, expires_in: life } = answer.body;
    this.memory.update({ conversationId: String(conversationId), token: String(token) });
    this.refreshLater(Number(life) || 1800);
    this.listen(String(streamUrl), attempt);
  }

  /** Sends one activity; the caller decides whether to send it again. */
  async post(activity: WebActivity): Promise<Answer> {
    const before = this.watermark;
    const answer = await this.call('POST', '/activities', activity);
    if (isGone(answer)) this.replace();
    if (answer.ok) {
      window.setTimeout(() => {
        if (this.watermark === before) void this.catchUp();
      }, ECHO_PATIENCE_MS);
    }
    return answer;
  }

  /** Tells that the citizen writes; nobody minds when it does not arrive. */
  typing(): void {
    if (this.ready) void this.call('POST', '/activities', { type: 'typing', from: { role: 'user' } });
  }

  private call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer> {
    const { conversationId, token } = this.memory.state;
    return this.http.call(method, `/conversations/${encodeURIComponent(conversationId)}${path}`, token, body);
  }

  private async open(): Promise<Answer> {
    const generated = await this.http.call('POST', '/tokens/generate', '');
    if (!generated.ok) return generated;
    return this.http.call('POST', '/conversations', String(generated.body['token']), { locale: 'ja-JP' });
  }

  private resume(): Promise<Answer> {
    return this.call('GET', `?watermark=${encodeURIComponent(this.watermark)}`);
  }

  private listen(streamUrl: string, attempt: number): void {
    this.socket = new LiveSocket(streamUrl, {
      onOpen: () => this.enter('ready'),
      onFrame: (frame) => this.take(frame),
      onEnd: (life) => {
        if (attempt !== this.attempt) return;
        if (life > SHORT_LIFE_MS) {
          this.delay = FIRST_DELAY_MS;
          this.wait('waiting');
        } else void this.poll(attempt, 0);
      },
    });
  }

  private async poll(attempt: number, round: number): Promise<void> {
    const answer = await this.fetchNew();
    if (attempt !== this.attempt) return;
    if (!answer.ok) return this.refused(answer);
    this.delay = FIRST_DELAY_MS;
    this.enter('ready');
    this.timer = window.setTimeout(
      () => void (round < POLLS_BEFORE_SOCKET ? this.poll(attempt, round + 1) : this.connect()),
      POLL_MS,
    );
  }

  private async fetchNew(): Promise<Answer> {
    const attempt = this.attempt;
    const answer = await this.call('GET', `/activities?watermark=${encodeURIComponent(this.watermark)}`);
    if (answer.ok && attempt === this.attempt) this.take(answer.body);
    return answer;
  }

  /** Fetches what a socket should have brought; when something was missing, the socket is replaced. */
  private async catchUp(): Promise<void> {
    if (this.state === 'offline') return;
    if (!this.ready) return void this.connect();
    const before = this.watermark;
    const answer = await this.fetchNew();
    if (!answer.ok || this.watermark !== before) void this.connect();
  }

  private take(frame: { activities?: unknown; watermark?: unknown }): void {
    if (Array.isArray(frame.activities) && frame.activities.length > 0) {
      this.events.onActivities(frame.activities as WebActivity[]);
    }
    const { watermark } = frame;
    if (typeof watermark === 'string' || typeof watermark === 'number') this.watermark = `${watermark}`;
  }

  private refused(answer: Answer): void {
    if (isGone(answer) && this.memory.state.conversationId) return this.replace();
    const crowded = !answer.ok && answer.status === 429;
    if (!answer.ok && answer.retryAfterMs) {
      this.delay = Math.min(Math.max(answer.retryAfterMs, this.delay), LONGEST_DELAY_MS);
    }
    this.wait(crowded ? 'crowded' : 'waiting');
  }

  private replace(): void {
    this.memory.update({ conversationId: '', token: '', read: 0 });
    this.watermark = '0';
    this.events.onReplaced();
    // A desk that refuses every conversation must not be asked for new ones in a loop.
    const again = performance.now() - this.replacedAt < REPLACED_LATELY_MS;
    this.replacedAt = performance.now();
    if (again) this.wait('waiting');
    else void this.connect();
  }

  private wait(state: 'waiting' | 'offline' | 'crowded'): void {
    if (!this.started) return;
    this.attempt++;
    this.quiet();
    this.enter(navigator.onLine ? state : 'offline');
    this.timer = window.setTimeout(() => void this.connect(), this.delay * (0.5 + Math.random() / 2));
    this.delay = Math.min(this.delay * 2, LONGEST_DELAY_MS);
  }

  private refreshLater(lifeSeconds: number): void {
    window.clearTimeout(this.refreshTimer);
    this.refreshTimer = window.setTimeout(() => void this.refresh(), lifeSeconds * 500);
  }

  private async refresh(): Promise<void> {
    const answer = await this.http.call('POST', '/tokens/refresh', this.memory.state.token);
    if (isGone(answer)) return void this.connect();
    if (answer.ok) this.memory.update({ token: String(answer.body['token']) });
    this.refreshLater(answer.ok ? Number(answer.body['expires_in']) || 1800 : 120);
  }

  private quiet(): void {
    window.clearTimeout(this.timer);
    this.socket?.end();
    this.socket = undefined;
  }

  private enter(state: ConnectionState): void {
    this.state = state;
    this.events.onState(state);
  }
}
