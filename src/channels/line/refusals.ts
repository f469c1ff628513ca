import type { HttpReply } from '../../http/route';

const REFUSALS = {
  'line.signature': [401, '署名が正しくありません。'],
  'line.invalid': [400, 'LINEのWebhookとして読み取れませんでした。'],
  'line.destination': [403, 'ほかのアカウントへのイベントです。'],
  'line.replayed': [409, 'このイベントは、すでに受け取っているか、古すぎます。'],
} as const satisfies Record<string, readonly [number, string]>;

export type LineRefusalCode = keyof typeof REFUSALS;

/** Every code that a webhook call may be refused with, for docs/errors.md. */
export const LINE_REFUSAL_CODES = Object.keys(REFUSALS) as LineRefusalCode[];

export function refuseLine(code: LineRefusalCode): HttpReply {
  const [status, message] = REFUSALS[code];
  return { status, refusal: { code, message } };
}
