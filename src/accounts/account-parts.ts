import type { Logger } from 'pino';
import type { AuditLog } from '../audit/audit-log';
import type { Db } from '../storage/db';
import type { AddressLimit } from './address-limit';
import type { CredentialStore } from './credential-store';
import type { LinkStore } from './link-store';
import type { OperatorStore } from './operator-store';
import type { PasswordHasher } from './password-hasher';
import type { SessionStore } from './session-store';
import type { SignInAttempts } from './sign-in-attempts';
import type { StaffGuard } from './staff-guard';
import type { Totp } from './totp';

/** What the sign-in is made of. */
export interface AccountParts {
  readonly db: Db;
  readonly city: string;
  readonly cityName: string;
  readonly demonstration: boolean;
  readonly logger: Logger;
  readonly audit: AuditLog;
  readonly sessions: SessionStore;
  readonly people: OperatorStore;
  readonly credentials: CredentialStore;
  readonly attempts: SignInAttempts;
  readonly addresses: AddressLimit;
  readonly passwords: PasswordHasher;
  readonly links: LinkStore;
  readonly totp: Totp;
  readonly guard: StaffGuard;
}
