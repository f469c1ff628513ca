import type { HttpReply } from '../http/route';

/** What the supervisor's routes refuse: status, and what the supervisor is told. */
const REFUSALS = {
  'opening.past': [400, '過ぎた日や時刻は変えられません。日付と時刻を確かめてください。'],
  'opening.blocks': [
    400,
    '時間の入れ方を確かめてください。始まりは終わりより前にし、時間どうしが重ならないようにします。',
  ],
  'operator.self': [409, '自分の管理者の役割を外したり、自分を停止したりすることはできません。'],
  'operator.unknown': [404, 'この職員は見つかりませんでした。一覧を見直してください。'],
  'period.invalid': [
    400,
    '期間を確かめてください。始まりの日は終わりの日より前にし、長さは92日までにします。',
  ],
  'site.unknown': [404, 'この拠点には、職員がいません。拠点の名前を確かめてください。'],
} as const satisfies Record<string, readonly [number, string]>;

export type SupervisorRefusalCode = keyof typeof REFUSALS;

/** Every code of the supervisor's routes, for docs/errors.md. */
export const SUPERVISOR_REFUSAL_CODES = Object.keys(REFUSALS) as SupervisorRefusalCode[];

export function refuseSupervisor(code: SupervisorRefusalCode): HttpReply {
  const [status, message] = REFUSALS[code];
  return { status, refusal: { code, message } };
}
