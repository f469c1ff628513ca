import { z } from 'zod';
import type { Original, WireActivity } from '../../conversation/message';
import { cleanText } from '../../rendering/clean-text';
import { isOurs } from './is-ours';
import { sayOf } from './say-data';
import { talkOf, type LineEvent } from './webhook-call';

/** How personal data is taken out of what citizens write, before anything is stored. */
export interface Masking {
  readonly maskText: (text: string) => string;
  /** What of a text may be kept encrypted. */
  readonly originalOf: (text: string) => Original | undefined;
}

/** What an event means for the desk. */
export type DecodedEvent =
  | {
      readonly kind: 'say';
      readonly activity: WireActivity;
      readonly text: string;
      readonly visible: boolean;
      readonly original?: Original;
    }
  | { readonly kind: 'unsend'; readonly messageId: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'nothing' };

const NOTHING: DecodedEvent = { kind: 'nothing' };
/** What stands in the transcript for what is no text: the thing itself is never fetched. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  sticker: '〔スタンプ〕',
  image: '〔写真〕',
  video: '〔動画〕',
  audio: '〔音声〕',
  file: '〔ファイル〕',
  location: '〔位置情報〕',
};
const LONGEST_SAY = 300;

const text = z.object({
  text: z.string(),
  mention: z
    .object({
      mentionees: z.array(
        z.looseObject({ index: z.number(), length: z.number(), isSelf: z.boolean().optional() }),
      ),
    })
    .optional()
    .catch(undefined),
});
const sticker = z.object({ text: z.string().optional().catch(undefined) });

/** Reads an event; never throws on what LINE may send. In groups only what mentions the account is read at all. */
export function decodeEvent(event: LineEvent, masking: Masking): DecodedEvent {
  if (!isOurs(event) || talkOf(event) === undefined) return NOTHING;
  switch (event.type) {
    case 'message':
      return decodeMessage(event, masking);
    case 'postback':
      return said(event, (sayOf(event.postback?.data) ?? '').slice(0, LONGEST_SAY), masking);
    case 'follow':
    case 'join':
      return greeted(event);
    case 'unsend':
      return event.unsend ? { kind: 'unsend', messageId: lineId(event.unsend.messageId) } : NOTHING;
    default:
      return { kind: 'gone' }; // unfollow, leave
  }
}

/** Whether the talk is with one person. */
export function isPersonal({ source }: LineEvent): boolean {
  return source?.groupId === undefined && source?.roomId === undefined;
}

function decodeMessage(event: LineEvent, masking: Masking): DecodedEvent {
  const { message } = event;
  if (message?.type === 'text') return decodeText(event, masking);
  if (message === undefined || !isPersonal(event)) return NOTHING;
  const written = message.type === 'sticker' ? sticker.safeParse(message).data?.text : undefined;
  if (written !== undefined && written.trim() !== '') return said(event, written, masking);
  return received(event, message.type);
}

function decodeText(event: LineEvent, masking: Masking): DecodedEvent {
  const read = text.safeParse(event.message).data;
  if (read === undefined) return NOTHING;
  const mentioned = read.mention?.mentionees.some(({ isSelf }) => isSelf === true);
  return isPersonal(event) || mentioned === true ? said(event, withoutMention(read), masking) : NOTHING;
}

function withoutMention({ text: words, mention }: z.infer<typeof text>): string {
  const own = (mention?.mentionees ?? []).filter(({ isSelf }) => isSelf === true);
  return own
    .sort((a, b) => b.index - a.index)
    .reduce((rest, { index, length }) => rest.slice(0, index) + rest.slice(index + length), words)
    .trim();
}

function said(event: LineEvent, words: string, { maskText, originalOf }: Masking): DecodedEvent {
  const written = cleanText(words);
  const masked = maskText(written);
  const original = masked === written ? undefined : originalOf(written);
  const activity = { ...base(event, 'text'), type: 'message', text: masked, textFormat: 'plain' };
  return { kind: 'say', activity, text: masked, visible: true, ...(original && { original }) };
}

function received(event: LineEvent, type: string): DecodedEvent {
  const placeholder = PLACEHOLDERS[type];
  if (placeholder === undefined) return NOTHING;
  const activity = { ...base(event, type), type: 'message', text: placeholder, textFormat: 'plain' };
  return { kind: 'say', activity, text: placeholder, visible: true };
}

/** The bot greets whoever is added to a conversation. */
function greeted(event: LineEvent): DecodedEvent {
  const membersAdded = [{ id: 'citizen' }];
  const activity = { ...base(event, event.type), type: 'conversationUpdate', membersAdded };
  return { kind: 'say', activity, text: '', visible: false };
}

/** `channelData.line` tells the bot that it came from LINE: the city's page cannot write it. */
function base(event: LineEvent, received: string): WireActivity {
  return {
    ...(event.message && { id: lineId(event.message.id) }),
    locale: 'ja-JP',
    channelData: { line: { received, personal: isPersonal(event) } },
  };
}

function lineId(messageId: string): string {
  return `line:${messageId}`;
}
