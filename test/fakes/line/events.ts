import { token, ulid } from './ids';
import type { LineWorld } from './world';

export interface Source {
  readonly type: 'user' | 'group' | 'room';
  readonly userId?: string;
  readonly groupId?: string;
  readonly roomId?: string;
}

/** A webhook event as webhook.yml describes it; `fields` differ by type. */
export interface WebhookEvent {
  readonly type: string;
  readonly mode: 'active' | 'standby';
  readonly timestamp: number;
  readonly source: Source;
  readonly webhookEventId: string;
  readonly deliveryContext: { readonly isRedelivery: boolean };
  readonly replyToken?: string;
  readonly [field: string]: unknown;
}

/** These cannot be replied to. */
const WITHOUT_TOKEN = new Set(['unsend', 'unfollow', 'leave', 'memberLeft']);

/** A new event with its id and, unless the channel stands by or there is nothing to reply to, a reply token. */
export function newEvent(
  world: LineWorld,
  source: Source,
  fields: { readonly type: string; readonly [field: string]: unknown },
  mode: 'active' | 'standby' = 'active',
): WebhookEvent {
  const event = {
    ...fields,
    mode,
    timestamp: world.now(),
    source,
    webhookEventId: ulid(world.now()),
    deliveryContext: { isRedelivery: false },
  };
  if (mode === 'standby' || WITHOUT_TOKEN.has(fields.type)) return event;
  const replyToken = token();
  world.replyTokens.set(replyToken, { to: talkIdOf(source), at: world.now(), used: false });
  return { ...event, replyToken };
}

/** Where a reply to this source is seen. */
export function talkIdOf({ groupId, roomId, userId = '' }: Source): string {
  return groupId ?? roomId ?? userId;
}
