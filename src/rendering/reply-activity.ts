import type { WireActivity } from '../conversation/message';
import type { Reply } from '../conversation/reply';

/**
 * A reply as a Bot Framework message activity (plain JSON): text for screens, `speak` for the telephone, choices as
 * suggested actions that say themselves, and the record for the store and for clients that show sources.
 */
export function replyActivity({ text, speak, choices, record, offersPage }: Reply): WireActivity {
  return {
    type: 'message',
    textFormat: 'plain',
    locale: 'ja-JP',
    text,
    speak,
    inputHint: 'acceptingInput',
    channelData: { record, ...(offersPage === true && { offersPage }) },
    ...(choices.length === 0
      ? {}
      : {
          suggestedActions: {
            to: [],
            actions: choices.map(({ label, say }) => ({ type: 'imBack', title: label, value: say })),
          },
        }),
  };
}
