import type { Pack } from '../knowledge/pack';
import { renderMessage } from '../knowledge/render-message';
import type { Wording } from '../knowledge/texts';

/** What the queue itself tells the citizen. */
export type HandoffWordingKey = 'personBegins' | 'personEnds' | 'personGone' | 'heldBegins' | 'waitedTooLong';

/** The queue's own words to the citizen, from the city's texts; `pack` is asked anew each time. */
export function handoffWording(
  pack: () => Pick<Pack, 'messages'>,
): (key: HandoffWordingKey, values?: Readonly<Record<string, string>>) => Wording {
  return (key, values = {}) => renderMessage(pack(), key, values);
}
