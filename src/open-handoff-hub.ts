import type { Logger } from 'pino';
import { handoffActivity } from './channels/hub/handoff-activity';
import { HANDOFF_CHANNEL } from './handoff/handoff-channel';
import type { HandoffService } from './handoff/handoff-service';
import { HubFeed } from './handoff-hub/hub-feed';
import { HubQueue } from './handoff-hub/hub-queue';
import { hubRoute } from './handoff-hub/hub-route';
import { HubSender } from './handoff-hub/hub-sender';
import type { Route } from './http/route';
import type { Db } from './storage/db';
import type { ConversationStore } from './transcript/conversation-store';

export interface HandoffHubOptions {
  readonly db: Db;
  readonly city: string;
  readonly handoff: HandoffService;
  readonly conversations: Pick<ConversationStore, 'since'>;
  readonly bot: { readonly id: string; readonly name: string };
  readonly logger: Logger;
  /** Where handoff events go, and what both sides sign with; undefined: there is no hub. */
  readonly hub: { readonly url: string; readonly secret: string } | undefined;
  readonly pollEveryMs?: number;
  /** After the first failure; it doubles with each further one, up to a minute. */
  readonly firstPauseMs?: number;
}

export interface OpenHandoffHub {
  readonly routes: readonly Route[];
  close(): Promise<void>;
}

const BEAT_EVERY_MS = 10_000;
const NO_HUB: OpenHandoffHub = { routes: [], close: () => Promise.resolve() };

/** The border to an outside hub that answers for the city: tells it of handoffs, and takes what it reports. */
export async function openHandoffHub(options: HandoffHubOptions): Promise<OpenHandoffHub> {
  const { db, city, handoff, conversations, bot, logger, hub, pollEveryMs, firstPauseMs } = options;
  if (hub === undefined) return NO_HUB;
  const { url, secret } = hub;
  const feed = new HubFeed(db, city);
  const queue = new HubQueue(db, city, handoff);
  await Promise.all([feed.begin(), queue.begin()]);
  const { operatorId } = queue;
  const sender = new HubSender({
    ...{ feed, url, secret, operatorId, logger },
    transcript: (conversationId) => conversations.since(conversationId, 0),
    encode: (event, news, transcript) => handoffActivity(event, news, transcript, bot),
    ...(pollEveryMs !== undefined && { pollEveryMs }),
    ...(firstPauseMs !== undefined && { firstPauseMs }),
  });
  const unlisten = await db.listen(HANDOFF_CHANNEL, () => sender.wake());
  const beat = (): void =>
    void queue
      .beat()
      .catch((error: unknown) => logger.warn({ err: error }, 'the hub was not kept in the queue'));
  const beats = setInterval(beat, BEAT_EVERY_MS).unref();
  sender.start();
  return {
    routes: [hubRoute({ feed, queue, secret, realTime: () => Date.now() })],
    close: async () => {
      clearInterval(beats);
      await unlisten();
      await sender.stop();
    },
  };
}
