import type { Db, Queryable } from '../storage/db';
import { lockMinutes } from './lock-minutes';
import { tokenHash } from './random-token';

/** Whether a password or code may be tried. `locks`: minutes for which this try, should it fail, locks the login; mostly 0. */
export type Attempt =
  { readonly allowed: true; readonly locks: number } | { readonly allowed: false; readonly minutes: number };

/** Failures are forgotten after a day without any. */
const MEMORY = '1 day';

/** Counts tries for each login that is typed, in the database: all nodes count together, and whether somebody has the login makes no
 *  difference. A try is counted before it is judged, so that a hundred at once are a hundred. */
export class SignInAttempts {
  constructor(
    private readonly db: Db,
    private readonly city: string,
  ) {}

  async begin(login: string): Promise<Attempt> {
    const key = [this.city, this.hash(login)];
    return this.db.tx(async (q) => {
      await q.query(
        'insert into sign_in_attempt (city, login_hash) values ($1, $2) on conflict do nothing',
        key,
      );
      const [row] = await q.query<{ failures: number; locked_s: number | null }>(
        `select case when last_at < clock_timestamp() - interval '${MEMORY}' then 0 else failures end as failures,
           extract(epoch from locked_until - clock_timestamp())::float8 as locked_s
         from sign_in_attempt where city = $1 and login_hash = $2 for update`,
        key,
      );
      const seconds = row?.locked_s ?? 0;
      if (seconds > 0) return { allowed: false, minutes: Math.ceil(seconds / 60) };
      const failures = (row?.failures ?? 0) + 1;
      const minutes = lockMinutes(failures);
      await q.query(
        `update sign_in_attempt set failures = $3, last_at = clock_timestamp(),
           locked_until = case when $4::int > 0 then clock_timestamp() + make_interval(mins => $4::int) end
         where city = $1 and login_hash = $2`,
        [...key, failures, minutes],
      );
      return { allowed: true, locks: minutes };
    });
  }

  /** Forgets this login's failures: it was the right person, or an administrator says so. True when there were any. */
  async forget(q: Queryable, login: string): Promise<boolean> {
    const rows = await q.query(
      `delete from sign_in_attempt where city = $1 and (login_hash = $2 or last_at < clock_timestamp() - interval '2 days')
       returning login_hash`,
      [this.city, this.hash(login)],
    );
    return rows.some((row) => row['login_hash'] === this.hash(login));
  }

  private hash(login: string): string {
    return tokenHash(`${this.city}:${login}`);
  }
}
