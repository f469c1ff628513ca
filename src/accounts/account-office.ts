import { AuditLog } from '../audit/audit-log';
import type { AuditAct } from '../audit/audit-act';
import type { Operator } from '../conversation/operator';
import { AppError } from '../errors';
import type { Db, Queryable } from '../storage/db';
import { CredentialStore } from './credential-store';
import { LinkStore, type LinkPurpose } from './link-store';
import type { OperatorChange } from './operator-fields';
import { OperatorStore } from './operator-store';
import { PasswordHasher } from './password-hasher';
import { PASSWORD_MAX, PASSWORD_MIN, passwordFault } from './password-rules';
import { SessionStore } from './session-store';
import { SignInAttempts } from './sign-in-attempts';

/** What an administrator does about accounts beside the running desk. Needs the database and no secret. */
export class AccountOffice {
  readonly people: OperatorStore;
  readonly audit: AuditLog;
  private readonly sessions: SessionStore;
  private readonly credentials: CredentialStore;
  private readonly links: LinkStore;

  /** `actor`: who does it, for the audit log. */
  constructor(
    private readonly db: Db,
    private readonly city: string,
    private readonly actor: string,
  ) {
    this.audit = new AuditLog(db, city);
    this.sessions = new SessionStore(db, city, false);
    this.people = new OperatorStore({ db, city, audit: this.audit, sessions: this.sessions });
    this.credentials = new CredentialStore(db, city);
    this.links = new LinkStore(db, city);
  }

  /** Throws `input.invalid` naming the login and the command that lists them. */
  async find(login: string): Promise<Operator> {
    const operator = await this.people.findByLogin(login.toLowerCase());
    if (operator !== undefined) return operator;
    throw new AppError(
      'input.invalid',
      `--login is "${login}"; nobody in city "${this.city}" has it: npm run operator -- list shows everybody`,
    );
  }

  async change(operator: Operator, change: OperatorChange): Promise<void> {
    await this.people.change(operator.id, change, this.actor);
  }

  /** A link with which its person chooses a password, once. The demonstration's sample person is signed in by it at once. */
  link(operator: Operator, purpose: LinkPurpose = 'password'): Promise<string> {
    if (operator.disabled) {
      throw new AppError(
        'input.invalid',
        `--login is "${operator.login}", who is disabled: npm run operator -- enable --login ${operator.login} first`,
      );
    }
    return this.act(operator, 'link-made', { purpose }, (q) => this.links.make(q, operator.id, purpose));
  }

  /** The old password, and every session, end at once. */
  async resetPassword(operator: Operator): Promise<void> {
    await this.act(operator, 'password-changed', { reset: true }, async (q) => {
      await q.query('update credential set password_hash = null where operator_id = $1', [operator.id]);
      await this.sessions.endAll(q, operator.id, 'password reset');
    });
  }

  /** Throws `input.invalid` for a password that is too short, too long or easily guessed. */
  refuseWeak({ login, displayName }: Pick<Operator, 'login' | 'displayName'>, password: string): void {
    const fault = passwordFault(password, [login, ...displayName.split(/\s+/), this.city]);
    if (fault === undefined) return;
    throw new AppError(
      'input.invalid',
      `The password on standard input is ${fault}; it must have ${PASSWORD_MIN} to ${PASSWORD_MAX} characters and be more than names, common words and digits`,
    );
  }

  /** For automation. Throws as `refuseWeak` does. */
  async setPassword(operator: Operator, password: string): Promise<void> {
    this.refuseWeak(operator, password);
    const hash = await new PasswordHasher().hash(password);
    await this.act(operator, 'password-changed', { reset: true }, async (q) => {
      await this.credentials.setPassword(q, operator.id, hash);
      await this.sessions.endAll(q, operator.id, 'password reset');
    });
  }

  async resetTotp(operator: Operator): Promise<void> {
    await this.act(operator, 'totp-removed', { reset: true }, async (q) => {
      await this.credentials.removeTotp(q, operator.id);
      await this.sessions.endAll(q, operator.id, 'app reset');
    });
  }

  /** True when there was something to unlock. */
  unlock(operator: Operator): Promise<boolean> {
    const attempts = new SignInAttempts(this.db, this.city);
    return this.act(operator, 'unlocked', {}, (q) => attempts.forget(q, operator.login));
  }

  /** Whom the provider's verified address stands for; an earlier binding ends. Throws `input.invalid` when another person has it. */
  async expectEmail(operator: Operator, email: string): Promise<void> {
    if (!/^[^@\s]{1,64}@[^@\s]{1,190}$/.test(email)) {
      throw new AppError(
        'input.invalid',
        `--email is "${email}"; it must be an address such as hanako@city.example.lg.jp`,
      );
    }
    await this.rebind(operator, '--email', [email.toLowerCase(), null, null]);
  }

  /** For providers that verify no addresses: binds at once. */
  async bindSubject(operator: Operator, issuer: string, subject: string): Promise<void> {
    await this.rebind(operator, '--oidc-subject', [null, issuer, subject]);
  }

  private async rebind(
    operator: Operator,
    option: string,
    values: readonly (string | null)[],
  ): Promise<void> {
    try {
      await this.act(operator, 'operator-changed', { oidc: option.slice(2) }, async (q) => {
        await q.query(
          'update credential set oidc_email = $2, oidc_issuer = $3, oidc_subject = $4 where operator_id = $1',
          [operator.id, ...values],
        );
        await this.sessions.endAll(q, operator.id, 'other identity');
      });
    } catch (cause) {
      if ((cause as { code?: unknown }).code !== '23505') throw cause; // unique_violation
      throw new AppError(
        'input.invalid',
        `${option} belongs to another operator: take it from that one first`,
        { cause },
      );
    }
  }

  private act<T>(
    operator: Operator,
    act: AuditAct,
    details: Record<string, string | boolean>,
    work: (q: Queryable) => Promise<T>,
  ): Promise<T> {
    return this.db.tx(async (q) => {
      const result = await work(q);
      await this.audit.append(q, { actor: this.actor, act, subject: `operator:${operator.id}`, details });
      return result;
    });
  }
}
