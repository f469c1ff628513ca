import { z } from 'zod';
import type { Message } from '../conversation/message';
import type { ConsoleMessage } from './wire';

/** The parts of a stored activity that the console shows; anything else in it is not looked at. */
const shownSchema = z.object({
  channelData: z
    .object({
      senderName: z.string().optional().catch(undefined),
      unsends: z.number().int().optional().catch(undefined),
      mark: z.enum(['person-begins', 'person-ends']).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  suggestedActions: z
    .object({ actions: z.array(z.object({ title: z.string() })) })
    .optional()
    .catch(undefined),
});

/** One line of the conversation as the console shows it. `sealed`: numbers of the messages whose original is kept. */
export function consoleMessage(message: Message, sealed: ReadonlySet<number>): ConsoleMessage {
  const { seq, id, author, at, text, record } = message;
  const shown = shownSchema.safeParse(message.activity).data;
  const { senderName, mark, unsends } = shown?.channelData ?? {};
  const choices = choicesOf(shown);
  const told = record === undefined || record.entryIds.length === 0 ? undefined : record;
  return {
    seq,
    id,
    author,
    at,
    text,
    sealed: sealed.has(seq),
    ...(senderName === undefined ? {} : { senderName }),
    ...(told === undefined ? {} : { entryIds: told.entryIds, release: told.release }),
    ...(mark === undefined ? {} : { mark }),
    ...(unsends === undefined ? {} : { unsends }),
    ...(choices.length === 0 ? {} : { choices }),
  };
}

function choicesOf(shown: z.infer<typeof shownSchema> | undefined): string[] {
  return shown?.suggestedActions?.actions.map(({ title }) => title) ?? [];
}
