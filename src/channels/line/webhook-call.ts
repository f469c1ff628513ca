import { z } from 'zod';

const id = z.string().min(1).max(200);

/** What every event has, as far as the desk needs it; what LINE adds is let through. */
const eventSchema = z.looseObject({
  type: z.string().min(1).max(100),
  webhookEventId: id,
  timestamp: z.number().int().nonnegative().max(8e15),
  mode: z.string().max(50).optional(),
  deliveryContext: z.looseObject({ isRedelivery: z.boolean() }).optional().catch(undefined),
  replyToken: id.optional().catch(undefined),
  source: z
    .looseObject({
      type: z.string(),
      userId: id.optional(),
      groupId: id.optional(),
      roomId: id.optional(),
    })
    .optional()
    .catch(undefined),
  message: z.looseObject({ id, type: z.string() }).optional().catch(undefined),
  unsend: z.looseObject({ messageId: id }).optional().catch(undefined),
  postback: z.looseObject({ data: z.string() }).optional().catch(undefined),
});

/** One event of a webhook call (LINE Messaging API, webhook event objects). */
export type LineEvent = z.infer<typeof eventSchema>;

const callSchema = z.object({
  destination: z.string().max(200),
  events: z.array(z.unknown()).max(1000),
});

export interface WebhookCall {
  /** User id of the bot that the events are for. */
  readonly destination: string;
  readonly events: readonly LineEvent[];
  /** Events that even so little cannot be read of: tolerated, and left out. */
  readonly unread: number;
}

/** Reads the body of a webhook call; undefined when it is no JSON, or no call of LINE's. */
export function readCall(body: Buffer): WebhookCall | undefined {
  const call = callSchema.safeParse(parsed(body)).data;
  if (call === undefined) return undefined;
  const events = call.events.flatMap((event) => eventSchema.safeParse(event).data ?? []);
  return { destination: call.destination, events, unread: call.events.length - events.length };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

/** Whose talk it is: the group's or room's, else the person's. Undefined for events of no talk. */
export function talkOf({ source }: LineEvent): string | undefined {
  return source?.groupId ?? source?.roomId ?? source?.userId;
}
