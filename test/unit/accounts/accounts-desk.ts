import pino from 'pino';
import { createAccounts, type Accounts, type AccountsOptions } from '../../../src/accounts/accounts';
import { LinkStore } from '../../../src/accounts/link-store';
import type { NewOperator } from '../../../src/accounts/operator-fields';
import { PasswordHasher } from '../../../src/accounts/password-hasher';
import { CredentialStore } from '../../../src/accounts/credential-store';
import type { Operator } from '../../../src/conversation/operator';
import type { HttpServer, HttpServerOptions } from '../../../src/http/http-server';
import type { Route } from '../../../src/http/route';
import { TEST_SECRET } from '../../helpers/signed-in';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';
import { startServer } from '../http/start-server';
import { StaffBrowser } from './staff-browser';

/** The sign-in on a real server and a real database, with two routes that staff may use. */
export interface AccountsDesk {
  readonly origin: string;
  readonly accounts: Accounts;
  readonly logged: string[];
  browser(): StaffBrowser;
  close(): Promise<void>;
}

export const CITY = 'komae';
export const PASSWORD = 'ryokan no asa gohan 7';

export async function openDesk(
  database: Pick<TestDatabase, 'open'>,
  options: Partial<AccountsOptions> & {
    http?: Partial<HttpServerOptions>;
    port?: number;
    more?: Route[];
  } = {},
): Promise<AccountsDesk> {
  const { http, port = 0, more = [], ...rest } = options;
  const logged: string[] = [];
  const logger = pino({}, { write: (line: string) => void logged.push(line) });
  const accounts = createAccounts({
    db: database.open(),
    city: CITY,
    cityName: '狛江市',
    secret: TEST_SECRET,
    demonstration: false,
    logger,
    ...rest,
  });
  const { server, origin } = await startServer(
    { ...http, ...(rest.publicUrl === undefined ? {} : { publicUrl: rest.publicUrl }), logger },
    (mounted: HttpServer) => mounted.route(...accounts.routes, ...staffRoutes(accounts), ...more),
    port,
  );
  return { origin, accounts, logged, browser: () => new StaffBrowser(origin), close: () => server.close(0) };
}

function staffRoutes(accounts: Accounts) {
  const all = ['operator', 'supervisor', 'knowledge-editor', 'administrator'] as const;
  return [
    accounts.staffRoute(all, {
      method: 'GET',
      path: '/console',
      handle: (_, { operator, csrfToken }) => ({ status: 200, json: { login: operator.login, csrfToken } }),
    }),
    accounts.staffRoute(all, {
      method: 'POST',
      path: '/console/api/presence',
      body: 'json',
      handle: () => ({ status: 204 }),
    }),
    accounts.staffRoute(['supervisor'], {
      method: 'GET',
      path: '/console/api/room',
      handle: () => ({ status: 200, json: {} }),
    }),
  ];
}

/** One desk for all tests of a group. */
export function withOneDesk(begin: (desk: AccountsDesk, database: TestDatabase) => void): void {
  let database: TestDatabase;
  let desk: AccountsDesk;
  beforeAll(async () => {
    database = await createTestDatabase();
    desk = await openDesk(database);
    begin(desk, database);
  });
  afterAll(async () => {
    await desk.close();
    await database.drop();
  });
}

/** An operator with a password, as after choosing one. */
export async function withPassword(
  { accounts }: AccountsDesk,
  { db }: Pick<TestDatabase, 'db'>,
  person: Partial<NewOperator> & { login: string },
): Promise<Operator> {
  const operator = await accounts.people.add(
    { displayName: '山田 花子', roles: ['operator'], ...person },
    'cli:test',
  );
  await new CredentialStore(db, CITY).setPassword(db, operator.id, await new PasswordHasher().hash(PASSWORD));
  return operator;
}

/** The token of a fresh link. */
export function freshLink({ db }: Pick<TestDatabase, 'db'>, operator: Operator): Promise<string> {
  return new LinkStore(db, CITY).make(db, operator.id, 'password');
}

/** Signs in with the password; fails when the desk does not let it. */
export async function signInAs(
  desk: AccountsDesk,
  login: string,
  password = PASSWORD,
): Promise<StaffBrowser> {
  const browser = desk.browser();
  const { status } = await browser.post('/console/sign-in', { login, password });
  expect(status).toBe(303);
  return browser;
}

/** The acts in the audit log, oldest first. */
export async function actsOf({ accounts }: AccountsDesk): Promise<string[]> {
  return (await accounts.audit.list()).map(({ act }) => act).reverse();
}

export { createTestDatabase, type TestDatabase };
