import type { Logger } from 'pino';
import type { Db } from '../storage/db';
import type { BodySeal } from './body-seal';
import { KeyedWork } from './keyed-work';

export interface LineForwarderOptions {
  readonly db: Db;
  readonly city: string;
  readonly seal: BodySeal;
  /** Where events go that the desk does not deal with: every one of them gets all. */
  readonly urls: readonly string[];
  readonly logger: Logger;
  readonly sweepEveryMs?: number;
  /** After the first failure; it doubles with each, up to ten minutes. */
  readonly firstPauseMs?: number;
}

interface Row {
  readonly id: string;
  readonly signature: string;
  readonly sealed: Buffer;
  readonly attempts: number;
}

/** What LINE itself allows for an answer is a second or so; systems that forward to each other allow ten. */
const PATIENCE_MS = 10_000;
const CLAIMED_SECONDS = 30;
const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 600_000;
const GIVE_UP_HOURS = 24;

/** Passes webhook calls on to the account's other systems, at least once each, apart from everything else: a system that hangs holds up
 *  nobody. They know a call that comes twice by its webhookEventIds, as with LINE itself. */
export class LineForwarder {
  private readonly work: KeyedWork;

  constructor(private readonly options: LineForwarderOptions) {
    const { urls, logger, sweepEveryMs } = options;
    this.work = new KeyedWork({
      work: (url) => this.drain(url),
      overdue: () => Promise.resolve(urls),
      logger,
      concurrency: Math.max(urls.length, 1),
      ...(sweepEveryMs !== undefined && { sweepEveryMs }),
    });
  }

  start(): void {
    if (this.options.urls.length > 0) this.work.start();
  }

  stop(): Promise<void> {
    return this.work.stop();
  }

  /** Stores the call for every system; it is sent afterwards. */
  async pass({ body, signature }: { body: Buffer; signature: string }): Promise<void> {
    const { db, city, seal, urls } = this.options;
    if (urls.length === 0) return;
    await db.query(
      `insert into line_forward (city, url, signature, sealed) select $1, u, $3, s from unnest($2::text[], $4::bytea[]) as i (u, s)`,
      [city, urls, signature, urls.map((url) => seal.seal(body, url))],
    );
    urls.forEach((url) => this.work.wake(url));
  }

  private async drain(url: string): Promise<void> {
    for (let row = await this.claim(url); row !== undefined; row = await this.claim(url)) {
      const body = this.options.seal.open(row.sealed, url);
      const status = body === undefined ? 200 : await post(url, body, row.signature);
      if (status >= 200 && status < 300) await this.forget(row.id);
      else await this.later(row, status);
    }
  }

  /** The next call that is due; while it is being sent, it is nobody else's. */
  private async claim(url: string): Promise<Row | undefined> {
    const { db, city } = this.options;
    const [row] = await db.query<Row>(CLAIM, [city, url, CLAIMED_SECONDS]);
    return row;
  }

  private async forget(id: string): Promise<void> {
    await this.options.db.query('delete from line_forward where id = $1', [id]);
  }

  private async later({ id, attempts }: Row, status: number): Promise<void> {
    const { db, logger, firstPauseMs = FIRST_PAUSE_MS } = this.options;
    const pauseMs = Math.min(firstPauseMs * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
    const [kept] = await db.query<{ id: string }>(
      `update line_forward set due_at = clock_timestamp() + $2 * interval '1 millisecond'
       where id = $1 and created_at > clock_timestamp() - $3 * interval '1 hour' returning id`,
      [id, pauseMs, GIVE_UP_HOURS],
    );
    if (kept !== undefined)
      return logger.warn({ status, attempts }, 'another system of the LINE account does not take an event');
    await this.forget(id);
    logger.error({ status, attempts }, 'an event could not be passed on for a day; it is given up');
  }
}

const CLAIM = `
  update line_forward set attempts = attempts + 1, due_at = clock_timestamp() + $3 * interval '1 second'
  where id = (select id from line_forward where city = $1 and url = $2 and due_at <= clock_timestamp() order by id limit 1 for update skip locked)
  returning id::text as id, signature, sealed, attempts`;

async function post(url: string, body: Buffer, signature: string): Promise<number> {
  try {
    const { status } = await fetch(url, {
      method: 'POST',
      body: new Uint8Array(body),
      headers: { 'content-type': 'application/json; charset=utf-8', 'x-line-signature': signature },
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return status;
  } catch {
    return 0;
  }
}
