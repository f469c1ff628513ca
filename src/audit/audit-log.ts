import { AppError } from '../errors';
import type { Db, Queryable } from '../storage/db';
import type { AuditEntry, AuditEvent } from './audit-event';
import { auditHash, GENESIS } from './audit-hash';

/** What a walk over the whole log found. `broken`: number of the first row that was changed, removed or put in. */
export type AuditVerdict =
  | { readonly ok: true; readonly rows: number; readonly head: string }
  | { readonly ok: false; readonly rows: number; readonly broken: number };

const DETAIL_LENGTH = 200;
const PAGE = 500;

/** The log of sensitive acts: it only appends, and each row carries the hash of the one before. */
export class AuditLog {
  constructor(
    private readonly db: Db,
    private readonly city: string,
  ) {}

  /** Writes one row in the transaction `q`, and holds the city's log until that commits: call it last. Throws `input.invalid` when a
   *  detail is too long to be an id or a code. */
  async append(q: Queryable, { actor, act, subject, details = {} }: AuditEntry): Promise<void> {
    refuseProse(act, details);
    await q.query('select pg_advisory_xact_lock(hashtext($1))', [`audit:${this.city}`]);
    // In a statement of its own: the snapshot of the one above is older than the lock.
    const [last] = await q.query<{ n: string | null; hash: string | null; at: Date }>(
      `select t.n, t.hash, greatest(date_trunc('milliseconds', clock_timestamp()), t.at) as at
       from (select 1) one left join lateral
         (select n, hash, at from audit_event where city = $1 order by n desc limit 1) t on true`,
      [this.city],
    );
    const event = {
      n: Number(last?.n ?? 0) + 1,
      at: last?.at ?? new Date(0),
      actor,
      act,
      subject,
      details,
      previous: last?.hash ?? GENESIS,
    };
    await q.query(
      `insert into audit_event (city, n, at, actor, act, subject, details, previous, hash)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        this.city,
        event.n,
        event.at,
        actor,
        act,
        subject,
        JSON.stringify(details),
        event.previous,
        auditHash(this.city, event),
      ],
    );
  }

  /** The same in a transaction of its own. */
  record(entry: AuditEntry): Promise<void> {
    return this.db.tx((q) => this.append(q, entry));
  }

  /** Newest first; `before`: rows with a smaller number. */
  async list({ before, limit = 100 }: { before?: number; limit?: number } = {}): Promise<AuditEvent[]> {
    return this.rows('n < $2 order by n desc limit $3', before ?? Number.MAX_SAFE_INTEGER, limit);
  }

  /** Walks the log from its first row. What it cannot see is a cut-off end: note `head` elsewhere and pass it as `known` later. */
  async verify(known?: { readonly n: number; readonly hash: string }): Promise<AuditVerdict> {
    let head = GENESIS;
    let n = 0;
    for (;;) {
      const page = await this.rows('n > $2 order by n limit $3', n, PAGE);
      for (const event of page) {
        n++;
        const sound = event.n === n && event.previous === head && auditHash(this.city, event) === event.hash;
        if (!sound || (known?.n === n && known.hash !== event.hash))
          return { ok: false, rows: n - 1, broken: n };
        head = event.hash;
      }
      if (page.length < PAGE) break;
    }
    return known !== undefined && known.n > n
      ? { ok: false, rows: n, broken: n + 1 }
      : { ok: true, rows: n, head };
  }

  private async rows(condition: string, ...values: [number, number]): Promise<AuditEvent[]> {
    const found = await this.db.query<Omit<AuditEvent, 'n'> & { n: string }>(
      `select n, at, actor, act, subject, details, previous, hash from audit_event where city = $1 and ${condition}`,
      [this.city, ...values],
    );
    return found.map((row) => ({ ...row, n: Number(row.n) }));
  }
}

/** Ids and codes are short; what citizens write is not. */
function refuseProse(act: string, details: NonNullable<AuditEntry['details']>): void {
  const long = Object.entries(details).find(([, value]) =>
    (Array.isArray(value) ? value : [value]).some((one) => String(one).length > DETAIL_LENGTH),
  );
  if (long === undefined) return;
  throw new AppError(
    'input.invalid',
    `The detail "${long[0]}" of the audited act "${act}" is longer than ${DETAIL_LENGTH} characters: name ids, not texts`,
  );
}
