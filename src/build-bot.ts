import { ConversationState } from 'botbuilder';
import type { Logger } from 'pino';
import { FaqBot } from '../bots/faq-bot';
import { HandoffRelay } from '../bots/handoff-relay';
import { LineDoor } from '../bots/line-door';
import { onTurnError } from '../bots/on-turn-error';
import { TranscriptMiddleware } from '../bots/transcript-middleware';
import { DeskDialogs } from '../dialogs/desk-dialogs';
import type { DeskServices } from '../dialogs/desk-services';
import { sendReply } from '../dialogs/send-reply';
import { Answering } from './answering/answering';
import type { Desk } from './answering/desk';
import { createBotAdapter, type BotAdapterOptions } from './channels/bot-adapter/bot-adapter';
import type { Clock } from './conversation/clock';
import type { HandoffService } from './handoff/handoff-service';
import { hiddenData } from './hidden-data';
import { queuePort } from './queue-port';
import type { Db } from './storage/db';
import { botStateStore } from './transcript/bot-state-store';
import type { Turn } from './transcript/turn';
import { turnScope } from './transcript/turn-scope';

export interface BotParts {
  readonly desk: Desk;
  readonly db: Db;
  readonly clock: Clock;
  /** The desk's side of every conversation. */
  readonly bot: { readonly id: string; readonly name: string };
  readonly logger: Logger;
  /** The queue, which the console works on as well. */
  readonly handoff: HandoffService;
  readonly azure?: NonNullable<BotAdapterOptions['azure']>;
}

/** The one bot of all channels, with its memory and its queue in the database. */
export function buildBot({ desk, db, clock, bot, logger, handoff, azure }: BotParts) {
  const conversationState = new ConversationState(botStateStore(db, desk.pack.catalog.id));
  const answering = new Answering(() => desk, clock);
  const services: DeskServices = {
    answering,
    queue: queuePort(handoff),
    hidden: hiddenData,
    memory: conversationState.createProperty('memory'),
  };
  const dialogs = new DeskDialogs(conversationState.createProperty('dialogs'), services);
  const faqBot = new FaqBot({
    dialogs,
    relay: new HandoffRelay(services, dialogs),
    lineDoor: new LineDoor(services),
    conversationState,
    services,
    // Azure's channels have no turn of the desk: there the bot answers, and the channel itself hands over.
    owner: () => turnScope.find()?.conversation.owner ?? 'bot',
  });
  const adapter = createBotAdapter({
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
    ...(azure === undefined ? {} : { azure }),
  });
  return {
    handoff,
    bot: faqBot,
    adapter,
    /** Answers the turn's message. */
    run: (turn: Turn) => adapter.processTurn(turn, (context) => faqBot.run(context)),
    /** Says that the desk itself has failed. */
    apologize: (turn: Turn) =>
      adapter.processTurn(turn, (context) => sendReply(context, answering.apology())),
  };
}
