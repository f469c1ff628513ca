import { z } from 'zod';

const channel = z.object({ id: z.string(), caller: z.object({ number: z.string() }) });

/** The events of Asterisk's REST interface that move a call. */
const ariEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('StasisStart'), channel }),
  z.object({ type: z.literal('StasisEnd'), channel }),
  /** `cause`: ITU-T Q.850. */
  z.object({ type: z.literal('ChannelDestroyed'), channel, cause: z.number() }),
]);

export type AriEvent = z.infer<typeof ariEvent>;

/** Undefined for all other events. */
export function readAriEvent(text: string): AriEvent | undefined {
  try {
    return ariEvent.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
