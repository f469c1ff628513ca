import { createHmac, hkdfSync } from 'node:crypto';
import type { Logger } from 'pino';
import type { Desk } from './answering/desk';
import { AccountId } from './channels/line/account-id';
import { decodeEvent, isPersonal } from './channels/line/decode-event';
import {
  encodeSaid,
  hasPageLink,
  pageCard,
  withPageLink,
  type CardWording,
} from './channels/line/encode-said';
import { LineClient } from './channels/line/line-client';
import { LoadingSigns } from './channels/line/loading-signs';
import { QuotaWatch } from './channels/line/quota-watch';
import { resign } from './channels/line/resign';
import type { LineEvent } from './channels/line/webhook-call';
import { webhookRoute, type WebhookRouteOptions } from './channels/line/webhook-route';
import type { Original } from './conversation/message';
import type { AckGate } from './delivery/ack-gate';
import { BodySeal } from './delivery/body-seal';
import { composeCalls } from './delivery/compose-calls';
import { LineCourier } from './delivery/line-courier';
import { LineForwarder } from './delivery/line-forwarder';
import { LineInbox, type IncomingEvent } from './delivery/line-inbox';
import { LineIntake } from './delivery/line-intake';
import { LineOutbox } from './delivery/line-outbox';
import { LineTalks } from './delivery/line-talks';
import { sweepLine } from './delivery/sweep-line';
import { TakeTogether } from './delivery/take-together';
import { takeBack } from './take-back';
import type { HandoffService } from './handoff/handoff-service';
import type { Route } from './http/route';
import { renderMessage } from './knowledge/render-message';
import { venuePlace } from './knowledge/venue-place';
import type { SecureMoves } from './secure-move/secure-moves';
import type { Db } from './storage/db';
import { CONVERSATION_CHANNEL, type ConversationStore } from './transcript/conversation-store';

/** The city's account, and the other systems behind it. */
export interface LineSettings {
  readonly channelSecret: string;
  readonly channelAccessToken: string;
  readonly apiBaseUrl: string | undefined;
  readonly dataApiBaseUrl: string | undefined;
  readonly forwardUrls: readonly string[];
  /** Signs what is passed on, and makes what is passed on to this desk good; undefined: the channel's own secret. */
  readonly forwardSecret: string | undefined;
}

export interface OpenLineOptions {
  readonly line: LineSettings;
  readonly db: Db;
  readonly desk: Desk;
  readonly conversations: ConversationStore;
  readonly handoff: HandoffService;
  readonly moves: SecureMoves;
  /** The desk's secret. */
  readonly secret: string;
  readonly mask: (text: string) => string;
  readonly originalOf: (text: string) => Original | undefined;
  /** Webhook calls go before everything that passes it. */
  readonly gate: AckGate;
  /** Asks for a turn. */
  readonly wake: (conversationId: string) => void;
  readonly logger: Logger;
  /** What tests hurry; see LineCourier and LineClient. */
  readonly pace?: { sweepEveryMs?: number; firstPauseMs?: number; timeoutMs?: number };
}

/** The door of LINE. */
export interface OpenLine {
  readonly routes: readonly Route[];
  /** Begins to work; `address`: where citizens reach the desk's pages. */
  start(address: string): Promise<void>;
  /** The citizens of these conversations have the city's page open. */
  seen(conversationIds: readonly string[]): void;
  close(): Promise<void>;
}

/** Builds the LINE channel: webhook, inbox, intake, courier, and the passing on to other systems. */
export function openLine(options: OpenLineOptions): OpenLine {
  const { line, db, desk, secret, logger, pace = {} } = options;
  const city = desk.pack.catalog.id;
  const seal = new BodySeal(secret);
  const client = new LineClient({ ...line, ...pace });
  const account = new AccountId({ ask: () => client.botId(), logger });
  const quota = new QuotaWatch({ quota: () => client.quota(), logger });
  const loading = new LoadingSigns({ show: (userId) => client.showLoading(userId) });
  const inbox = new LineInbox({ db, city, seal });
  const talks = new LineTalks(db, city);
  const outbox = new LineOutbox(db, city);
  const forwarder = new LineForwarder({ db, city, seal, urls: line.forwardUrls, logger, ...pace });
  const intake = openIntake(options, { inbox, talks, loading });
  const page = { origin: '' };
  const courier = openCourier(options, { outbox, client, loading, page });
  let unlisten: (() => Promise<void>) | undefined;
  let stopSweeping: (() => void) | undefined;
  return {
    routes: [webhookRoute(webhook(options, { inbox, intake, forwarder, account }))],
    start: async (address) => {
      page.origin = new URL(address).origin;
      unlisten = await db.listen(CONVERSATION_CHANNEL, (id) => isLine(id) && courier.wake(id));
      [account, quota, forwarder, intake, courier].forEach((part) => part.start());
      stopSweeping = sweepLine([inbox, outbox, options.moves], logger);
    },
    seen: (ids) => {
      const ours = ids.filter(isLine);
      if (ours.length > 0)
        talks
          .pageSeen(ours)
          .catch((error: unknown) => logger.warn({ err: error }, 'an open page was not noted'));
    },
    close: async () => {
      [account, quota].forEach((part) => part.stop());
      loading.close();
      stopSweeping?.();
      await unlisten?.();
      await Promise.all([intake.stop(), courier.stop(), forwarder.stop()]);
    },
  };
}

const PREFIX = 'line-';

function isLine(conversationId: string): boolean {
  return conversationId.startsWith(PREFIX);
}

/** LINE's own ids stand in one table only: whoever reads a transcript cannot write to the citizen. */
function conversationIds(secret: string, city: string): (talkId: string) => string {
  const key = Buffer.from(hkdfSync('sha256', secret, city, 'madoguchi line talks', 32));
  return (talkId) => `${PREFIX}${createHmac('sha256', key).update(talkId).digest('hex').slice(0, 32)}`;
}

function openIntake(
  { db, desk, conversations, handoff, mask, originalOf, wake, secret, logger, gate, pace }: OpenLineOptions,
  { inbox, talks, loading }: { inbox: LineInbox; talks: LineTalks; loading: LoadingSigns },
): LineIntake {
  const city = desk.pack.catalog.id;
  return new LineIntake({
    ...{ inbox, talks, conversations, logger, gate, ...pace },
    conversationOf: conversationIds(secret, city),
    decode: (event) => decodeEvent(event as LineEvent, { maskText: mask, originalOf }),
    isPersonal: (event) => isPersonal(event as LineEvent),
    unsay: takeBack({ city, conversations, handoff, notice: () => renderMessage(desk.pack, 'lineUnsent') }),
    gone: (conversationId) => handoff.abandon(conversationId, 'citizen-gone'),
    wake: (conversationId, talkId) => {
      void db.notify(CONVERSATION_CHANNEL, conversationId);
      if (talkId !== undefined) loading.expect(conversationId, talkId);
      wake(conversationId);
    },
  });
}

function openCourier(
  { desk, moves, logger, gate, pace }: OpenLineOptions,
  parts: { outbox: LineOutbox; client: LineClient; loading: LoadingSigns; page: { readonly origin: string } },
): LineCourier {
  const { outbox, client, loading, page } = parts;
  const words = (key: 'lineCardTitle' | 'lineCardButton' | 'lineCardNote' | 'lineStaffReplied') =>
    renderMessage(desk.pack, key).text;
  const card = (): CardWording => ({
    title: words('lineCardTitle'),
    button: words('lineCardButton'),
    note: words('lineCardNote'),
  });
  return new LineCourier({
    ...{ outbox, calls: client, logger, gate, ...pace },
    compose: composeCalls({
      peopleOnPage: () => desk.pack.policy.line.people === 'page',
      encode: (said) => encodeSaid(said, { place: venuePlace(desk.pack, said.entryIds), card: card() }),
      notice: () => [{ type: 'text', text: words('lineStaffReplied') }, pageCard(card())],
    }),
    finish: async ({ id, messages }, { conversationId }) => {
      if (!hasPageLink(messages)) return messages;
      const token = await moves.issue(conversationId, id);
      return withPageLink(messages, `${page.origin}/go/${token}`);
    },
    sent: (conversationId) => loading.answered(conversationId),
  });
}

function webhook(
  { line, logger, gate }: OpenLineOptions,
  parts: { inbox: LineInbox; intake: LineIntake; forwarder: LineForwarder; account: AccountId },
): WebhookRouteOptions {
  const { inbox, intake, forwarder, account } = parts;
  const { channelSecret, forwardSecret } = line;
  const together = new TakeTogether<IncomingEvent>((events) => inbox.take(events));
  return {
    secrets: forwardSecret === undefined ? [channelSecret] : [channelSecret, forwardSecret],
    botId: () => account.value,
    take: (events) => gate.first(() => together.run(events)),
    wake: (talkId) => intake.wake(talkId),
    pass: (call, events, whole) =>
      forwarder.pass(
        whole && forwardSecret === undefined ? call : resign(call, events, forwardSecret ?? channelSecret),
      ),
    logger,
    realTime: () => Date.now(),
  };
}
