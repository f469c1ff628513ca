import { randomUUID } from 'node:crypto';
import type { Db, Queryable } from '../storage/db';
import { OPERATOR_COLUMNS, operatorOf, type OperatorRow } from './operator-row';
import { randomToken, tokenHash } from './random-token';
import type { Session, SessionMethod, SessionStage } from './session';

/** Longest life of a session. `open`: a shift (ASVS 5.0, 7.3.2); the others: as long as the step may take. */
const LIVES: Readonly<Record<SessionStage, string>> = {
  open: '12 hours',
  password: '30 minutes',
  enrol: '30 minutes',
  code: '5 minutes',
};
/** Without a request, and without an open console, a session ends (ASVS 5.0, 7.3.1). */
const IDLE = '30 minutes';
/** So often at most a request is written down as the session's newest. */
const TOUCH_EVERY_S = 60;

interface SessionRow extends OperatorRow {
  readonly id: string;
  readonly stage: SessionStage;
  readonly method: SessionMethod;
  readonly ends_at: Date;
  readonly draft: Buffer | null;
  readonly unseen_s: number;
}

interface SessionStart {
  readonly operatorId: string;
  readonly stage: SessionStage;
  readonly method: SessionMethod;
}

/** Sessions in the database: any node knows them, and an ended one is ended everywhere at once. */
export class SessionStore {
  constructor(
    private readonly db: Db,
    private readonly city: string,
    /** Whether sessions that a demonstration's link began count. */
    private readonly demonstration: boolean,
  ) {}

  /** A new session with a new token; the token itself is kept nowhere. */
  async begin(
    q: Queryable,
    { operatorId, stage, method }: SessionStart,
  ): Promise<{ id: string; token: string }> {
    const id = randomUUID();
    const token = randomToken();
    await q.query(
      `insert into staff_session (id, city, operator_id, token_hash, stage, method, ends_at)
       values ($1, $2, $3, $4, $5, $6, clock_timestamp() + $7::interval)`,
      [id, this.city, operatorId, tokenHash(token), stage, method, LIVES[stage]],
    );
    return { id, token };
  }

  /** The live session of a token, whatever its stage; its operator is enabled. A session from the future is none: a clock was wrong. */
  async find(token: string): Promise<Session | undefined> {
    const [row] = await this.db.query<SessionRow>(
      `select s.id, s.stage, s.method, s.ends_at, s.draft, ${OPERATOR_COLUMNS},
         extract(epoch from clock_timestamp() - s.seen_at)::float8 as unseen_s
       from staff_session s join operator o on o.id = s.operator_id
       where s.token_hash = $1 and s.city = $2 and s.ended_at is null and o.disabled_at is null
         and s.ends_at > clock_timestamp() and s.seen_at > clock_timestamp() - $3::interval
         and s.begun_at < clock_timestamp() + interval '5 minutes' and (s.method <> 'demonstration' or $4::boolean)`,
      [tokenHash(token), this.city, IDLE, this.demonstration],
    );
    if (row === undefined) return undefined;
    if (row.unseen_s > TOUCH_EVERY_S) await this.touch(row.id);
    const { id, stage, method, ends_at: endsAt, draft } = row;
    return { id, stage, method, endsAt, draft, operator: operatorOf(row) };
  }

  /** Ends one session; it may have ended already. */
  async end(q: Queryable, id: string, reason: string): Promise<boolean> {
    const ended = await q.query(
      `update staff_session set ended_at = clock_timestamp(), end_reason = $3
       where id = $1 and city = $2 and ended_at is null returning id`,
      [id, this.city, reason],
    );
    return ended.length > 0;
  }

  async endAll(q: Queryable, operatorId: string, reason: string): Promise<void> {
    await q.query(
      `update staff_session set ended_at = clock_timestamp(), end_reason = $3
       where operator_id = $1 and city = $2 and ended_at is null`,
      [operatorId, this.city, reason],
    );
  }

  /** Keeps the secret that is being enrolled, sealed. */
  async saveDraft(id: string, draft: Buffer): Promise<void> {
    await this.db.query(`update staff_session set draft = $3 where id = $1 and city = $2`, [
      id,
      this.city,
      draft,
    ]);
  }

  /** True once a minute and session, on whichever node: refusals must not flood the audit log. */
  async mayAuditRefusal(q: Queryable, id: string): Promise<boolean> {
    const rows = await q.query(
      `update staff_session set refused_at = clock_timestamp()
       where id = $1 and city = $2 and (refused_at is null or refused_at < clock_timestamp() - interval '1 minute') returning id`,
      [id, this.city],
    );
    return rows.length > 0;
  }

  private async touch(id: string): Promise<void> {
    await this.db.query(
      `update staff_session set seen_at = clock_timestamp()
       where id = $1 and seen_at < clock_timestamp() - make_interval(secs => $2)`,
      [id, TOUCH_EVERY_S],
    );
  }
}
