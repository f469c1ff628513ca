import type { Db, Queryable } from '../storage/db';
import type { BodySeal } from './body-seal';

/** One event of a webhook call. */
export interface IncomingEvent {
  /** LINE's webhookEventId: the same again is the same event. */
  readonly eventId: string;
  /** LINE's id of the user, group or room. */
  readonly talkId: string;
  readonly kind: string;
  /** LINE's time of the event, ms. */
  readonly at: number;
  readonly messageId?: string | undefined;
  readonly replyToken?: string | undefined;
  /** The event as it came; stored encrypted, and only until it has been dealt with. */
  readonly body: unknown;
}

export interface LineInboxOptions {
  readonly db: Db;
  readonly city: string;
  readonly seal: BodySeal;
}

interface PendingRow {
  readonly event_id: string;
  readonly kind: string;
  readonly message_id: string | null;
  readonly sealed: Buffer;
}

/** An event whose turn it is. */
export interface PendingEvent {
  readonly eventId: string;
  readonly kind: string;
  readonly messageId: string | undefined;
  readonly body: unknown;
}

const GIVE_UP_AFTER = 5;
/** Longer than LINE redelivers; see `isStale` in channels/line/webhook-route.ts. */
const REMEMBERED_DAYS = 7;

/** What LINE has told the desk: durable before the webhook is answered, each event once, each talk in the order of its times. */
export class LineInbox {
  constructor(private readonly options: LineInboxOptions) {}

  /** Stores events, in one statement; returns the ids of those that are new. */
  async take(events: readonly IncomingEvent[]): Promise<readonly string[]> {
    const { db, city, seal } = this.options;
    const rows = await db.query<{ event_id: string }>(TAKE, [
      city,
      events.map(({ eventId }) => eventId),
      events.map(({ talkId }) => talkId),
      events.map(({ kind }) => kind),
      events.map(({ at }) => new Date(at)),
      events.map(({ messageId }) => messageId ?? null),
      events.map(({ replyToken }) => replyToken ?? null),
      events.map(({ body, eventId }) => seal.seal(JSON.stringify(body), eventId)),
    ]);
    return rows.map(({ event_id }) => event_id);
  }

  /** Deals with the oldest pending event of a talk, in one transaction with everything that `deal` writes through `q`; `deal` returns the
   *  number of the message it became. False when nothing is pending, or another node is at this talk. */
  async next(
    talkId: string,
    deal: (q: Queryable, event: PendingEvent) => Promise<number | undefined>,
  ): Promise<boolean> {
    const { db, city } = this.options;
    let at: string | undefined;
    try {
      return await db.tx(async (q) => {
        const [lock] = await q.query<{ held: boolean }>(LOCK, [city, talkId]);
        if (!lock?.held) return false;
        const [row] = await q.query<PendingRow>(NEXT, [city, talkId]);
        if (row === undefined) return false;
        at = row.event_id;
        const seq = await deal(q, this.opened(row));
        await q.query(
          `update line_event set done_at = clock_timestamp(), sealed = null, seq = $3 where city = $1 and event_id = $2`,
          [city, row.event_id, seq ?? null],
        );
        return true;
      });
    } catch (error) {
      if (at !== undefined) await this.countFailure(at);
      throw error;
    }
  }

  /** Whether the citizen has taken back this message of LINE's. */
  async isUnsent(q: Queryable, messageId: string): Promise<boolean> {
    const found = await q.query(
      `select from line_event where city = $1 and kind = 'unsend' and message_id = $2 limit 1`,
      [this.options.city, messageId],
    );
    return found.length > 0;
  }

  /** Talks in which an event has waited longer than this. */
  async overdue(olderThanMs: number): Promise<readonly string[]> {
    const rows = await this.options.db.query<{ talk_id: string }>(
      `select talk_id from line_event where city = $1 and done_at is null
         and received_at <= clock_timestamp() - $2 * interval '1 millisecond' group by talk_id order by min(received_at) limit 1000`,
      [this.options.city, olderThanMs],
    );
    return rows.map(({ talk_id }) => talk_id);
  }

  /** Forgets what LINE will not send again. Returns how many. */
  async sweep(): Promise<number> {
    const gone = await this.options.db.query(
      `delete from line_event where city = $1 and done_at is not null
         and received_at < clock_timestamp() - $2 * interval '1 day' returning n`,
      [this.options.city, REMEMBERED_DAYS],
    );
    return gone.length;
  }

  private opened({ event_id: eventId, kind, message_id, sealed }: PendingRow): PendingEvent {
    const body = this.options.seal.open(sealed, eventId);
    return {
      eventId,
      kind,
      messageId: message_id ?? undefined,
      body: body === undefined ? undefined : JSON.parse(body.toString('utf8')),
    };
  }

  /** An event that fails again and again must not hold up those after it. */
  private async countFailure(eventId: string): Promise<void> {
    const { db, city } = this.options;
    await db
      .query(
        `update line_event set attempts = attempts + 1,
           done_at = case when attempts + 1 >= $3 then clock_timestamp() end, sealed = case when attempts + 1 >= $3 then null else sealed end
         where city = $1 and event_id = $2 and done_at is null`,
        [city, eventId, GIVE_UP_AFTER],
      )
      .catch(() => undefined); // the database itself was the fault: the attempt was not the event's
  }
}

const TAKE = `
  insert into line_event (city, event_id, talk_id, kind, at, message_id, reply_token, sealed)
  select $1, i.* from unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::bytea[]) as i
  on conflict do nothing returning event_id`;

/** One node at a time in a talk: the transaction's lock, and of no row, because the first event of a talk has none. A statement of its
 *  own: what the node before has committed must be seen by the next one. */
const LOCK = `select pg_try_advisory_xact_lock(hashtextextended('line talk ' || $1 || ' ' || $2, 0)) as held`;

const NEXT = `
  select event_id, kind, message_id, sealed from line_event
  where city = $1 and talk_id = $2 and done_at is null order by at, n limit 1`;
