import { AppError } from '../errors';
import type { HttpReply } from '../http/route';

/** Longest text that staff may send, in characters. */
export const LONGEST_STAFF_TEXT = 4000;

/** What the console refuses: status, and what the member of staff is told. */
const REFUSALS = {
  'change.unknown': [404, 'この変更は、確認の一覧にありません。画面を読み込み直してください。'],
  'console.input': [
    400,
    '送られた内容を読み取れませんでした。画面を読み込み直して、もう一度お試しください。',
  ],
  'entry.unknown': [409, 'この答えは、その版の知識にありません。候補から選び直してください。'],
  'handoff.full': [409, 'いちどに対応できる件数に達しています。終わった相談を閉じてから、お取りください。'],
  'handoff.stale': [409, 'この相談は、もうほかの職員が対応しています。'],
  'handoff.unknown': [404, 'この相談は見つかりませんでした。一覧を見直してください。'],
  'operator.unavailable': [
    409,
    'いまは受けられません。離席・停止中か、拠点が受付を止めています。状態を確かめてください。',
  ],
  'original.gone': [404, '元の言葉は、残っていません。'],
  'reveal.refused': [403, '伏せた言葉を見られるのは、対応している職員とスーパーバイザーだけです。'],
  'text.empty': [400, '文字が入っていません。'],
  'text.too-long': [
    413,
    `一度に送れるのは、${LONGEST_STAFF_TEXT.toLocaleString('ja-JP')}文字までです。短くするか、分けて送ってください。`,
  ],
  'transfer.refused': [400, '引きつぐ先を選んでください。自分には引きつげません。'],
} as const satisfies Record<string, readonly [number, string]>;

export type ConsoleRefusalCode = keyof typeof REFUSALS;

/** Every code the console answers with, for docs/errors.md. */
export const CONSOLE_REFUSAL_CODES = Object.keys(REFUSALS) as ConsoleRefusalCode[];

export function refuseConsole(code: ConsoleRefusalCode, message: string = REFUSALS[code][1]): HttpReply {
  return { status: REFUSALS[code][0], refusal: { code, message } };
}

/** What a part of the desk threw on purpose, in words for staff; anything else is the server's to report. */
export function refusalFor(error: unknown): HttpReply | undefined {
  if (!(error instanceof AppError)) return undefined;
  if (
    error.code === 'handoff.stale' ||
    error.code === 'handoff.full' ||
    error.code === 'operator.unavailable'
  )
    return refuseConsole(error.code);
  if (error.code === 'conversation.unknown') return refuseConsole('handoff.unknown');
  return error.code === 'input.invalid' ? refuseConsole('console.input') : undefined;
}
