import { z } from 'zod';

/** What Asterisk tells on a media WebSocket (chan_websocket, `f(json)`); fields that nobody needs are left out. */
const mediaEvent = z.discriminatedUnion('event', [
  z.object({ event: z.literal('MEDIA_START'), optimal_frame_size: z.number(), format: z.string() }),
  z.object({ event: z.literal('MEDIA_XOFF') }),
  z.object({ event: z.literal('MEDIA_XON') }),
  z.object({ event: z.literal('MEDIA_MARK_PROCESSED'), correlation_id: z.string() }),
  z.object({ event: z.literal('DTMF_END'), digit: z.string() }),
]);

export type MediaEvent = z.infer<typeof mediaEvent>;

/** Undefined for events that this version does not know. */
export function readMediaEvent(text: string): MediaEvent | undefined {
  try {
    return mediaEvent.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
