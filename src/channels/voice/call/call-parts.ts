import type { Logger } from 'pino';
import type { Channel } from '../../../conversation/channel';
import type { Conversation } from '../../../conversation/conversation';
import type { Message, Original, WireActivity } from '../../../conversation/message';
import type { Wish } from '../dialogue/dialogue-effect';
import type { Line } from '../dialogue/dialogue-event';
import type { DialogueSettings } from '../dialogue/dialogue-settings';
import type { EndReason } from '../dialogue/dialogue-state';
import type { Speaker } from '../dialogue/spoken-text';
import type { MapPlace } from './map-message';
import type { PromptCache, Recogniser, TransferOutcome, Unsubscribe } from '../ports';

/** Time as one call sees it. */
export interface CallClock {
  /** Milliseconds; never goes back. */
  now(): number;
  /** Calls once after `ms`; the result cancels. */
  after(ms: number, act: () => void): () => void;
}

/** Voice activity of one call, with its guard against the call's own echo. */
export interface VoiceActivity {
  /** One frame of the caller; what is new. */
  heard(frame: Buffer): 'speech-started' | 'speech-ended' | undefined;
  /** What of that frame, and of those before, is for the recogniser: not the desk's own voice. */
  words(frame: Buffer): readonly Buffer[];
  /** The frame that is being played to the caller at the same moment; undefined: silence. */
  played(frame: Buffer | undefined): void;
}

/** What a call needs of the conversation store. */
interface CallConversations {
  open(c: { conversationId: string; channel: Channel; userId: string }): Promise<unknown>;
  find(conversationId: string): Promise<Conversation | undefined>;
  receive(m: {
    conversationId: string;
    key: string;
    activity: WireActivity;
    text: string;
    original?: Original;
  }): Promise<{ message: Message }>;
  since(conversationId: string, seq: number): Promise<Message[]>;
}

/** The queue and the people behind it, as a call uses them. */
export interface CallPeople {
  /** Undefined when the caller does not wait. */
  line(conversationId: string): Promise<Line | undefined>;
  /** Where to ring: this operator, or whoever answers for the city; undefined: nobody can be rung. */
  telephoneOf(operatorId: string | undefined): Promise<string | undefined>;
  /** The person has picked up. */
  answered(conversationId: string): Promise<void>;
  /** The operator who took the case did not pick up: back to the head of the line. */
  notAnswered(conversationId: string, operatorId: string): Promise<void>;
  talkEnded(conversationId: string): Promise<void>;
  /** Onto the worklist, in place of waiting; `number`: where to call, sealed, never in the clear. */
  wish(conversationId: string, wish: Wish, number: string | undefined): Promise<void>;
  /** The caller is gone: nobody keeps a place in line who cannot be answered. `wish`: what was left before waiting again still stands. */
  left(conversationId: string, wish: Wish['kind'] | undefined): Promise<void>;
}

/** The record of calls. */
interface CallRecords {
  begin(call: { conversationId: string; carrierId: string; callerHash: string | undefined }): Promise<void>;
  transferred(conversationId: string, outcome: TransferOutcome['kind']): Promise<void>;
  end(conversationId: string, end: { reason: EndReason; phase: string }): Promise<void>;
}

export interface CallParts {
  readonly clock: CallClock;
  readonly recogniser: Recogniser;
  readonly prompts: PromptCache;
  /** One for each call; without it only words and keys interrupt. */
  readonly voiceActivity: (() => VoiceActivity) | undefined;
  /** The sound of waiting, µ-law, some seconds. */
  readonly holdSound: Buffer;
  readonly speaker: Speaker;
  /** Of this city; what differs from call to call is added. */
  readonly dialogue: Omit<DialogueSettings, 'callerLast' | 'canSendMap'>;
  readonly conversations: CallConversations;
  /** Asks for a turn: `TurnRunner.wake`. */
  readonly wake: (conversationId: string) => void;
  /** Calls whenever the conversation may have something new (NOTIFY); a hint only. */
  readonly watch: (conversationId: string, onNews: () => void) => Unsubscribe;
  readonly maskText: (text: string) => string;
  readonly originalOf: (text: string) => Original | undefined;
  /** What someone in danger must hear at once. */
  readonly danger: (text: string) => string | undefined;
  /** The venue that these entries tell the way to; undefined: none, several, or nobody has written down where it is. */
  readonly placeOf: (entryIds: readonly string[]) => MapPlace | undefined;
  readonly people: CallPeople;
  readonly records: CallRecords;
  /** Sends a short message; undefined: the city has no gateway. */
  readonly sendSms: ((to: string, text: string) => Promise<void>) | undefined;
  /** A pseudonym for the number; logs and records hold only this. */
  readonly hashCaller: (number: string) => string;
  readonly newId: () => string;
  readonly logger: Logger;
}
