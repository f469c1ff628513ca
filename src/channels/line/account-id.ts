import type { Logger } from 'pino';

export interface AccountIdOptions {
  readonly ask: () => Promise<string>;
  readonly logger: Logger;
  readonly againAfterMs?: number;
}

const AGAIN_AFTER_MS = 30_000;

/** The account's own user id, asked for until LINE tells it. Also the first sign that the access token is right. */
export class AccountId {
  private known: string | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(private readonly options: AccountIdOptions) {}

  get value(): string | undefined {
    return this.known;
  }

  start(): void {
    void this.ask();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async ask(): Promise<void> {
    const { ask, logger, againAfterMs = AGAIN_AFTER_MS } = this.options;
    try {
      this.known = await ask();
    } catch (error) {
      logger.error(
        { reason: String(error) },
        'LINE does not know this account: is LINE_CHANNEL_ACCESS_TOKEN the long-lived access token, and not the channel id?',
      );
      if (!this.stopped) this.timer = setTimeout(() => void this.ask(), againAfterMs).unref();
    }
  }
}
