import type { HttpReply } from '../http/route';
import { LONGEST_STAFF_TEXT, refuseConsole } from './refusals';

/** Controls but line feed and tab, and the signs that turn reading direction. */
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;

export type StaffText =
  | { readonly ok: true; readonly text: string; /** Something was hidden. */ readonly masked: boolean }
  | { readonly ok: false; readonly reply: HttpReply };

/** What staff typed, as it may be stored: the desk's rule "mask before storing" holds for messages, notes and calls alike. */
export function staffText(typed: string, mask: (text: string) => string): StaffText {
  const text = typed.replace(/\r\n?/g, '\n').replace(INVISIBLE, '').trim();
  if (text === '') return { ok: false, reply: refuseConsole('text.empty') };
  const length = [...text].length;
  if (length > LONGEST_STAFF_TEXT) return { ok: false, reply: tooLong(length) };
  const masked = mask(text);
  return { ok: true, text: masked, masked: masked !== text };
}

function tooLong(length: number): HttpReply {
  const [limit, now] = [LONGEST_STAFF_TEXT, length].map((count) => count.toLocaleString('ja-JP'));
  return refuseConsole(
    'text.too-long',
    `一度に送れるのは、${limit}文字までです。いまは${now}文字あります。短くするか、分けて送ってください。`,
  );
}
