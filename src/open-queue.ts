import type { Logger } from 'pino';
import type { Desk } from './answering/desk';
import { handoffWording } from './answering/handoff-wording';
import type { DirectLineOptions } from './channels/web/direct-line';
import type { Clock } from './conversation/clock';
import { startHandoffClock } from './handoff-clock';
import { HandoffService } from './handoff/handoff-service';
import { isOpen } from './handoff/opening-hours';
import { queuePlaces } from './handoff/queue-places';
import { LiveOpening } from './live-opening';
import type { Db } from './storage/db';
import type { ConversationStore } from './transcript/conversation-store';

/** NOTIFY channel; the payload is JSON: somebody writes. */
export const TYPING_CHANNEL = 'typing';

export interface OpenQueueOptions {
  readonly db: Db;
  readonly desk: Desk;
  readonly clock: Clock;
  readonly conversations: ConversationStore;
  readonly logger: Logger;
}

/** The queue to a person: one service for bot and console. */
export interface OpenQueue {
  readonly handoff: HandoffService;
  readonly opening: LiveOpening;
  /** What passes between a citizen's page and the queue beside messages: places in line, typing signs, signs of life. */
  readonly moments: Required<Pick<DirectLineOptions, 'places' | 'typed' | 'seen'>>;
  close(): Promise<void>;
}

/** Builds the queue, begins its rounds, and follows what supervisors say about its hours. */
export async function openQueue({
  db,
  desk,
  clock,
  conversations,
  logger,
}: OpenQueueOptions): Promise<OpenQueue> {
  const { catalog, hours } = desk.pack;
  const city = catalog.id;
  const opening = new LiveOpening({ db, city, clock, base: hours, logger });
  await opening.start();
  const wording = handoffWording(() => desk.pack);
  const handoff = new HandoffService({ db, city, clock, hours: opening.hours, conversations, wording });
  const rounds = startHandoffClock({ service: handoff, logger });
  return {
    handoff,
    opening,
    moments: {
      places: queuePlaces({ q: db, city, isOpen: () => isOpen(opening.hours(), clock()) }),
      typed: (conversationId) =>
        void db.notify(TYPING_CHANNEL, JSON.stringify({ conversationId, by: 'citizen' })),
      seen: (conversationIds) => {
        handoff.seen(conversationIds).catch((error: unknown) => {
          logger.warn({ err: error }, 'signs of life not stored; the next ones are');
        });
      },
    },
    close: async () => {
      await rounds.stop();
      await opening.stop();
    },
  };
}
