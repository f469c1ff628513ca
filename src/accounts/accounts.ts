import type { IncomingHttpHeaders } from 'node:http';
import type { Logger } from 'pino';
import { AuditLog } from '../audit/audit-log';
import type { Role } from '../conversation/operator';
import type { Route } from '../http/route';
import type { Db } from '../storage/db';
import type { AccountParts } from './account-parts';
import { accountRoutes } from './account-routes';
import { AddressLimit } from './address-limit';
import { CredentialStore } from './credential-store';
import { demonstrationLink } from './demonstration-link';
import { derivedKey } from './derived-key';
import { LinkStore } from './link-store';
import { linkRoutes } from './link-routes';
import { OidcClient, type OidcSettings } from './oidc-client';
import { oidcRoutes } from './oidc-routes';
import { OperatorStore } from './operator-store';
import { PasswordHasher } from './password-hasher';
import { passwordRoutes } from './password-routes';
import { SessionStore } from './session-store';
import { SignIn } from './sign-in';
import { SignInAttempts } from './sign-in-attempts';
import { signInRoutes } from './sign-in-routes';
import type { Staff, StaffRoute } from './staff';
import { StaffGuard } from './staff-guard';
import { Totp } from './totp';
import { totpRoutes } from './totp-routes';

export type { OidcSettings };

export interface AccountsOptions {
  readonly db: Db;
  /** The city's id, as rows carry it. */
  readonly city: string;
  /** Its name as citizens write it: 狛江市. */
  readonly cityName: string;
  /** The desk's secret: keys for tokens and for apps' secrets are made from it. */
  readonly secret: string;
  readonly publicUrl?: string;
  readonly oidc?: OidcSettings;
  readonly demonstration: boolean;
  readonly logger: Logger;
}

/** Who operators are and what they may do. */
export interface Accounts {
  /** Sign-in, sign-out and one's own account as plain pages. */
  readonly routes: readonly Route[];
  /** A route for staff with one of `roles`. Answers 401 `session.ended` (pages: 303 to the sign-in), 403 `role.missing` or
   *  `csrf.missing` itself. */
  staffRoute(roles: readonly Role[], route: StaffRoute): Route;
  /** Who sends these headers (a WebSocket's too), if signed in. Counts as a sign of life of the session. */
  staffOf(headers: IncomingHttpHeaders): Promise<Staff | undefined>;
  readonly people: OperatorStore;
  readonly audit: AuditLog;
  /** The demonstration's way in without a password: an address that works once, new at each call; elsewhere there is none.
   *  `origin`: http://localhost:3978 */
  demonstrationLink(origin: string): Promise<string | undefined>;
}

/** Builds the accounts of one city. */
export function createAccounts(options: AccountsOptions): Accounts {
  const parts = createAccountParts(options);
  const { guard, people, audit, demonstration } = parts;
  const { publicUrl, oidc } = options;
  const signIn = new SignIn(parts);
  const pages = { parts, signIn, publicUrl, withOidc: oidc !== undefined };
  return {
    routes: [
      ...signInRoutes(pages),
      ...linkRoutes(pages),
      ...passwordRoutes(pages),
      ...totpRoutes(pages),
      ...accountRoutes(pages),
      ...(oidc === undefined
        ? []
        : oidcRoutes({
            ...{ parts, signIn },
            client: new OidcClient(oidc),
            cookieKey: derivedKey(options.secret, 'oidc journey'),
          })),
    ],
    staffRoute: (roles, route) => guard.staffRoute(roles, route),
    staffOf: (headers) => guard.staffOf(headers),
    people,
    audit,
    demonstrationLink: (origin) =>
      demonstration ? demonstrationLink(parts, origin) : Promise.resolve(undefined),
  };
}

function createAccountParts(options: AccountsOptions): AccountParts {
  const { db, city, cityName, secret, demonstration, publicUrl, logger } = options;
  const audit = new AuditLog(db, city);
  const sessions = new SessionStore(db, city, demonstration);
  return {
    ...{ db, city, cityName, demonstration, logger, audit, sessions },
    people: new OperatorStore({ db, city, audit, sessions }),
    credentials: new CredentialStore(db, city),
    attempts: new SignInAttempts(db, city),
    addresses: new AddressLimit(),
    passwords: new PasswordHasher(),
    links: new LinkStore(db, city),
    totp: new Totp(secret),
    guard: new StaffGuard({
      ...{ db, sessions, audit },
      csrfKey: derivedKey(secret, 'csrf'),
      ...(publicUrl === undefined ? {} : { publicUrl }),
    }),
  };
}
