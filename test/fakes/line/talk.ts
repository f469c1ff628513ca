import type { LineMessage, QuickReplyItem } from './message-schema';

/** One line of a talk, as it stands on the telephone. */
export interface SeenMessage {
  readonly id: string;
  /** A user id, or `account`. */
  readonly from: string;
  /** Above the bubble: the account's name, or the `sender` of this message. */
  readonly senderName: string;
  readonly via: 'user' | 'reply' | 'push';
  /** What the account sent, whole; absent for what a user wrote. */
  readonly message?: LineMessage;
  /** What is read: text, alternative text, or a name of the kind in brackets. */
  readonly text: string;
  readonly at: number;
}

/** What one user or group sees, oldest first. */
export class Talk {
  readonly seen: SeenMessage[] = [];
  /** Milliseconds; until then three dots move. A message of the account ends them. */
  loadingUntil = 0;

  constructor(readonly id: string) {}

  add(message: SeenMessage): void {
    this.seen.push(message);
    if (message.from === 'account') this.loadingUntil = 0;
  }

  /** A user takes a message back: it is gone on every telephone. */
  unsend(messageId: string): boolean {
    const index = this.seen.findIndex(({ id }) => id === messageId);
    if (index >= 0) this.seen.splice(index, 1);
    return index >= 0;
  }

  /** Buttons stand under the newest line only, and vanish with the next. */
  get quickReplies(): readonly QuickReplyItem[] {
    return this.seen.at(-1)?.message?.quickReply?.items ?? [];
  }

  /** What the account said, oldest first. */
  get answers(): readonly string[] {
    return this.seen.filter(({ from }) => from === 'account').map(({ text }) => text);
  }
}

/** What somebody reads of a message in the list of talks or with a screen reader. */
export function readable(message: LineMessage): string {
  if (message.type === 'text') return message.text;
  if (message.type === 'flex' || message.type === 'template') return message.altText;
  if (message.type === 'location') return `〔地図〕${message.title}　${message.address}`;
  return `[${message.type}]`;
}
