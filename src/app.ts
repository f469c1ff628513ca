import { ConversationState } from 'botbuilder';
import type { Logger } from 'pino';
import { DeskDialogs } from '../dialogs/desk-dialogs';
import { sendReply } from '../dialogs/send-reply';
import type { DeskServices } from '../dialogs/desk-services';
import { FaqBot } from '../bots/faq-bot';
import { HandoffRelay } from '../bots/handoff-relay';
import { onTurnError } from '../bots/on-turn-error';
import { TranscriptMiddleware } from '../bots/transcript-middleware';
import type { Desk } from './answering/desk';
import { Answering } from './answering/answering';
import { createBotAdapter, type BotAdapter } from './channels/bot-adapter/bot-adapter';
import { createDirectLine } from './channels/web/direct-line';
import { faqRoutes } from './channels/web/faq-page';
import { packDir, type Config } from './config';
import type { Clock } from './conversation/clock';
import { deskSecret } from './desk-secret';
import { HandoffService } from './handoff/handoff-service';
import { createHttpServer } from './http/http-server';
import { contactSentence } from './knowledge/contact-sentence';
import { demonstrationTime } from './knowledge/demonstration-time';
import { publishRelease } from './knowledge/release-store';
import { loadDesk } from './load-desk';
import { personalDataMask } from './personal-data-mask';
import { publicPages } from './public-pages';
import { queuePort } from './queue-port';
import { readiness } from './readiness';
import { openDatabase } from './storage/open-database';
import type { Db } from './storage/db';
import { botStateStore } from './transcript/bot-state-store';
import { CONVERSATION_CHANNEL, ConversationStore } from './transcript/conversation-store';
import { TurnRunner } from './transcript/turn-runner';
import { turnScope } from './transcript/turn-scope';

/** A running desk. */
export interface RunningDesk {
  readonly port: number;
  readonly city: string;
  readonly demonstration: boolean;
  readonly release: number;
  stop(): Promise<void>;
}

/** The parts list: builds every part once, by hand, and opens the door last. */
export async function startDesk(config: Config, logger: Logger): Promise<RunningDesk> {
  const dir = packDir(config);
  const clock = deskClock(config.deskClock ?? (await demonstrationTime(dir)));
  const [{ db, stop: stopDatabase }, { pack, matcher, tokenizer }] = await openBoth(config, logger, {
    dir,
    now: clock(),
  });
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
  const bot = { id: BOT_ID, name: `${pack.catalog.city} ワクチン相談窓口` };
  const store = new ConversationStore(db, pack.catalog.id, clock);
  const brain = buildBot(parts, bot);
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
  const server = createHttpServer({
    ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
    allowedOrigins: config.allowedOrigins,
    trustProxy: config.trustProxy,
    contact,
    probes: { live: () => ({ ok: true }), ready: () => readiness(db, config.dataDir) },
    logger,
  });
  const { tokens, inbox } = directLine;
  server.route(
    ...publicPages(pack, clock),
    ...directLine.routes,
    ...brain.adapter.routes((context) => brain.bot.run(context)),
  );
  server.route(
    ...faqRoutes({
      conversations: store,
      inbox,
      tokens,
      maskText: mask,
      city: pack.catalog.city,
      demonstration,
      contact,
    }),
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

/** The one bot of all channels, with its memory and its queue in the database. */
function buildBot({ config, logger, clock, db, desk }: Parts, bot: { id: string; name: string }) {
  const handoff = new HandoffService({ db, city: desk.pack.catalog.id, clock, hours: desk.pack.hours });
  const conversationState = new ConversationState(botStateStore(db, desk.pack.catalog.id));
  const answering = new Answering(() => desk, clock);
  const services: DeskServices = {
    answering,
    queue: queuePort(handoff),
    memory: conversationState.createProperty('memory'),
  };
  const faqBot = new FaqBot({
    dialogs: new DeskDialogs(conversationState.createProperty('dialogs'), services),
    relay: new HandoffRelay(services),
    conversationState,
    answering,
    owner: () => turnScope.current().conversation.owner,
  });
  const adapter: BotAdapter = createBotAdapter({
    bot,
    deliver: (outgoing) => turnScope.current().outbox.push(outgoing),
    middleware: [
      new TranscriptMiddleware(
        () => desk.release,
        (reply) => logger.info(reply, 'reply'),
      ),
    ],
    onTurnError: onTurnError({
      apology: () => answering.apology(),
      log: (error, conversationId) => logger.error({ err: error, conversationId }, 'turn failed'),
    }),
    ...(config.microsoftAppId === undefined ? {} : { azure: azureSettings(config, config.microsoftAppId) }),
  });
  const run = (turn: Parameters<typeof adapter.processTurn>[0]) =>
    adapter.processTurn(turn, (context) => faqBot.run(context));
  const apologize = (turn: Parameters<typeof adapter.processTurn>[0]) =>
    adapter.processTurn(turn, (context) => sendReply(context, answering.apology()));
  return { bot: faqBot, adapter, run, apologize };
}

function azureSettings(config: Config, appId: string) {
  return {
    appId,
    ...(config.microsoftAppPassword === undefined ? {} : { appPassword: config.microsoftAppPassword }),
    ...(config.microsoftAppType === undefined ? {} : { appType: config.microsoftAppType }),
    ...(config.microsoftAppTenantId === undefined ? {} : { tenantId: config.microsoftAppTenantId }),
  };
}

/** The machine's time, or a set time that ticks on from the moment of the start. */
function deskClock(begin: number | undefined): Clock {
  const started = Date.now();
  return begin === undefined ? () => Date.now() : () => begin + (Date.now() - started);
}

/** Database and dictionary are the two slow starts; neither needs the other. */
async function openBoth(config: Config, logger: Logger, { dir, now }: { dir: string; now: number }) {
  const [database, desk] = await Promise.allSettled([
    openDatabase({ ...config, logger }),
    loadDesk({ packDir: dir, now }),
  ]);
  if (database.status === 'fulfilled' && desk.status === 'fulfilled')
    return [database.value, desk.value] as const;
  if (database.status === 'fulfilled') await database.value.stop();
  throw desk.status === 'rejected' ? desk.reason : (database as PromiseRejectedResult).reason;
}
