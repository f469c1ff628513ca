import type { Logger } from 'pino';
import { createAccounts, type Accounts, type OidcSettings } from './accounts/accounts';
import type { Desk } from './answering/desk';
import { EntrySuggestions } from './answering/suggest';
import { consolePages } from './console/console-page';
import type { ConsoleParts } from './console/console-parts';
import { consoleRoutes } from './console/console-routes';
import { openFeed } from './console/feed/open-feed';
import type { SupervisorParts } from './console/supervisor-parts';
import { supervisorRoutes } from './console/supervisor-routes';
import type { Clock } from './conversation/clock';
import type { HandoffService } from './handoff/handoff-service';
import type { Route, UpgradeRoute } from './http/route';
import type { Db } from './storage/db';
import type { ConversationStore } from './transcript/conversation-store';
import type { SealedOriginals } from './transcript/sealed-originals';

export interface OpenConsoleOptions {
  readonly publicUrl: string | undefined;
  readonly oidc: OidcSettings | undefined;
  /** Where the page's script and style were built to. */
  readonly publicDir: string;
  readonly db: Db;
  readonly desk: Desk;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The desk's secret. */
  readonly secret: string;
  readonly handoff: HandoffService;
  readonly opening: SupervisorParts['opening'];
  readonly conversations: ConversationStore;
  readonly originals: SealedOriginals;
  readonly mask: (text: string) => string;
}

/** The operators' side of the desk. */
export interface OpenConsole {
  readonly routes: readonly Route[];
  readonly upgrades: readonly UpgradeRoute[];
  /** The demonstration's way in without a password; undefined in earnest. `origin`: http://localhost:3978 */
  readonly link: (origin: string) => Promise<string | undefined>;
  close(): Promise<void>;
}

/** Builds accounts, console and feed, and begins to follow the queue. */
export async function openConsole(options: OpenConsoleOptions): Promise<OpenConsole> {
  const { desk, opening, publicDir } = options;
  const { city, demonstration } = desk.pack.catalog;
  const accounts = accountsOf(options);
  const parts = consoleParts(options, accounts);
  const pages = consolePages({
    accounts,
    city,
    demonstration: demonstration !== undefined,
    publicDir,
  });
  const feed = await openFeed(parts);
  return {
    routes: [
      ...accounts.routes,
      ...pages,
      ...consoleRoutes(parts),
      ...supervisorRoutes({ ...parts, opening }),
    ],
    upgrades: [feed.upgrade],
    link: (origin) => accounts.demonstrationLink(origin),
    close: () => feed.close(),
  };
}

function accountsOf({ publicUrl, oidc, db, desk, logger, secret }: OpenConsoleOptions): Accounts {
  const { id, city, demonstration } = desk.pack.catalog;
  return createAccounts({
    db,
    city: id,
    cityName: city,
    secret,
    demonstration: demonstration !== undefined,
    logger,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(oidc === undefined ? {} : { oidc }),
  });
}

function consoleParts(options: OpenConsoleOptions, accounts: Accounts): ConsoleParts {
  const { db, desk, clock, logger, handoff, conversations, originals, mask } = options;
  return {
    db,
    city: desk.pack.catalog.id,
    clock,
    logger,
    accounts,
    audit: accounts.audit,
    handoff,
    conversations,
    originals,
    suggestions: new EntrySuggestions(() => desk, clock),
    desk: () => desk,
    mask,
    acceptWithinMs: handoff.limits.acceptWithinMs,
  };
}
