import { sayOf } from './say-data';
import type { LineEvent } from './webhook-call';

const KINDS: ReadonlySet<string> = new Set([
  ...['message', 'postback', 'follow', 'unfollow', 'unsend', 'join', 'leave'],
]);

/** Whether the desk deals with the event. The rest (another system's buttons, beacons, account links, copies in standby) may be another
 *  system's. */
export function isOurs(event: LineEvent): boolean {
  if (event.mode === 'standby' || !KINDS.has(event.type)) return false;
  return event.type !== 'postback' || sayOf(event.postback?.data) !== undefined;
}
