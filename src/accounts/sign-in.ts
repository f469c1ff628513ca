import type { Role } from '../conversation/operator';
import type { Queryable } from '../storage/db';
import type { AccountParts } from './account-parts';
import type { Credential } from './credential-store';
import { PASSWORD_MAX } from './password-rules';
import { takeCode } from './second-factor';
import type { Session, SessionMethod, SessionStage } from './session';

/** How a step of the sign-in ended. */
export type SignInOutcome =
  | { readonly kind: 'session'; readonly token: string; readonly stage: SessionStage }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'locked'; readonly minutes: number }
  | { readonly kind: 'busy'; readonly minutes: number };

/** Where a request comes from. `replaces`: the session that this browser had. */
export interface Caller {
  readonly address: string;
  readonly replaces: Session | undefined;
}

/** Who may see every conversation or change accounts needs a second factor (ASVS 5.0, 6.3.3). */
const SECOND_FACTOR_ROLES: readonly Role[] = ['supervisor', 'administrator'];
const LOGIN_MAX = 64;

/** The steps of a sign-in with a local account. Every try is counted before it is judged, for its address and for its login. */
export class SignIn {
  constructor(private readonly parts: AccountParts) {}

  /** The same work for names that nobody has: neither the answer nor its duration tells which exist (ASVS 5.0, 6.3.8). */
  async withPassword(login: string, password: string, caller: Caller): Promise<SignInOutcome> {
    if (login.length > LOGIN_MAX || password.length > 2 * PASSWORD_MAX) return { kind: 'wrong' };
    const name = login.normalize('NFKC').trim().toLowerCase();
    return this.counted(name, caller, async () => {
      const credential = await this.parts.credentials.byLogin(name);
      const right = await this.parts.passwords.verify(credential?.passwordHash, password);
      if (!right || credential === undefined) return { failed: credential?.operator.id };
      await this.renewHash(credential, password);
      const stage = this.stageAfterPassword(credential);
      return { token: await this.begin(credential, { stage, method: 'password' }, caller), stage, name };
    });
  }

  /** The second step, of a session in the stage `code`. */
  async withCode(session: Session, code: string, caller: Caller): Promise<SignInOutcome> {
    const { id, login } = session.operator;
    return this.counted(login, caller, async () => {
      const credential = await this.parts.credentials.byOperator(id);
      const kind = credential && (await takeCode(this.parts, credential, code));
      if (credential === undefined || kind === undefined) return { failed: id };
      if (kind === 'recovery') await this.auditRecovery(credential);
      const stage = 'open';
      return {
        token: await this.begin(credential, { stage, method: session.method }, caller),
        stage,
        name: login,
      };
    });
  }

  /** Somebody already signed in types the password, or a code, once more. */
  async confirms(
    session: Session,
    caller: Caller,
    check: (credential: Credential) => Promise<boolean>,
  ): Promise<SignInOutcome> {
    const { id, login } = session.operator;
    return this.counted(login, caller, async () => {
      const credential = await this.parts.credentials.byOperator(id);
      if (credential === undefined || !(await check(credential))) return { failed: id };
      return { token: '', stage: session.stage, name: login };
    });
  }

  /** A new session for somebody who has proved who they are; the browser's earlier one ends. */
  async begin(
    { operator }: Pick<Credential, 'operator'>,
    { stage, method }: { stage: SessionStage; method: SessionMethod },
    { replaces }: { replaces: Pick<Session, 'id'> | undefined },
  ): Promise<string> {
    const { db, sessions, audit } = this.parts;
    return db.tx(async (q) => {
      if (replaces !== undefined) await sessions.end(q, replaces.id, 'replaced');
      const { token } = await sessions.begin(q, { operatorId: operator.id, stage, method });
      const actor = `operator:${operator.id}`;
      if (stage === 'open')
        await audit.append(q, { actor, act: 'sign-in', subject: actor, details: { method } });
      return token;
    });
  }

  /** Whether this person must enrol an app before the console opens. The demonstration's people may go without. */
  mustEnrol({ operator, totp }: Pick<Credential, 'operator' | 'totp'>): boolean {
    const privileged = operator.roles.some((role) => SECOND_FACTOR_ROLES.includes(role));
    return totp === undefined && privileged && !this.parts.demonstration;
  }

  private stageAfterPassword(credential: Credential): SessionStage {
    if (credential.totp !== undefined) return 'code';
    return this.mustEnrol(credential) ? 'enrol' : 'open';
  }

  private async counted(
    login: string,
    caller: Caller,
    judge: () => Promise<
      { token: string; stage: SessionStage; name: string } | { failed: string | undefined }
    >,
  ): Promise<SignInOutcome> {
    const { addresses, attempts, db } = this.parts;
    const wait = await addresses.begin(caller.address);
    if (wait !== undefined) return { kind: 'busy', minutes: wait };
    const attempt = await attempts.begin(login);
    if (!attempt.allowed) return { kind: 'locked', minutes: attempt.minutes };
    const judged = await judge();
    if ('failed' in judged) {
      await this.auditFailure(judged.failed, attempt.locks > 0);
      return attempt.locks > 0 ? { kind: 'locked', minutes: attempt.locks } : { kind: 'wrong' };
    }
    await addresses.forgive(caller.address);
    // With a right password alone the count stands: else it could be set back between guesses at the code.
    if (judged.stage !== 'code') await attempts.forget(db, login);
    return { kind: 'session', token: judged.token, stage: judged.stage };
  }

  /** Never the typed name: people type their password into the wrong field. */
  private async auditFailure(operatorId: string | undefined, locks: boolean): Promise<void> {
    const { db, audit } = this.parts;
    const subject = operatorId === undefined ? 'unknown' : `operator:${operatorId}`;
    await db.tx(async (q: Queryable) => {
      await audit.append(q, { actor: 'unknown', act: 'sign-in-failed', subject });
      if (locks) await audit.append(q, { actor: 'system', act: 'locked', subject });
    });
  }

  private async auditRecovery({ operator, recoveryCodes }: Credential): Promise<void> {
    const actor = `operator:${operator.id}`;
    const details = { left: recoveryCodes - 1 };
    await this.parts.audit.record({ actor, act: 'recovery-code-used', subject: actor, details });
  }

  private async renewHash({ operator, passwordHash }: Credential, password: string): Promise<void> {
    const { passwords, credentials, db } = this.parts;
    if (passwordHash === undefined || !passwords.isOutdated(passwordHash)) return;
    await credentials.setPassword(db, operator.id, await passwords.hash(password));
  }
}
