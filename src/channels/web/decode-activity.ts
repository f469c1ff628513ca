import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { WireActivity } from '../../conversation/message';
import { cleanText, mapStrings } from './clean-text';
import { LONGEST_TEXT, type WebRefusalCode } from './refusals';

/** What a citizen's client sent, cleaned and masked: nothing but the fields the desk knows comes through. */
export interface DecodedActivity {
  readonly type: 'message' | 'event' | 'typing';
  readonly activity: WireActivity;
  readonly text: string;
  /** The same key again is the same message. */
  readonly key: string;
}

export type Decoded =
  | { readonly ok: true; readonly decoded: DecodedActivity }
  | { readonly ok: false; readonly code: WebRefusalCode };

/** Length of the masked JSON of `value`, which the form of an activity does not limit. */
const LONGEST_VALUE = 10_000;

/** Invalid optional fields are dropped, not refused: clients differ, and the citizen's words matter more. */
const inbound = z.object({
  type: z.enum(['message', 'event', 'typing']),
  text: z.string().optional(),
  name: z.string().max(200).optional().catch(undefined),
  value: z.unknown().optional(),
  locale: z
    .string()
    .regex(/^[A-Za-z0-9-]{2,35}$/)
    .optional()
    .catch(undefined),
  attachments: z.array(z.unknown()).optional().catch(undefined),
  channelData: z
    .object({
      clientActivityID: z.string().max(200).optional().catch(undefined),
      postBack: z.boolean().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

type Inbound = z.infer<typeof inbound>;

/** Reads a Direct Line activity from a client; never throws on what a client may send. */
export function decodeActivity(body: unknown, maskText: (text: string) => string): Decoded {
  const parsed = inbound.safeParse(body);
  if (!parsed.success) return { ok: false, code: 'activity.invalid' };
  // Cut before anything walks it: a few kilobytes of brackets nest deeply enough to exhaust the stack.
  const read = { ...parsed.data, value: mapStrings(parsed.data.value, cleanText) };
  const code = findFault(read);
  if (code) return { ok: false, code };
  return { ok: true, decoded: toDecoded(read, (text) => maskText(cleanText(text))) };
}

function findFault(read: Inbound): WebRefusalCode | undefined {
  if (read.attachments?.length) return 'activity.attachment';
  if ((read.text?.length ?? 0) > LONGEST_TEXT) return 'activity.too-long';
  if (JSON.stringify(read.value ?? null).length > LONGEST_VALUE) return 'activity.too-long';
  const says = cleanText(read.text ?? '').trim() !== '' || read.value !== undefined;
  return read.type === 'message' && !says ? 'activity.empty' : undefined;
}

function toDecoded(read: Inbound, clean: (text: string) => string): DecodedActivity {
  const { type, name, locale, channelData } = read;
  const text = type === 'message' ? clean(read.text ?? '') : '';
  const id = channelData?.clientActivityID;
  const activity = {
    type,
    ...(type === 'message' && { text, textFormat: 'plain' }),
    ...(type === 'event' && name !== undefined && { name: clean(name) }),
    ...(read.value !== undefined && { value: mapStrings(read.value, clean) }),
    ...(locale !== undefined && { locale }),
    ...(channelData && { channelData }),
  };
  // The prefix keeps clients out of the keys of the desk's own messages.
  return { type, activity, text, key: `client:${id ?? randomUUID()}` };
}
