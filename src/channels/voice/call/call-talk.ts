import type { Message } from '../../../conversation/message';
import type { HeardReply } from '../dialogue/dialogue-event';
import type { SpokenText } from '../ports';
import type { CallParts } from './call-parts';
import type { MapPlace } from './map-message';

type TalkParts = Pick<
  CallParts,
  'conversations' | 'wake' | 'watch' | 'maskText' | 'originalOf' | 'speaker' | 'placeOf' | 'clock' | 'logger'
>;

export interface TalkNews {
  /** The bot has answered this turn. */
  readonly turn: number;
  readonly replies: readonly HeardReply[];
  /** The venue that the answer is about. */
  readonly place: MapPlace | undefined;
}

interface TalkListener {
  readonly answered: (news: TalkNews) => void;
  /** An operator has written something to the caller. */
  readonly told: (pieces: readonly SpokenText[]) => void;
}

/** Until the answer is there; NOTIFY is a hint only. */
const LOOK_EVERY_MS = 700;

/** The call as a conversation of the desk: the caller's words go in masked, the bot's replies come out to be said. */
export class CallTalk {
  private readonly turns = new Map<string, number>();
  private seen = 0;
  private looking = false;
  private again = false;
  private closed = false;
  private stopTimer: () => void = () => undefined;
  private readonly unwatch: () => void;

  constructor(
    readonly conversationId: string,
    private readonly parts: TalkParts,
    private readonly listener: TalkListener,
  ) {
    this.unwatch = parts.watch(conversationId, () => void this.look());
  }

  /** Stores the words, then asks for a turn. Rejects when they cannot be stored. */
  async ask(turn: number, words: string, by: 'voice' | 'key'): Promise<void> {
    const { conversations, maskText, originalOf, wake } = this.parts;
    const { conversationId } = this;
    const text = maskText(words);
    const original = text === words ? undefined : originalOf(words);
    const activity = { type: 'message', text, textFormat: 'plain', locale: 'ja-JP', channelData: { by } };
    const key = `call:${turn}`;
    const { message } = await conversations.receive({
      conversationId,
      key,
      activity,
      text,
      ...(original && { original }),
    });
    this.turns.set(message.id, turn);
    wake(conversationId);
    await this.look();
  }

  close(): void {
    this.closed = true;
    this.unwatch();
    this.stopTimer();
  }

  /** What is new, is told. One look at a time; a hint that comes meanwhile means one more. */
  async look(): Promise<void> {
    if (this.closed) return;
    this.again = true;
    if (this.looking) return;
    this.looking = true;
    try {
      while (this.again && !this.closed) {
        this.again = false;
        this.tell(await this.parts.conversations.since(this.conversationId, this.seen));
      }
    } catch (error) {
      this.parts.logger.warn({ reason: String(error) }, 'replies to a caller not read; trying again');
    } finally {
      this.looking = false;
      this.stopTimer();
      if (this.turns.size > 0 && !this.closed)
        this.stopTimer = this.parts.clock.after(LOOK_EVERY_MS, () => void this.look());
    }
  }

  /** The replies to one message are stored together. */
  private tell(messages: readonly Message[]): void {
    this.seen = messages.at(-1)?.seq ?? this.seen;
    const written = messages.filter(({ author, text }) => author === 'operator' && text !== '');
    if (written.length > 0) this.listener.told(written.flatMap(({ text }) => this.parts.speaker(text)));
    for (const [id, turn] of [...this.turns]) {
      const replies = messages.filter(
        ({ author, activity }) => author !== 'citizen' && activity['replyToId'] === id,
      );
      if (replies.length === 0) continue;
      this.turns.delete(id);
      this.listener.answered({
        turn,
        replies: replies.map((reply) => this.heard(reply)),
        place: this.parts.placeOf(replies.flatMap(({ record }) => record?.entryIds ?? [])),
      });
    }
  }

  private heard({ activity, record, text }: Message): HeardReply {
    const { speak, suggestedActions } = activity as Wire;
    return {
      pieces: this.parts.speaker(speak ?? text),
      decision: record?.decision ?? 'notice',
      choices: suggestedActions?.actions.map(({ value }) => value) ?? [],
      map: this.parts.placeOf(record?.entryIds ?? []) !== undefined,
    };
  }
}

interface Wire {
  readonly speak?: string;
  readonly suggestedActions?: { readonly actions: readonly { readonly value: string }[] };
}
