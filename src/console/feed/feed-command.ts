import { z } from 'zod';
import type { FeedCommand } from '../wire';

const conversationId = z.string().min(1).max(200);

const commandSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('watch'),
    conversationId,
    after: z.number().int().nonnegative(),
    mode: z.enum(['leading', 'viewing', 'listening']),
  }),
  z.object({ type: z.literal('unwatch'), conversationId }),
  z.object({ type: z.literal('typing'), conversationId }),
  z.object({ type: z.literal('beat') }),
]);

/** A command of a console's page; undefined for anything else, which is not answered. */
export function feedCommand(text: string): FeedCommand | undefined {
  try {
    return commandSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
