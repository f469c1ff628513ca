import type { Logger } from 'pino';
import type { Route, UpgradeRoute } from '../../http/route';
import { directLineRoutes } from './direct-line-routes';
import { Inbox } from './inbox';
import { StreamHub } from './stream-hub';
import { streamUpgrade } from './stream-upgrade';
import { Tokens } from './tokens';
import type { BotIdentity, WebConversations } from './web-conversations';
import { wireActivity } from './wire-activity';

export interface DirectLineOptions {
  readonly conversations: WebConversations;
  /** Takes personal data out of a citizen's words, before anything is stored. */
  readonly maskText: (text: string) => string;
  /** Asks for a turn: `TurnRunner.wake`. */
  readonly wake: (conversationId: string) => void;
  readonly bot: BotIdentity;
  /** Signs tokens; the same on every node. */
  readonly secret: string;
  readonly logger: Logger;
  /** At least 1800. */
  readonly tokenLifeSeconds?: number;
  readonly pollEveryMs?: number;
  readonly pingEveryMs?: number;
}

export interface DirectLine {
  readonly routes: readonly Route[];
  readonly upgrades: readonly UpgradeRoute[];
  /** For the plain form, which shares conversations and turns with the chat. */
  readonly tokens: Tokens;
  readonly inbox: Inbox;
  /** A conversation has something new (NOTIFY); '' means that wake-ups may have been missed. */
  notify(conversationId: string): void;
  openStreams(): number;
  close(): void;
}

/** The website channel: a Direct Line 3.0 server over the conversation store. Any node can serve any conversation. */
export function createDirectLine(options: DirectLineOptions): DirectLine {
  const { conversations, bot, logger, pollEveryMs, pingEveryMs } = options;
  const tokens = new Tokens(options.secret, options.tokenLifeSeconds);
  const hub = new StreamHub({
    since: (conversationId, seq) => conversations.since(conversationId, seq),
    lastSeqs: (ids) => conversations.lastSeqs(ids),
    encode: (message, userId) => wireActivity(message, userId, bot),
    logger,
    ...(pollEveryMs !== undefined && { pollEveryMs }),
    ...(pingEveryMs !== undefined && { pingEveryMs }),
  });
  const inbox = new Inbox({ ...options, push: (conversationId) => void hub.push(conversationId) });
  return {
    routes: directLineRoutes({ conversations, tokens, inbox, bot, maskText: options.maskText }),
    upgrades: [streamUpgrade({ tokens, hub, find: (id) => conversations.find(id) })],
    tokens,
    inbox,
    notify: (conversationId) => void (conversationId === '' ? hub.poll() : hub.push(conversationId)),
    openStreams: () => hub.size,
    close: () => hub.close(),
  };
}
