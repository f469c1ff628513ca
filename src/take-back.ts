import type { HandoffService } from './handoff/handoff-service';
import type { Queryable } from './storage/db';
import type { ConversationStore } from './transcript/conversation-store';
import { unsayMessage } from './transcript/unsay-message';

export interface TakeBackOptions {
  readonly city: string;
  readonly conversations: Pick<ConversationStore, 'append'>;
  readonly handoff: Pick<HandoffService, 'forget'>;
  /** What then stands in the conversation. */
  readonly notice: () => { readonly text: string; readonly speak: string };
}

/** Takes a citizen's message back everywhere: transcript, original, memory, queue; a line tells open consoles to forget it, too. */
export function takeBack({ city, conversations, handoff, notice }: TakeBackOptions) {
  return async (q: Queryable, conversationId: string, messageId: string): Promise<void> => {
    const said = await unsayMessage(q, { city, conversationId, messageId });
    if (said === undefined) return;
    if (said.text !== '') await handoff.forget(q, conversationId, said.text);
    const { text, speak } = notice();
    const activity = { type: 'message', text, speak, channelData: { author: 'system', unsends: said.seq } };
    await conversations.append(q, conversationId, [
      { key: `unsends:${said.seq}`, author: 'system', text, activity },
    ]);
  };
}
