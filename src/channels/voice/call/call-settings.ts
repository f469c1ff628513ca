import type { DialogueSettings } from '../dialogue/dialogue-settings';
import type { CallParts } from './call-parts';

/** Mobile numbers of Japan can get short messages. */
const MOBILE = /^0[789]0\d{8}$/;

/** What the dialogue needs to know of a call from this number; undefined: withheld. */
export function settingsFor({ dialogue, sendSms }: CallParts, number: string | undefined): DialogueSettings {
  const known = number !== undefined && /^0\d{9,10}$/.test(number);
  const canSendMap = known && sendSms !== undefined && MOBILE.test(number);
  return { ...dialogue, callerLast: known ? number.slice(-4) : undefined, canSendMap };
}
