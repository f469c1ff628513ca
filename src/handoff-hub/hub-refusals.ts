import type { HttpReply } from '../http/route';

const REFUSALS = {
  'hub.signature': [401, '署名が正しくないか、時刻が5分以上ずれています。'],
  'hub.invalid': [400, 'handoff.status のイベントとして読み取れませんでした。'],
  'hub.replayed': [409, 'このイベントは、すでに受け取っています。'],
  'hub.stale': [409, 'この会話は、いまその状態にできません。'],
} as const satisfies Record<string, readonly [number, string]>;

export type HubRefusalCode = keyof typeof REFUSALS;

/** Every code that a hub may be refused with, for docs/errors.md. */
export const HUB_REFUSAL_CODES = Object.keys(REFUSALS) as HubRefusalCode[];

export function refuseHub(code: HubRefusalCode): HttpReply {
  const [status, message] = REFUSALS[code];
  return { status, refusal: { code, message } };
}
