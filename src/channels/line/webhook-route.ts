import { validateSignature } from '@line/bot-sdk';
import type { Logger } from 'pino';
import type { HttpReply, HttpRequest, Route } from '../../http/route';
import { isOurs } from './is-ours';
import { refuseLine, type LineRefusalCode } from './refusals';
import { readCall, talkOf, type LineEvent, type WebhookCall } from './webhook-call';

/** An event on its way into the inbox. */
interface Incoming {
  readonly eventId: string;
  readonly talkId: string;
  readonly kind: string;
  readonly at: number;
  readonly messageId: string | undefined;
  readonly replyToken: string | undefined;
  readonly body: LineEvent;
}

/** A call as it came. */
export interface SignedCall {
  readonly body: Buffer;
  readonly signature: string;
}

export interface WebhookRouteOptions {
  /** Any of them makes a signature good: the channel's own, and one that another system in front signs with. */
  readonly secrets: readonly string[];
  /** The account's user id, as soon as it is known. */
  readonly botId: () => string | undefined;
  /** Makes events durable, in one statement; returns the ids of those that are new. */
  readonly take: (events: readonly Incoming[]) => Promise<readonly string[]>;
  /** Something of these talks is in the inbox. */
  readonly wake: (talkId: string) => void;
  /** New events that the desk does not deal with; `whole`: nothing else was in the call. */
  readonly pass: (call: SignedCall, events: readonly LineEvent[], whole: boolean) => Promise<void>;
  readonly logger: Logger;
  /** Milliseconds of the real time: LINE does not follow the demonstration's clock. */
  readonly realTime: () => number;
}

/** LINE sends far less; what is larger is refused unread. */
const BODY_LIMIT = 1024 * 1024;
/** Shorter than the inbox remembers (7 days), longer than LINE redelivers: an older event can only be a replay. */
const STALE_MS = 3 * 24 * 3600 * 1000;

/** Where LINE reports what happens in talks: signature over the raw bytes first, then durable, then 200; the work comes afterwards. */
export function webhookRoute(options: WebhookRouteOptions): Route {
  return {
    method: 'POST',
    path: '/line/webhook',
    body: 'raw',
    bodyLimit: BODY_LIMIT,
    unlimited: true, // a few addresses of LINE carry everybody's messages
    handle: (request) => receive(options, request),
  };
}

async function receive(options: WebhookRouteOptions, request: HttpRequest): Promise<HttpReply> {
  const signature = request.headers['x-line-signature'];
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const refuse = (code: LineRefusalCode): HttpReply => {
    options.logger.warn({ code, bytes: body.length }, 'a webhook call of LINE was refused');
    return refuseLine(code);
  };
  if (
    typeof signature !== 'string' ||
    !options.secrets.some((secret) => validateSignature(body, secret, signature))
  )
    return refuse('line.signature');
  const call = readCall(body);
  if (call === undefined) return refuse('line.invalid');
  const botId = options.botId();
  if (botId !== undefined && call.destination !== botId) return refuse('line.destination');
  const code = await accept(options, call, { body, signature });
  return code === undefined ? { status: 200, json: {} } : refuse(code);
}

async function accept(
  { take, wake, pass, realTime }: WebhookRouteOptions,
  { events }: WebhookCall,
  signed: SignedCall,
): Promise<LineRefusalCode | undefined> {
  if (events.length === 0) return undefined; // the console's Verify button
  const recent = events.filter(({ timestamp }) => timestamp > realTime() - STALE_MS);
  const fresh = new Set(recent.length === 0 ? [] : await take(recent.map(incoming)));
  const redelivered = recent.some(({ deliveryContext }) => deliveryContext?.isRedelivery === true);
  if (fresh.size === 0 && !redelivered) return 'line.replayed';
  const taken = recent.filter(({ webhookEventId }) => fresh.has(webhookEventId));
  new Set(taken.map(talkIdOf)).forEach(wake);
  const others = taken.filter((event) => !isOurs(event));
  if (others.length > 0) await pass(signed, others, others.length === events.length);
  return undefined;
}

function incoming(event: LineEvent): Incoming {
  const { webhookEventId, type, timestamp, replyToken, message, unsend } = event;
  return {
    eventId: webhookEventId,
    talkId: talkIdOf(event),
    kind: type,
    at: timestamp,
    messageId: message?.id ?? unsend?.messageId,
    replyToken,
    body: event,
  };
}

/** Events of no talk go through the inbox as well: that is where a second one is known. */
function talkIdOf(event: LineEvent): string {
  return talkOf(event) ?? '-';
}
