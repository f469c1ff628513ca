import type { DigitGroup, DigitRun } from './digit-runs';
import { isPhoneShape, isPublicPhoneShape } from './phone-shape';
import type { Found, PersonalDataKind } from './personal-data';

interface Label {
  readonly kind: PersonalDataKind;
  /** Ends where the number begins. */
  readonly before: RegExp;
  readonly lengths: readonly [min: number, max: number];
}

const LINK = '(?:[^0-9。\\n]{0,3}?(?:は|が|も|:|=|、|,|#|no[.]?)?[^0-9。\\n]{0,4})$';
const label = (words: string, kind: PersonalDataKind, lengths: Label['lengths']): Label => ({
  kind,
  before: new RegExp(`(?:${words})${LINK}`),
  lengths,
});

const LABELS: readonly Label[] = [
  label('マイナンバー|個人番号|まいなんばー', 'mynumber', [11, 13]),
  label('接種券の?番号|券番号|クーポンの?番号|クーポン券の?番号|接種番号|整理番号', 'ticket', [8, 11]),
  label('接種券|クーポン券|クーポン', 'ticket', [10, 10]),
  label('口座番号|口座|普通預金|普通|当座|記号番号', 'account', [6, 14]),
  label(
    '保険証の?番号|被保険者の?番号|被保険者証の?番号|保険者番号|診察券の?番号|免許証?の?番号|在留カードの?番号|会員番号',
    'account',
    [6, 14],
  ),
  label(
    '電話番号|電話|でんわ|tel|携帯|けいたい|ケータイ|連絡先|折り返し|ファックス|ファクス|fax|自宅',
    'phone',
    [8, 11],
  ),
];
const REACH = 16;

/** A run whose meaning is said right before it (「接種券番号は…」); undefined leaves it to its shape. */
export function labelledNumber(folded: string, run: DigitRun): Found[] | undefined {
  const total = run.groups.reduce((sum, group) => sum + group.digits.length, 0);
  if (total < 6 || total > 14) return undefined;
  const { start } = run.groups[0] as DigitGroup;
  const { end } = run.groups[run.groups.length - 1] as DigitGroup;
  const before = folded.slice(Math.max(0, start - REACH), start);
  const match = LABELS.find(
    ({ before: words, lengths: [min, max] }) => total >= min && total <= max && words.test(before),
  );
  if (match === undefined) return undefined;
  const shape = run.groups.map((group) => group.digits).join('-');
  if (match.kind === 'phone' && (isPublicPhoneShape(shape) || looksLikeDate(shape))) return [];
  if (match.kind !== 'phone' && match.kind !== 'ticket' && isPhoneShape(shape) && total > 9) return undefined;
  return [{ kind: match.kind, start, end }];
}

/** 2021-06-05, 20210605: a date after 「電話」 says when someone called. */
function looksLikeDate(shape: string): boolean {
  return /^(?:19|20)[0-9]{2}-?(?:0?[1-9]|1[0-2])-?(?:0?[1-9]|[12][0-9]|3[01])(?:-[0-9]{1,2})?$/.test(shape);
}
