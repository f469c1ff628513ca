import { AuditLog } from '../../src/audit/audit-log';
import { csrfToken } from '../../src/accounts/csrf-token';
import { derivedKey } from '../../src/accounts/derived-key';
import type { NewOperator } from '../../src/accounts/operator-fields';
import { OperatorStore } from '../../src/accounts/operator-store';
import { SessionStore } from '../../src/accounts/session-store';
import type { Operator, Role } from '../../src/conversation/operator';
import type { Db } from '../../src/storage/db';

/** The secret of desks that tests build by hand. */
export const TEST_SECRET = 'a secret of tests, long enough to be one';

/** An operator with an open session, without the pages of the sign-in. */
export interface SignedIn {
  readonly operator: Operator;
  readonly sessionId: string;
  /** For `cookie`, over http. */
  readonly cookie: string;
  readonly csrf: string;
  /** Everything that an API call needs. */
  readonly headers: Record<string, string>;
}

export async function signedIn(
  db: Db,
  o: { city: string; login: string; roles: readonly Role[]; secret?: string } & Partial<
    Omit<NewOperator, 'roles' | 'login'>
  >,
): Promise<SignedIn> {
  const { city, secret = TEST_SECRET, roles, ...person } = o;
  const sessions = new SessionStore(db, city, false);
  const people = new OperatorStore({ db, city, audit: new AuditLog(db, city), sessions });
  const operator =
    (await people.findByLogin(o.login)) ??
    (await people.add({ displayName: o.login, ...person, roles: [...roles] }, 'cli:test'));
  const { id, token } = await sessions.begin(db, {
    operatorId: operator.id,
    stage: 'open',
    method: 'password',
  });
  const cookie = `madoguchi-staff=${token}`;
  const csrf = csrfToken(derivedKey(secret, 'csrf'), id);
  return { operator, sessionId: id, cookie, csrf, headers: { cookie, 'x-csrf-token': csrf } };
}
