import type { HiddenData } from '../dialogs/desk-services';
import { MARKS } from './privacy/marks';

/** Numbers that nobody should give to a desk; a telephone number may be needed. */
const NUMBERS = [MARKS.mynumber, MARKS.card, MARKS.account];
/** Ten digits alone are taken for a ticket's number, and a number without its area code is not recognised at all. */
const PHONES = [MARKS.phone, MARKS.ticket];
/** What must not stay with somebody else's service; a name alone may. */
const PERSONAL = [
  ...[MARKS.phone, MARKS.birthdate, MARKS.ticket, MARKS.mynumber, MARKS.address, MARKS.postal],
  ...[MARKS.email, MARKS.card, MARKS.account],
];
const DIGITS = /[0-9](?:[-‐−ー() ]*[0-9]){5,}/;
const EVERY_MARK = Object.values(MARKS);
const NOTHING = /^[\s、。,.!?ー:：]*(マイナンバー|個人番号|番号)?(は|です|が)*[\s、。,.!?]*$/;

/** What the mask has hidden in a citizen's words, so that the desk can say so. */
export function hiddenData(text: string): HiddenData {
  const rest = EVERY_MARK.reduce((words, mark) => words.replaceAll(mark, ''), text);
  return {
    number: NUMBERS.some((mark) => text.includes(mark)),
    phone: PHONES.some((mark) => text.includes(mark)) || DIGITS.test(text.normalize('NFKC')),
    personal: PERSONAL.some((mark) => text.includes(mark)),
    nothingElse: rest !== text && NOTHING.test(rest),
  };
}
