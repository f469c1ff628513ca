import type { Db, Queryable } from '../storage/db';
import { randomToken, tokenHash } from './random-token';

/** `password`: lets one choose one's own; `demonstration`: signs in at once, and only while the desk is a demonstration. */
export type LinkPurpose = 'password' | 'demonstration';

const LINK_HOURS = 24;

/** Links that work once. Only the hash of their token is kept. */
export class LinkStore {
  constructor(
    private readonly db: Db,
    private readonly city: string,
  ) {}

  /** A new token; the operator's earlier links stop working. */
  async make(q: Queryable, operatorId: string, purpose: LinkPurpose): Promise<string> {
    const token = randomToken();
    await q.query(
      'update one_time_link set used_at = clock_timestamp() where operator_id = $1 and used_at is null',
      [operatorId],
    );
    await q.query(
      `insert into one_time_link (token_hash, city, operator_id, purpose, expires_at)
       values ($1, $2, $3, $4, clock_timestamp() + make_interval(hours => $5))`,
      [tokenHash(token), this.city, operatorId, purpose, LINK_HOURS],
    );
    return token;
  }

  /** Whether it would still work; changes nothing, because mail scanners look at addresses too. */
  async isFresh(token: string): Promise<boolean> {
    const rows = await this.db.query(
      'select 1 from one_time_link where token_hash = $1 and city = $2 and used_at is null and expires_at > clock_timestamp()',
      [tokenHash(token), this.city],
    );
    return rows.length > 0;
  }

  /** Uses it up: of two browsers at once exactly one gets the answer. */
  async use(q: Queryable, token: string): Promise<{ operatorId: string; purpose: LinkPurpose } | undefined> {
    const [row] = await q.query<{ operator_id: string; purpose: LinkPurpose }>(
      `update one_time_link l set used_at = clock_timestamp() from operator o
       where l.token_hash = $1 and l.city = $2 and l.used_at is null and l.expires_at > clock_timestamp()
         and o.id = l.operator_id and o.disabled_at is null
       returning l.operator_id, l.purpose`,
      [tokenHash(token), this.city],
    );
    return row && { operatorId: row.operator_id, purpose: row.purpose };
  }
}

/** Where a link leads. `origin`: http://localhost:3978 */
export function linkAddress(origin: string, token: string): string {
  return new URL(`/console/sign-in/link?token=${token}`, origin).href;
}
