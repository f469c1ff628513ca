import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Original, WireActivity } from '../../conversation/message';
import { cleanText, mapStrings } from '../../rendering/clean-text';
import { LONGEST_TEXT, type WebRefusalCode } from './refusals';

/** What a citizen's client sent, cleaned and masked: nothing but the fields the desk knows comes through. */
export interface DecodedActivity {
  readonly type: 'message' | 'event' | 'typing';
  readonly activity: WireActivity;
  readonly text: string;
  /** What the mask has hidden in a message's text, to be stored encrypted; values of events are kept masked only. */
  readonly original?: Original;
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

/** How personal data is taken out of what citizens write, before anything is stored. */
export interface Masking {
  readonly maskText: (text: string) => string;
  /** What of a text may be kept encrypted; without it nothing is. */
  readonly originalOf?: ((text: string) => Original | undefined) | undefined;
}

/** Reads a Direct Line activity from a client; never throws on what a client may send. */
export function decodeActivity(body: unknown, masking: Masking): Decoded {
  const parsed = inbound.safeParse(body);
  if (!parsed.success) return { ok: false, code: 'activity.invalid' };
  // Cut before anything walks it: a few kilobytes of brackets nest deeply enough to exhaust the stack.
  const read = { ...parsed.data, value: mapStrings(parsed.data.value, cleanText) };
  const code = findFault(read);
  if (code) return { ok: false, code };
  return { ok: true, decoded: toDecoded(read, masking) };
}

function findFault(read: Inbound): WebRefusalCode | undefined {
  if (read.attachments?.length) return 'activity.attachment';
  if ((read.text?.length ?? 0) > LONGEST_TEXT) return 'activity.too-long';
  if (JSON.stringify(read.value ?? null).length > LONGEST_VALUE) return 'activity.too-long';
  const says = cleanText(read.text ?? '').trim() !== '' || read.value !== undefined;
  return read.type === 'message' && !says ? 'activity.empty' : undefined;
}

function toDecoded(read: Inbound, { maskText, originalOf }: Masking): DecodedActivity {
  const { type, channelData } = read;
  const written = type === 'message' ? cleanText(read.text ?? '') : '';
  const text = maskText(written);
  const original = text === written ? undefined : originalOf?.(written);
  const activity = activityOf(read, text, (words) => maskText(cleanText(words)));
  // The prefix keeps clients out of the keys of the desk's own messages.
  const key = `client:${channelData?.clientActivityID ?? randomUUID()}`;
  return { type, activity, text, key, ...(original && { original }) };
}

function activityOf(
  { type, name, value, locale, channelData }: Inbound,
  text: string,
  clean: (words: string) => string,
): WireActivity {
  return {
    type,
    ...(type === 'message' && { text, textFormat: 'plain' }),
    ...(type === 'event' && name !== undefined && { name: clean(name) }),
    ...(value !== undefined && { value: mapStrings(value, clean) }),
    ...(locale !== undefined && { locale }),
    ...(channelData && { channelData }),
  };
}
