import type { HttpReply } from './route';

/** What the HTTP server itself refuses: status, and what the citizen is told. */
const REFUSALS = {
  'body.incomplete': [
    400,
    'お送りいただいた内容を最後まで受け取れませんでした。恐れ入りますが、もう一度お送りください。',
  ],
  'body.not-json': [
    400,
    'お送りいただいた内容を読み取れませんでした。恐れ入りますが、もう一度お送りください。',
  ],
  'body.too-large': [413, 'お送りいただいた内容が大きすぎます。文章を短くして、もう一度お送りください。'],
  'body.type': [415, 'この形式の内容は受け付けておりません。文字でお送りください。'],
  'origin.refused': [403, 'このページからはご利用になれません。市の公式ホームページからご利用ください。'],
  'rate.exceeded': [
    429,
    '短い時間に多くの送信がありましたので、受け付けを一時止めております。恐れ入りますが、少し待ってからもう一度お試しください。',
  ],
  'request.malformed': [400, 'リクエストを読み取れませんでした。恐れ入りますが、もう一度お試しください。'],
  'request.slow': [408, '通信に時間がかかりすぎたため中断しました。恐れ入りますが、もう一度お試しください。'],
  'request.headers-too-large': [431, '通信のヘッダーが大きすぎます。ブラウザーを開き直してお試しください。'],
  'route.method': [405, 'この操作は受け付けておりません。'],
  'route.unknown': [404, 'お探しのページは見つかりませんでした。'],
  'server.failed': [
    500,
    '申し訳ございません。システムに問題が起きました。恐れ入りますが、少し待ってからもう一度お試しください。',
  ],
  'server.unavailable': [
    503,
    '申し訳ございません。ただいま受け付けができない状態です。恐れ入りますが、少し待ってからもう一度お試しください。',
  ],
} as const satisfies Record<string, readonly [number, string]>;

export type RefusalCode = keyof typeof REFUSALS;

/** Every code the HTTP server answers with, for docs/errors.md. */
export const REFUSAL_CODES = Object.keys(REFUSALS) as RefusalCode[];

export function refuse(code: RefusalCode, headers: Readonly<Record<string, string>> = {}): HttpReply {
  const [status, message] = REFUSALS[code];
  return { status, headers, refusal: { code, message } };
}
