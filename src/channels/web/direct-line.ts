import type { Logger } from 'pino';
import { z } from 'zod';
import type { Route, UpgradeRoute } from '../../http/route';
import type { Masking } from './decode-activity';
import { directLineRoutes } from './direct-line-routes';
import { Inbox } from './inbox';
import { queueActivity, typingActivity, type QueueTold } from './moment-activity';
import { PlaceTeller } from './place-teller';
import { Presence } from './presence';
import { StreamHub } from './stream-hub';
import { streamUpgrade } from './stream-upgrade';
import { Tokens } from './tokens';
import { TypingThrottle } from './typing-throttle';
import type { BotIdentity, WebConversations } from './web-conversations';
import { wireActivity } from './wire-activity';

export interface DirectLineOptions extends Masking {
  readonly conversations: WebConversations;
  /** Asks for a turn: `TurnRunner.wake`. */
  readonly wake: (conversationId: string) => void;
  readonly bot: BotIdentity;
  /** Signs tokens; the same on every node. */
  readonly secret: string;
  readonly logger: Logger;
  /** Where the waiting ones of these conversations stand; without it nobody is told. */
  readonly places?: (conversationIds: readonly string[]) => Promise<ReadonlyMap<string, QueueTold>>;
  /** A citizen is writing; at most every two seconds for each conversation. */
  readonly typed?: (conversationId: string) => void;
  /** Every 30 seconds: citizens who have their page open. */
  readonly seen?: (conversationIds: readonly string[]) => void;
  /** At least 1800. */
  readonly tokenLifeSeconds?: number;
  readonly pollEveryMs?: number;
  readonly pingEveryMs?: number;
  readonly placesEveryMs?: number;
  readonly seenEveryMs?: number;
}

export interface DirectLine {
  readonly routes: readonly Route[];
  readonly upgrades: readonly UpgradeRoute[];
  /** For the plain form, which shares conversations and turns with the chat. */
  readonly tokens: Tokens;
  readonly inbox: Inbox;
  /** A conversation has something new (NOTIFY); '' means that wake-ups may have been missed. */
  notify(conversationId: string): void;
  /** Somebody writes (NOTIFY 'typing', JSON); only what an operator writes is shown here. */
  typing(payload: string): void;
  /** A citizen without a socket (the plain form) is there. */
  here(conversationId: string): void;
  openStreams(): number;
  close(): void;
}

/** The website channel: a Direct Line 3.0 server over the conversation store. Any node can serve any conversation. */
export function createDirectLine(options: DirectLineOptions): DirectLine {
  const { conversations, bot, typed } = options;
  const tokens = new Tokens(options.secret, options.tokenLifeSeconds);
  const hub = openHub(options);
  const teller = tellPlaces(hub, options);
  const presence = new Presence({
    open: () => hub.conversations,
    seen: (ids) => options.seen?.(ids),
    ...(options.seenEveryMs !== undefined && { everyMs: options.seenEveryMs }),
  });
  const inbox = new Inbox({ ...options, push: (conversationId) => void hub.push(conversationId) });
  const throttle = new TypingThrottle((conversationId) => typed?.(conversationId));
  return {
    routes: directLineRoutes({
      ...options,
      tokens,
      inbox,
      here: (conversationId) => presence.here(conversationId),
      typed: (conversationId) => throttle.typed(conversationId, performance.now()),
    }),
    upgrades: [
      streamUpgrade({
        tokens,
        hub,
        find: (id) => conversations.find(id),
        opened: (conversationId) => teller?.forget(conversationId),
      }),
    ],
    tokens,
    inbox,
    notify: (conversationId) => void (conversationId === '' ? hub.poll() : hub.push(conversationId)),
    typing: (payload) => {
      const { conversationId, name } = readTyping(payload) ?? {};
      if (conversationId !== undefined) hub.flash(conversationId, typingActivity(conversationId, bot, name));
    },
    here: (conversationId) => presence.here(conversationId),
    openStreams: () => hub.size,
    close: () => {
      teller?.close();
      presence.close();
      hub.close();
    },
  };
}

function openHub({ conversations, bot, logger, pollEveryMs, pingEveryMs }: DirectLineOptions): StreamHub {
  return new StreamHub({
    since: (conversationId, seq) => conversations.since(conversationId, seq),
    lastSeqs: (ids) => conversations.lastSeqs(ids),
    encode: (message, userId) => wireActivity(message, userId, bot),
    logger,
    ...(pollEveryMs !== undefined && { pollEveryMs }),
    ...(pingEveryMs !== undefined && { pingEveryMs }),
  });
}

function tellPlaces(hub: StreamHub, options: DirectLineOptions): PlaceTeller | undefined {
  const { places, bot, logger, placesEveryMs } = options;
  if (places === undefined) return undefined;
  return new PlaceTeller({
    open: () => hub.conversations,
    places,
    tell: (conversationId, told) => hub.flash(conversationId, queueActivity(conversationId, bot, told)),
    logger,
    ...(placesEveryMs !== undefined && { everyMs: placesEveryMs }),
  });
}

const typingNotice = z.object({
  conversationId: z.string(),
  by: z.literal('operator'),
  name: z.string().max(100).optional(),
});

/** Undefined for what is not for citizens, and for '' (wake-ups were missed, which for typing does not matter). */
function readTyping(payload: string): z.infer<typeof typingNotice> | undefined {
  try {
    return typingNotice.safeParse(JSON.parse(payload)).data;
  } catch {
    return undefined;
  }
}
