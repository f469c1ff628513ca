import type { Operator } from '../conversation/operator';
import type { Db, Queryable } from '../storage/db';
import { OPERATOR_COLUMNS, operatorOf, type OperatorRow } from './operator-row';

/** How one operator can prove who they are. */
export interface Credential {
  readonly operator: Operator;
  readonly passwordHash: string | undefined;
  readonly totp: { readonly sealed: Buffer; readonly step: number | undefined } | undefined;
  readonly recoveryCodes: number;
}

interface CredentialRow extends OperatorRow {
  readonly password_hash: string | null;
  readonly totp_sealed: Buffer | null;
  readonly totp_step: string | null;
  readonly recovery_codes: number;
}

interface OidcIdentity {
  readonly issuer: string;
  readonly subject: string;
}

/** Hashes and sealed secrets, one row an operator. */
export class CredentialStore {
  constructor(
    private readonly db: Db,
    private readonly city: string,
  ) {}

  /** Of an enabled operator. */
  byLogin(login: string): Promise<Credential | undefined> {
    return this.one('o.login = $2', login);
  }

  byOperator(id: string): Promise<Credential | undefined> {
    return this.one('o.id = $2', id);
  }

  async bySubject({ issuer, subject }: OidcIdentity): Promise<Credential | undefined> {
    return this.one('c.oidc_issuer = $2 and c.oidc_subject = $3', issuer, subject);
  }

  /** Whom an administrator expects under this verified address, unless somebody came with it before. */
  async byFreshEmail(email: string): Promise<Credential | undefined> {
    return this.one('c.oidc_email = $2 and c.oidc_subject is null', email.toLowerCase());
  }

  /** False when another sign-in was faster. */
  async bindSubject(q: Queryable, operatorId: string, { issuer, subject }: OidcIdentity): Promise<boolean> {
    const rows = await q.query(
      `update credential set oidc_issuer = $2, oidc_subject = $3
       where operator_id = $1 and oidc_subject is null returning operator_id`,
      [operatorId, issuer, subject],
    );
    return rows.length > 0;
  }

  async setPassword(q: Queryable, operatorId: string, hash: string): Promise<void> {
    await q.query(
      'update credential set password_hash = $2, password_changed_at = clock_timestamp() where operator_id = $1',
      [operatorId, hash],
    );
  }

  /** Seconds since the epoch by the database's clock: nodes and the desk's own set clock may be wrong. */
  async now(): Promise<number> {
    const [row] = await this.db.query<{ now: number }>(
      'select extract(epoch from clock_timestamp())::float8 as now',
    );
    return row?.now ?? 0;
  }

  /** Uses up a step; false when it, or a later one, was used already, on whichever node. */
  async takeStep(operatorId: string, step: number): Promise<boolean> {
    const rows = await this.db.query(
      `update credential set totp_step = $2::bigint
       where operator_id = $1 and (totp_step is null or totp_step < $2::bigint) returning operator_id`,
      [operatorId, step],
    );
    return rows.length > 0;
  }

  /** Uses up a recovery code. */
  async takeRecovery(operatorId: string, hash: string): Promise<boolean> {
    const rows = await this.db.query(
      `update credential set recovery_hashes = array_remove(recovery_hashes, $2::text)
       where operator_id = $1 and $2::text = any(recovery_hashes) returning operator_id`,
      [operatorId, hash],
    );
    return rows.length > 0;
  }

  async setTotp(
    q: Queryable,
    operatorId: string,
    totp: { sealed: Buffer; step: number; recoveryHashes: readonly string[] },
  ): Promise<void> {
    await q.query(
      'update credential set totp_sealed = $2, totp_step = $3, recovery_hashes = $4 where operator_id = $1',
      [operatorId, totp.sealed, totp.step, totp.recoveryHashes],
    );
  }

  async removeTotp(q: Queryable, operatorId: string): Promise<void> {
    await q.query(
      `update credential set totp_sealed = null, totp_step = null, recovery_hashes = '{}' where operator_id = $1`,
      [operatorId],
    );
  }

  /** Whether anybody can sign in at all. */
  async hasAny(): Promise<boolean> {
    const rows = await this.db.query(
      'select 1 from operator where city = $1 and disabled_at is null limit 1',
      [this.city],
    );
    return rows.length > 0;
  }

  private async one(condition: string, ...values: string[]): Promise<Credential | undefined> {
    const [row] = await this.db.query<CredentialRow>(
      `select ${OPERATOR_COLUMNS}, c.password_hash, c.totp_sealed, c.totp_step, cardinality(c.recovery_hashes) as recovery_codes
       from credential c join operator o on o.id = c.operator_id
       where o.city = $1 and o.disabled_at is null and ${condition}`,
      [this.city, ...values],
    );
    return row && credentialOf(row);
  }
}

function credentialOf(row: CredentialRow): Credential {
  const { totp_sealed: sealed, totp_step: step } = row;
  return {
    operator: operatorOf(row),
    passwordHash: row.password_hash ?? undefined,
    totp: sealed === null ? undefined : { sealed, step: step === null ? undefined : Number(step) },
    recoveryCodes: row.recovery_codes,
  };
}
