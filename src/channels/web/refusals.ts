import type { HttpReply } from '../../http/route';

/** Longest message in UTF-16 units; the same as on LINE. */
export const LONGEST_TEXT = 5000;

const REFUSALS = {
  'activity.attachment': [
    415,
    '恐れ入りますが、写真やファイルは受け付けておりません。ご質問を文字でお書きください。',
  ],
  'activity.empty': [400, 'ご質問が空のようです。お知りになりたいことを文字でお書きください。'],
  'activity.invalid': [
    400,
    'お送りいただいた内容を読み取れませんでした。恐れ入りますが、もう一度お送りください。',
  ],
  'activity.too-long': [
    413,
    `恐れ入りますが、一度にお送りいただけるのは${LONGEST_TEXT.toLocaleString('ja-JP')}文字までです。文章を短くして、もう一度お送りください。`,
  ],
  'conversation.unknown': [
    404,
    'この会話は見つかりませんでした。恐れ入りますが、新しい会話を始めてください。',
  ],
  'token.expired': [403, '会話の有効期限が切れました。恐れ入りますが、新しい会話を始めてください。'],
  'token.invalid': [403, 'この会話を続けることができません。恐れ入りますが、新しい会話を始めてください。'],
} as const satisfies Record<string, readonly [number, string]>;

export type WebRefusalCode = keyof typeof REFUSALS;

/** Every code the website channel answers with, for docs/errors.md. */
export const WEB_REFUSAL_CODES = Object.keys(REFUSALS) as WebRefusalCode[];

/** Direct Line clients read the status only: 403 renews or ends the conversation, 404 ends it, other 4xx refuse one message. */
export function refuseWeb(code: WebRefusalCode): HttpReply {
  const [status, message] = REFUSALS[code];
  return { status, refusal: { code, message } };
}
