import { createAccounts } from '../../../src/accounts/accounts';
import { EntrySuggestions } from '../../../src/answering/suggest';
import { supervisorRoutes } from '../../../src/console/supervisor-routes';
import type { SupervisorParts } from '../../../src/console/supervisor-parts';
import type { Role } from '../../../src/conversation/operator';
import { LiveOpening } from '../../../src/live-opening';
import type { Db } from '../../../src/storage/db';
import { SealedOriginals } from '../../../src/transcript/sealed-originals';
import { FRIDAY_TEN, HOURS, QueueDesk } from '../../helpers/queue-desk';
import { signedIn, TEST_SECRET } from '../../helpers/signed-in';
import { silent } from '../../helpers/test-database';
import { smallDesk } from '../console/small-desk';
import { startServer } from '../http/start-server';

export interface Answer {
  readonly status: number;
  readonly json: unknown;
  readonly text: string;
  readonly headers: Headers;
}

/** A member of staff with an open session, who calls the interface by hand. */
export interface Caller {
  readonly id: string;
  call(method: string, path: string, body?: unknown): Promise<Answer>;
}

/** The supervisor's routes on the real server, accounts, queue and database. */
export interface SupervisorDesk {
  readonly parts: SupervisorParts;
  readonly queue: QueueDesk;
  /** Roles default to supervisor. */
  staff(login: string, ...roles: Role[]): Promise<Caller>;
  /** What the audit log says since the call before, oldest first. */
  audited(): Promise<{ act: string; actor: string; subject: string; details: unknown }[]>;
  close(): Promise<void>;
}

export async function openSupervisorDesk(db: Db): Promise<SupervisorDesk> {
  const city = 'komae';
  const [desk, base] = [await smallDesk(), HOURS];
  const clock = (): number => queue.now;
  const opening = new LiveOpening({ db, city, clock: () => FRIDAY_TEN, base, logger: silent });
  const queue = new QueueDesk(db, city, { hours: opening.hours });
  const accounts = createAccounts({
    ...{ db, city, cityName: '狛江市', secret: TEST_SECRET },
    ...{ demonstration: false, logger: silent },
  });
  const parts: SupervisorParts = {
    ...{ db, city, clock, logger: silent, accounts, audit: accounts.audit, opening },
    ...{ handoff: queue.service, conversations: queue.store },
    originals: new SealedOriginals({ db, city, secret: TEST_SECRET }),
    suggestions: new EntrySuggestions(() => desk, clock),
    desk: () => desk,
    mask: (text) => text.replace(/\d{10,12}/g, '〔番号〕'),
    acceptWithinMs: 20_000,
  };
  await opening.start();
  const { server, origin } = await startServer({}, (mounted) => mounted.route(...supervisorRoutes(parts)));
  let read = 0;
  return {
    parts,
    queue,
    staff: async (login, ...roles) => {
      const wanted: readonly Role[] = roles.length === 0 ? ['supervisor'] : roles;
      const { operator, headers } = await signedIn(db, { city, login, roles: wanted });
      return {
        id: operator.id,
        call: (method, path, body) => call(`${origin}/console/api/${path}`, method, headers, body),
      };
    },
    audited: async () => {
      const rows = await accounts.audit.list({ limit: 1000 });
      const news = rows.filter(({ n }) => n > read).reverse();
      read = rows[0]?.n ?? read;
      return news.map(({ act, actor, subject, details }) => ({ act, actor, subject, details }));
    },
    close: async () => {
      await opening.stop();
      await server.close(0);
    },
  };
}

async function call(
  address: string,
  method: string,
  headers: Record<string, string>,
  body: unknown,
): Promise<Answer> {
  const response = await fetch(address, {
    method,
    headers: { ...headers, accept: 'application/json', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const bytes = await response.arrayBuffer();
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return {
    status: response.status,
    text,
    json: isJson ? (JSON.parse(text) as unknown) : undefined,
    headers: response.headers,
  };
}

/** Status and code of a refusal. */
export function refused({ status, json }: Answer): unknown[] {
  return [status, (json as { error: { code: string } }).error.code];
}
