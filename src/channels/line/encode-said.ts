import type { WireActivity } from '../../conversation/message';
import { cutText } from './graphemes';
import { splitText } from './split-text';

/** Where the link to the city's page is put in, just before sending: it must not stand in the database. */
const PAGE_LINK = 'https://page.invalid/';

/** Something the desk has said. */
export interface SaidOnLine {
  readonly author: 'bot' | 'operator' | 'system';
  readonly text: string;
  readonly activity: WireActivity;
}

export interface Place {
  readonly title: string;
  readonly address: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** The words on the card that leads to the city's page. */
export interface CardWording {
  readonly title: string;
  readonly button: string;
  readonly note: string;
}

type LineMessage = Readonly<Record<string, unknown>>;

/* Limits of the Messaging API. */
const MOST_QUICK_REPLIES = 13;
const LONGEST_LABEL = 20;
const LONGEST_SAY = 300;
const LONGEST_SENDER = 20;
const LONGEST_PLACE = 100;
const LONGEST_ALT = 400;

/** What one reply becomes on LINE: its text, split where it is long; a map; the card to the city's page; buttons under the last. */
export function encodeSaid(
  said: SaidOnLine,
  extra: { place?: Place | undefined; card: CardWording },
): LineMessage[] {
  const data = (said.activity['channelData'] ?? {}) as { offersPage?: unknown; senderName?: unknown };
  const texts = splitText(said.text).map((text) => ({ type: 'text', text }));
  const messages: LineMessage[] = [
    ...texts,
    ...(extra.place === undefined ? [] : [placeMessage(extra.place)]),
    ...(data.offersPage === true ? [pageCard(extra.card)] : []),
  ];
  const sender =
    typeof data.senderName === 'string' && said.author === 'operator' ? data.senderName : undefined;
  const named =
    sender === undefined
      ? messages
      : messages.map((message) => ({ ...message, sender: { name: senderName(sender) } }));
  return withQuickReplies(named, said.activity);
}

/** A card of its own, when the desk has nothing else to say. */
export function pageCard({ title, button, note }: CardWording): LineMessage {
  const action = { type: 'uri', label: cutText(button, LONGEST_LABEL), uri: PAGE_LINK };
  return {
    type: 'flex',
    altText: cutText(`${title}。${note}`, LONGEST_ALT, LONGEST_ALT),
    contents: {
      type: 'bubble',
      body: {
        type: 'box',
        layout: 'vertical',
        spacing: 'md',
        contents: [
          { type: 'text', text: title, weight: 'bold', size: 'lg', wrap: true },
          { type: 'text', text: note, wrap: true },
        ],
      },
      footer: {
        type: 'box',
        layout: 'vertical',
        contents: [{ type: 'button', style: 'primary', color: '#0017C1', height: 'md', action }],
      },
    },
  };
}

/** The same messages with the link in its place. */
export function withPageLink(messages: readonly LineMessage[], link: string): LineMessage[] {
  return JSON.parse(
    JSON.stringify(messages).replaceAll(JSON.stringify(PAGE_LINK), JSON.stringify(link)),
  ) as LineMessage[];
}

/** Whether any of the messages leads to the city's page. */
export function hasPageLink(messages: readonly LineMessage[]): boolean {
  return JSON.stringify(messages).includes(JSON.stringify(PAGE_LINK));
}

function placeMessage({ title, address, latitude, longitude }: Place): LineMessage {
  return {
    type: 'location',
    title: cutText(title, LONGEST_PLACE, LONGEST_PLACE),
    address: cutText(address, LONGEST_PLACE, LONGEST_PLACE),
    latitude,
    longitude,
  };
}

/** LINE refuses names that look like its own. */
function senderName(name: string): string {
  return cutText(name.replace(/line/gi, 'L'), LONGEST_SENDER, LONGEST_SENDER).trim() || '職員';
}

interface CardAction {
  readonly title?: unknown;
  readonly value?: unknown;
}

/** LINE shows quick replies under the newest message only. */
function withQuickReplies(messages: readonly LineMessage[], activity: WireActivity): LineMessage[] {
  const { actions } = (activity['suggestedActions'] ?? {}) as { actions?: readonly CardAction[] };
  const items = (Array.isArray(actions) ? (actions as readonly CardAction[]) : [])
    .filter(({ title }) => typeof title === 'string' && title.trim() !== '')
    .slice(0, MOST_QUICK_REPLIES)
    .map(quickReply);
  if (items.length === 0) return [...messages];
  return messages.map((message, n) =>
    n === messages.length - 1 ? { ...message, quickReply: { items } } : message,
  );
}

function quickReply({ title, value }: CardAction): LineMessage {
  const say = typeof value === 'string' && value !== '' ? value : String(title);
  const label = cutText(String(title), LONGEST_LABEL);
  return { type: 'action', action: { type: 'message', label, text: cutText(say, LONGEST_SAY, LONGEST_SAY) } };
}
