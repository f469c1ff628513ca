import type { Logger } from 'pino';
import type { Desk } from './answering/desk';
import { buildBot, type BotParts } from './build-bot';
import { createDirectLine, type DirectLine } from './channels/web/direct-line';
import { moveRoutes } from './channels/web/move-routes';
import { faqRoutes, type FaqPageOptions } from './channels/web/faq-page';
import type { Config } from './config';
import type { Clock } from './conversation/clock';
import type { Original } from './conversation/message';
import { AckGate } from './delivery/ack-gate';
import { AppError } from './errors';
import { deskSecret } from './desk-secret';
import { createHttpServer, type HttpServer } from './http/http-server';
import { contactSentence } from './knowledge/contact-sentence';
import { publishRelease } from './knowledge/release-store';
import type { Tokenizer } from './language/token';
import type { Loading } from './loading';
import { openConsole, type OpenConsole } from './open-console';
import { openHandoffHub, type OpenHandoffHub } from './open-handoff-hub';
import { openLine, type OpenLine, type OpenLineOptions } from './open-line';
import { openQueue, TYPING_CHANNEL } from './open-queue';
import { openTelephone, type OpenTelephone } from './open-telephone';
import { personalDataMask, personalDataOriginal } from './personal-data-mask';
import { PUBLIC_DIR, publicPages } from './public-pages';
import { readiness } from './readiness';
import { SecureMoves } from './secure-move/secure-moves';
import type { Db } from './storage/db';
import { sweepOriginals } from './sweep-originals';
import { CONVERSATION_CHANNEL, ConversationStore } from './transcript/conversation-store';
import { SealedOriginals } from './transcript/sealed-originals';
import type { Turn } from './transcript/turn';
import { TurnRunner } from './transcript/turn-runner';

/** A running desk. */
export interface RunningDesk {
  readonly port: number;
  readonly city: string;
  readonly demonstration: boolean;
  readonly release: number;
  /** Opens the operators' console once, without a password; in the demonstration only. */
  readonly consoleLink?: string;
  stop(): Promise<void>;
}

/** The parts list: builds every part once, by hand, and opens the door last. */
export async function startDesk(config: Config, logger: Logger, loading: Loading): Promise<RunningDesk> {
  const { clock } = loading;
  const { db, stop: stopDatabase, pack, matcher, tokenizer } = await loading.parts;
  try {
    const { number: release } = await publishRelease(db, pack, clock());
    const desk: Desk = { pack, matcher, release };
    const masking = {
      mask: personalDataMask(pack, tokenizer),
      originalOf: personalDataOriginal(pack, tokenizer),
    };
    const doors = await openDoors({ config, logger, clock, db, desk, tokenizer, ...masking });
    const { port } = await doors.listen();
    logger.info({ port, city: pack.catalog.id, release }, 'desk open');
    const stop = async () => {
      await doors.close();
      await stopDatabase();
    };
    const consoleLink = await doors.consoleLink(config.publicUrl ?? `http://localhost:${port}`);
    return {
      port,
      ...(consoleLink === undefined ? {} : { consoleLink }),
      city: pack.catalog.city,
      demonstration: pack.catalog.demonstration !== undefined,
      release,
      stop,
    };
  } catch (error) {
    await stopDatabase();
    throw error;
  }
}

interface Parts {
  readonly config: Config;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly db: Db;
  readonly desk: Desk;
  readonly tokenizer: Tokenizer;
  readonly mask: (text: string) => string;
  /** What of a citizen's words may be kept encrypted. */
  readonly originalOf: (text: string) => Original | undefined;
}

const BOT_ID = 'madoguchi';

/** Both doors, the citizens' and the staff's, over one queue. */
async function openDoors(parts: Parts) {
  const { config, logger, clock, db, desk, mask } = parts;
  const { id: cityId, city } = desk.pack.catalog;
  const bot = { id: BOT_ID, name: `${city} ワクチン相談窓口` };
  const secret = await secretOf(parts);
  const originals = new SealedOriginals({ db, city: cityId, secret, days: config.originalsDays });
  const conversations = new ConversationStore(db, cityId, clock, originals);
  const queue = await openQueue({ db, desk, clock, conversations, logger });
  const { handoff, opening } = queue;
  const brain = buildBot({ desk, db, clock, bot, logger, handoff, ...azureSettings(config) });
  const gate = new AckGate();
  const run = (turn: Turn): Promise<void> => gate.turn().then(() => brain.run(turn));
  const turns = new TurnRunner({ store: conversations, logger, run, giveUp: brain.apologize });
  const web = { conversations, maskText: mask, originalOf: parts.originalOf };
  const wake = (id: string): void => turns.wake(id);
  const moves = new SecureMoves({ db, city: cityId, secret });
  const line = lineOf(parts, { conversations, handoff, moves, secret, wake, gate });
  const seen: Told = (ids) => [queue.moments, line].forEach((side) => side?.seen(ids));
  const directLine = createDirectLine({ ...web, ...queue.moments, seen, wake, bot, secret, logger });
  const { publicUrl, oidc } = config;
  const staff = { publicUrl, oidc, publicDir: PUBLIC_DIR, secret, handoff, conversations, originals, mask };
  const operators = await openConsole({ db, desk, clock, logger, opening, ...staff });
  const hubParts = { db, city: cityId, handoff, conversations, bot, logger };
  const hub = await openHandoffHub({ ...hubParts, hub: config.handoffHub });
  const telephone = await openTelephone({ ...parts, secret, conversations, handoff, wake });
  const server = mount(parts, { ...web, brain, directLine, operators, hub, moves, line, telephone });
  const unlisten = await listen(db, directLine);
  const stopSweeping = sweepOriginals(originals, logger);
  await turns.start();
  return {
    listen: async () => {
      const opened = await server.listen(config.port);
      await line?.start(publicUrl ?? `http://localhost:${opened.port}`);
      return opened;
    },
    consoleLink: operators.link,
    close: async () => {
      directLine.close();
      await telephone?.close();
      await operators.close();
      await server.close();
      await line?.close();
      await hub.close();
      await turns.stop();
      stopSweeping();
      await queue.close();
      await unlisten();
    },
  };
}

function secretOf({ config, desk }: Parts): Promise<string> {
  return deskSecret({
    configured: config.sessionSecret,
    demonstration: desk.pack.catalog.demonstration !== undefined,
    dataDir: config.dataDir,
  });
}

type Told = (conversationIds: readonly string[]) => void;

interface Doors extends Pick<FaqPageOptions, 'conversations' | 'maskText' | 'originalOf'> {
  readonly brain: ReturnType<typeof buildBot>;
  readonly directLine: DirectLine;
  readonly operators: OpenConsole;
  readonly hub: OpenHandoffHub;
  readonly moves: SecureMoves;
  readonly line: OpenLine | undefined;
  readonly telephone: OpenTelephone | undefined;
}

function mount(parts: Parts, { brain, directLine, operators, hub, moves, ...doors }: Doors): HttpServer {
  const { line, telephone, ...web } = doors;
  const { pack } = parts.desk;
  const { city, demonstration } = pack.catalog;
  const contact = contactSentence(pack);
  const server = httpServer(parts, contact);
  const { tokens, inbox } = directLine;
  const here = (id: string): void => directLine.here(id);
  const frame = { city, demonstration: demonstration !== undefined, contact };
  const page = { tokens, inbox, here, ...frame };
  server.route(
    ...publicPages(pack, parts.clock),
    ...directLine.routes,
    ...faqRoutes({ ...web, ...page }),
    ...brain.adapter.routes((context) => brain.bot.run(context)),
    ...operators.routes,
    ...hub.routes,
    ...(telephone?.routes ?? []),
    ...(line === undefined
      ? []
      : [...line.routes, ...moveRoutes({ frame, tokens, moves, conversations: web.conversations })]),
  );
  server.upgrade(...directLine.upgrades, ...operators.upgrades, ...(telephone?.upgrades ?? []));
  return server;
}

async function listen(db: Db, directLine: DirectLine): Promise<() => Promise<void>> {
  const ends = await Promise.all([
    db.listen(CONVERSATION_CHANNEL, (id) => directLine.notify(id)),
    db.listen(TYPING_CHANNEL, (sign) => directLine.typing(sign)),
  ]);
  return async () => void (await Promise.all(ends.map((end) => end())));
}

function httpServer({ config, db, logger }: Parts, contact: string) {
  return createHttpServer({
    ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
    allowedOrigins: config.allowedOrigins,
    trustProxy: config.trustProxy,
    rateLimit: { writes: config.rateLimitWrites },
    contact,
    probes: { live: () => ({ ok: true }), ready: () => readiness(db, config.dataDir) },
    logger,
  });
}

/** Undefined without an account of LINE's. */
function lineOf(
  { config, db, desk, logger, mask, originalOf }: Parts,
  rest: Pick<OpenLineOptions, 'conversations' | 'handoff' | 'moves' | 'secret' | 'wake' | 'gate'>,
): OpenLine | undefined {
  if (config.line === undefined) return undefined;
  if (config.publicUrl === undefined && desk.pack.catalog.demonstration === undefined)
    throw new AppError(
      'config.invalid',
      'PUBLIC_URL is not set: with LINE the desk sends links to its own page, give it the address citizens use',
    );
  return openLine({ line: config.line, db, desk, logger, mask, originalOf, ...rest });
}

/** Azure's channels; without an app id there are none. */
function azureSettings(config: Config): Pick<BotParts, 'azure'> {
  if (config.microsoftAppId === undefined) return {};
  const azure = {
    appId: config.microsoftAppId,
    ...(config.microsoftAppPassword === undefined ? {} : { appPassword: config.microsoftAppPassword }),
    ...(config.microsoftAppType === undefined ? {} : { appType: config.microsoftAppType }),
    ...(config.microsoftAppTenantId === undefined ? {} : { tenantId: config.microsoftAppTenantId }),
  };
  return { azure };
}
