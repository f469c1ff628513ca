import type { StatePropertyAccessor } from 'botbuilder';
import type { Memory } from '../src/conversation/memory';
import type { Answering } from '../src/answering/answering';
import type { HandoffRequest } from '../src/handoff/handoff';
import type { Place } from '../src/handoff/handoff-service';

/** The queue as a dialog uses it, inside the turn's transaction. */
export interface QueuePort {
  /** Puts the conversation into the queue and the word with it: from here on the bot is silent. */
  join(request: HandoffRequest): Promise<Place>;
  /** A wish goes to the worklist instead of waiting in line, and the word back to the bot. */
  leaveWish(request: HandoffRequest & { readonly wish: 'callback' | 'message' }): Promise<void>;
  /** Someone in danger is served first. */
  raise(conversationId: string): Promise<void>;
  /** A person has led this handoff already, and it has come back into the line. */
  hasReturned(handoffId: string): Promise<boolean>;
  /** The citizen goes back to the bot. */
  leave(conversationId: string): Promise<void>;
  /** Undefined when the conversation does not wait. */
  place(conversationId: string): Promise<Place | undefined>;
}

/** What the mask has hidden in the citizen's words. */
export interface HiddenData {
  /** A number that nobody should write here (My Number, card, account). */
  readonly number: boolean;
  /** A telephone number, or a number that may be one. */
  readonly phone: boolean;
  /** Something that must not stay with another company's service (LINE). */
  readonly personal: boolean;
  /** Nothing is left to answer. */
  readonly nothingElse: boolean;
}

/** What the dialogs are given. */
export interface DeskServices {
  readonly answering: Answering;
  readonly queue: QueuePort;
  readonly hidden: (text: string) => HiddenData;
  readonly memory: StatePropertyAccessor<Memory>;
}
