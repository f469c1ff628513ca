import type { HttpReply } from '../http/route';

const REFUSALS = {
  'session.ended': [401, 'サインインの有効期限が切れました。お手数ですが、もう一度サインインしてください。'],
  'role.missing': [403, 'この操作を行う権限がありません。必要な場合は、管理者にご相談ください。'],
  'csrf.missing': [403, '画面が古くなっています。画面を読み込み直してから、もう一度お試しください。'],
} as const satisfies Record<string, readonly [number, string]>;

export type StaffRefusalCode = keyof typeof REFUSALS;

/** Every code that staff's routes refuse with, for docs/errors.md. */
export const STAFF_REFUSAL_CODES = Object.keys(REFUSALS) as StaffRefusalCode[];

export function refuseStaff(code: StaffRefusalCode): HttpReply {
  const [status, message] = REFUSALS[code];
  return { status, refusal: { code, message } };
}
