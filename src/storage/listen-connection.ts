import { escapeIdentifier, type Client } from 'pg';
import type { Logger } from 'pino';

type OnWake = (payload: string) => void;

const RETRY_MS = 250;
/** Finds a connection that died without a word (a firewall, a pulled cable). */
const HEARTBEAT_MS = 15_000;

/** The one LISTEN connection of a process. Reconnects for ever; steps run one after another, as `pg` asks. */
export class ListenConnection {
  private readonly listeners = new Map<string, Set<OnWake>>();
  private readonly listening = new Set<string>();
  private client: Client | undefined;
  private lostOnce = false;
  private closed = false;
  private timer: NodeJS.Timeout | undefined;
  private steps: Promise<void> = Promise.resolve();

  constructor(
    private readonly makeClient: () => Client,
    private readonly logger: Logger,
  ) {}

  async listen(channel: string, onWake: OnWake): Promise<() => Promise<void>> {
    const listeners = this.listeners.get(channel) ?? new Set();
    this.listeners.set(channel, listeners.add(onWake));
    await this.step();
    return async () => {
      listeners.delete(onWake); // the LISTEN itself stays: harmless, and cheaper than the race of taking it back
      await this.steps;
    };
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.steps;
    await this.client?.end().catch(() => undefined);
  }

  private step(): Promise<void> {
    this.steps = this.steps.then(() => this.bringUp()).catch((error: unknown) => this.retry(error));
    return this.steps;
  }

  private async bringUp(): Promise<void> {
    if (this.closed) return;
    clearTimeout(this.timer);
    this.client ??= await this.connect();
    for (const channel of this.listeners.keys()) {
      if (this.listening.has(channel)) continue;
      await this.client.query(`listen ${escapeIdentifier(channel)}`);
      this.listening.add(channel);
    }
    await this.client.query('select 1');
    if (this.lostOnce) this.wakeAll();
    this.lostOnce = false;
    this.timer = setTimeout(() => void this.step(), HEARTBEAT_MS).unref();
  }

  private async connect(): Promise<Client> {
    const client = this.makeClient();
    const lost = (): void => this.lose(client);
    client.on('error', lost).on('end', lost);
    client.on('notification', ({ channel, payload }) => this.wake(channel, payload ?? ''));
    await client.connect();
    return client;
  }

  private lose(client: Client): void {
    if (client !== this.client || this.closed) return;
    this.forget();
    this.timer = setTimeout(() => void this.step(), RETRY_MS).unref();
  }

  private retry(error: unknown): void {
    this.logger.warn({ reason: String(error) }, 'listen connection down; the poll delivers');
    const client = this.client;
    this.forget();
    client?.end().catch(() => undefined);
    if (!this.closed) this.timer = setTimeout(() => void this.step(), RETRY_MS).unref();
  }

  private forget(): void {
    clearTimeout(this.timer);
    this.client = undefined;
    this.listening.clear();
    this.lostOnce = true;
  }

  private wakeAll(): void {
    for (const channel of this.listeners.keys()) this.wake(channel, '');
  }

  private wake(channel: string, payload: string): void {
    for (const onWake of this.listeners.get(channel) ?? []) onWake(payload);
  }
}
