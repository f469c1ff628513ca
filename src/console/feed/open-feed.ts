import { randomUUID } from 'node:crypto';
import { WebSocketServer, type WebSocket } from 'ws';
import { refuseStaff } from '../../accounts/refusals';
import type { Staff } from '../../accounts/staff';
import { HANDOFF_CHANNEL, PRESENCE_CHANNEL } from '../../handoff/handoff-channel';
import type { HttpReply, Upgrade, UpgradeRoute } from '../../http/route';
import { CONVERSATION_CHANNEL } from '../../transcript/conversation-store';
import type { ConsoleParts } from '../console-parts';
import { CONSOLE_ROLES } from '../console-route';
import { countNotes, notesOf } from '../note-store';
import { queueSnapshot } from '../queue-view';
import { endedSessions, everHandedOver, isLedBy } from '../reach-store';
import type { FeedCommand } from '../wire';
import { ConversationWatch } from './conversation-watch';
import { EventReader } from './event-reader';
import { feedCommand } from './feed-command';
import { FeedHub, type FeedHubOptions, type FeedPeriods } from './feed-hub';
import { FeedSocket } from './feed-socket';
import { QueueWatch } from './queue-watch';
import { TYPING_CHANNEL, TypingSigns } from './typing-signs';
import { VIEWERS_CHANNEL, ViewerList } from './viewer-list';

/** Longest command in bytes. */
const LONGEST_FRAME = 4096;

export interface Feed {
  readonly hub: FeedHub;
  readonly upgrade: UpgradeRoute;
  /** Ends every socket; the consoles come back to another node by themselves. */
  close(): Promise<void>;
}

/** The realtime side of the console: one reader of the queue a node, and a WebSocket for each window. */
export async function openFeed(parts: ConsoleParts, periods: Partial<FeedPeriods> = {}): Promise<Feed> {
  const { db } = parts;
  const events = new EventReader(db, parts.city);
  await events.begin();
  const hub = new FeedHub(hubOptions(parts, events, periods));
  const stops = await Promise.all([
    db.listen(HANDOFF_CHANNEL, () => hub.queueChanged()),
    db.listen(PRESENCE_CHANNEL, () => hub.queueChanged()),
    db.listen(CONVERSATION_CHANNEL, (id) => hub.conversationChanged(id)),
    db.listen(VIEWERS_CHANNEL, (id) => hub.viewersChanged(id)),
    db.listen(TYPING_CHANNEL, (sign) => hub.typed(sign)),
  ]);
  return {
    hub,
    upgrade: feedUpgrade(parts, hub),
    close: async () => {
      hub.close();
      for (const stop of stops) await stop();
    },
  };
}

function hubOptions(
  parts: ConsoleParts,
  events: EventReader,
  periods: Partial<FeedPeriods> = {},
): FeedHubOptions {
  const { db, city, accounts, conversations, originals, handoff, logger } = parts;
  return {
    queue: (send) => new QueueWatch({ read: () => queueSnapshot(parts), send }),
    events,
    conversations: new ConversationWatch({
      since: (id, seq) => conversations.since(id, seq),
      lastSeqs: (ids) => conversations.lastSeqs(ids),
      sealedSeqs: (id) => originals.sealedSeqs(id),
      notes: (id) => notesOf(db, city, id),
      countNotes: (ids) => countNotes(db, city, ids),
      logger,
    }),
    viewers: new ViewerList(db, city),
    typing: new TypingSigns({
      db,
      leads: (operatorId, conversationId) => isLedBy(db, { city, conversationId, operatorId }),
    }),
    beat: (operatorId) => handoff.beat(operatorId),
    ended: (sessionIds) => endedSessions(db, city, sessionIds),
    holds: async ({ headers }) => mayEnter(await accounts.staffOf(headers)),
    mayWatch: (id) => everHandedOver(db, city, id),
    // The queue's times are the database's, which a demonstration's clock leaves alone: ages are told by the same kind of clock.
    now: () => new Date().toISOString(),
    logger,
    periods,
  };
}

/** The handshake: its Origin has been checked against the desk's list, and `staffOf` insists on the desk's own. */
function feedUpgrade({ accounts, logger }: ConsoleParts, hub: FeedHub): UpgradeRoute {
  const server = new WebSocketServer({ noServer: true, maxPayload: LONGEST_FRAME });
  const accept = async ({ request, socket, head }: Upgrade): Promise<HttpReply | undefined> => {
    const staff = await accounts.staffOf(request.headers);
    if (staff === undefined) return refuseStaff('session.ended');
    if (!mayEnter(staff)) return refuseStaff('role.missing');
    server.handleUpgrade(request, socket, head, (opened) => {
      const window = new FeedSocket(opened, { id: randomUUID(), staff, headers: request.headers });
      serve(opened, window, hub).catch((error: unknown) => {
        logger.warn({ err: error }, 'console feed not begun; the page connects again');
        window.end();
      });
    });
    return undefined;
  };
  return { path: /^\/console\/feed$/, accept };
}

async function serve(opened: WebSocket, window: FeedSocket, hub: FeedHub): Promise<void> {
  const early: FeedCommand[] = []; // a page need not wait for the first frame
  let obey = (command: FeedCommand): void => void early.push(command);
  opened.on('message', (data: Buffer) => {
    const command = feedCommand(data.toString());
    if (command !== undefined) obey(command);
  });
  opened.on('close', () => void hub.remove(window));
  obey = await hub.add(window);
  early.forEach(obey);
}

function mayEnter(staff: Staff | undefined): boolean {
  return staff !== undefined && CONSOLE_ROLES.some((role) => staff.operator.roles.includes(role));
}
