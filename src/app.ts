import type { Logger } from 'pino';
import type { Desk } from './answering/desk';
import { buildBot, type BotParts } from './build-bot';
import { createDirectLine } from './channels/web/direct-line';
import { faqRoutes } from './channels/web/faq-page';
import type { Config } from './config';
import type { Clock } from './conversation/clock';
import { deskSecret } from './desk-secret';
import { createHttpServer } from './http/http-server';
import { contactSentence } from './knowledge/contact-sentence';
import { publishRelease } from './knowledge/release-store';
import type { Loading } from './loading';
import { personalDataMask } from './personal-data-mask';
import { publicPages } from './public-pages';
import { readiness } from './readiness';
import type { Db } from './storage/db';
import { CONVERSATION_CHANNEL, ConversationStore } from './transcript/conversation-store';
import { TurnRunner } from './transcript/turn-runner';

/** A running desk. */
export interface RunningDesk {
  readonly port: number;
  readonly city: string;
  readonly demonstration: boolean;
  readonly release: number;
  stop(): Promise<void>;
}

/** The parts list: builds every part once, by hand, and opens the door last. */
export async function startDesk(config: Config, logger: Logger, loading: Loading): Promise<RunningDesk> {
  const { clock } = loading;
  const { db, stop: stopDatabase, pack, matcher, tokenizer } = await loading.parts;
  try {
    const { number: release } = await publishRelease(db, pack, clock());
    const desk: Desk = { pack, matcher, release };
    const web = await openWeb({ config, logger, clock, db, desk, mask: personalDataMask(pack, tokenizer) });
    const { port } = await web.listen();
    logger.info({ port, city: pack.catalog.id, release }, 'desk open');
    const stop = async () => {
      await web.close();
      await stopDatabase();
    };
    return {
      port,
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
  readonly mask: (text: string) => string;
}

const BOT_ID = 'madoguchi';

async function openWeb(parts: Parts) {
  const { config, logger, clock, db, desk, mask } = parts;
  const { pack } = desk;
  const { city } = pack.catalog;
  const bot = { id: BOT_ID, name: `${city} ワクチン相談窓口` };
  const store = new ConversationStore(db, pack.catalog.id, clock);
  const brain = buildBot({ desk, db, clock, bot, logger, ...azureSettings(config) });
  const turns = new TurnRunner({ store, logger, run: brain.run, giveUp: brain.apologize });
  const demonstration = pack.catalog.demonstration !== undefined;
  const secret = await deskSecret({
    configured: config.sessionSecret,
    demonstration,
    dataDir: config.dataDir,
  });
  const directLine = createDirectLine({
    conversations: store,
    maskText: mask,
    wake: (id) => turns.wake(id),
    bot,
    secret,
    logger,
  });
  const contact = contactSentence(pack);
  const server = httpServer(parts, contact);
  const { tokens, inbox } = directLine;
  server.route(
    ...publicPages(pack, clock),
    ...directLine.routes,
    ...brain.adapter.routes((context) => brain.bot.run(context)),
  );
  server.route(
    ...faqRoutes({ conversations: store, inbox, tokens, maskText: mask, city, demonstration, contact }),
  );
  server.upgrade(...directLine.upgrades);
  const unlisten = await db.listen(CONVERSATION_CHANNEL, (id) => directLine.notify(id));
  await turns.start();
  return {
    listen: () => server.listen(config.port),
    close: async () => {
      directLine.close();
      await server.close();
      await turns.stop();
      await unlisten();
    },
  };
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
