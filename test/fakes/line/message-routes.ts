import { z } from 'zod';
import { chatId } from './field-rules';
import { messages, type LineMessage } from './message-schema';
import { checked, Refusal } from './refusal';
import type { Answer, Call, Route } from './route';
import { readable } from './talk';
import type { LineWorld } from './world';

/** LINE says about a minute and promises nothing after it. */
const REPLY_TOKEN_MS = 60_000;
const RETRY_KEY_MS = 24 * 3_600_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const notificationDisabled = z.boolean().optional();
const replyBody = z.strictObject({ replyToken: z.string().min(1), messages, notificationDisabled });
const pushBody = z.strictObject({ to: chatId, messages, notificationDisabled });

export const messageRoutes: readonly Route[] = [
  { host: 'api', method: 'POST', path: /^\/v2\/bot\/message\/reply$/, answer: reply },
  { host: 'api', method: 'POST', path: /^\/v2\/bot\/message\/push$/, answer: push },
  {
    host: 'api',
    method: 'POST',
    path: /^\/v2\/bot\/message\/validate\/(?:reply|push)$/,
    answer: ({ body }) => (checked(z.strictObject({ messages }), body), {}),
  },
];

function reply(call: Call, world: LineWorld): Answer {
  const { replyToken, messages: sent } = checked(replyBody, call.body);
  const known = world.replyTokens.get(replyToken);
  if (!known || known.used || world.now() - known.at > REPLY_TOKEN_MS)
    throw new Refusal(400, 'Invalid reply token');
  known.used = true;
  return { body: { sentMessages: show(world, known.to, sent, 'reply') } };
}

function push(call: Call, world: LineWorld): Answer {
  const key = retryKeyOf(call);
  const { to, messages: sent } = checked(pushBody, call.body);
  if (key !== undefined) refuseKnown(world, key, call.raw.toString());
  if (!world.people.has(to) && !world.groups.has(to)) throw new Refusal(400, 'Failed to send messages');
  if (world.quotaLimit !== undefined && world.quotaUsed + world.recipients(to) > world.quotaLimit)
    throw new Refusal(429, 'You have reached your monthly limit.');
  const receives = world.people.get(to)?.friend ?? true;
  if (receives) world.quotaUsed += world.recipients(to);
  const sentMessages = receives ? show(world, to, sent, 'push') : sent.map(() => ({ id: world.messageId() }));
  if (key !== undefined) {
    const at = world.now();
    world.retryKeys.set(key, { requestId: world.requestId(), body: call.raw.toString(), sentMessages, at });
  }
  return { body: { sentMessages } };
}

function retryKeyOf({ headers }: Call): string | undefined {
  const key = headers['x-line-retry-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !UUID.test(key)) throw new Refusal(400, 'Invalid retry key');
  return key.toLowerCase();
}

function refuseKnown(world: LineWorld, key: string, body: string): void {
  const accepted = world.retryKeys.get(key);
  if (!accepted || world.now() - accepted.at > RETRY_KEY_MS) return;
  if (accepted.body !== body)
    world.violations.push('a retry key came again with another body: that message is lost');
  throw new Refusal(409, 'The retry key is already accepted', {
    body: { sentMessages: accepted.sentMessages },
    headers: { 'x-line-accepted-request-id': accepted.requestId },
  });
}

function show(world: LineWorld, to: string, sent: readonly LineMessage[], via: 'reply' | 'push') {
  if (sent.slice(0, -1).some(({ quickReply }) => quickReply !== undefined))
    world.violations.push('quick replies on a message that is not the last: nobody ever sees them');
  return sent.map((message) => {
    const id = world.messageId();
    world.talk(to).add({
      id,
      from: 'account',
      senderName: message.sender?.name ?? world.account.displayName,
      via,
      message,
      text: readable(message),
      at: world.now(),
    });
    return { id, ...(quotable(message) && { quoteToken: `quote-${id}` }) };
  });
}

function quotable({ type }: LineMessage): boolean {
  return ['text', 'sticker', 'image', 'video', 'template'].includes(type);
}
