import type { Channel } from '../conversation/channel';
import type { HandoffCause } from '../conversation/decision';
import type { Author } from '../conversation/message';
import type { PresenceState, Role } from '../conversation/operator';
import type { HandoffState } from '../handoff/handoff';

/** Shapes of the console's HTTP interface (`/console/api/…`, JSON) and of its feed (`/console/feed`, WebSocket). Types only: the page
 *  and the server share this file and nothing else. Times are ISO 8601, ages milliseconds, texts masked. */

export interface Labelled {
  readonly id: string;
  readonly label: string;
}

/** A reply prepared by the city; `{{operator}}`, `{{city}}`, `{{hours}}` are filled in by the server before it is inserted. */
export interface CannedReply extends Labelled {
  readonly text: string;
}

/** GET me */
export interface Me {
  readonly operatorId: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly skills: readonly string[];
  readonly capacity: number;
  readonly presence: PresenceState;
  /** Sent back as the header `x-csrf-token` with every POST, PUT and PATCH. */
  readonly csrfToken: string;
  readonly sessionEndsAt: string;
  readonly cityName: string;
  readonly demonstration: boolean;
  readonly release: number;
  /** What was done (code) and how it ended (reason): both must be chosen to close. */
  readonly wrapUpCodes: readonly Labelled[];
  readonly closeReasons: readonly Labelled[];
  readonly cannedReplies: readonly CannedReply[];
  readonly skillsKnown: readonly Labelled[];
  /** Milliseconds to accept an offer. */
  readonly acceptWithinMs: number;
}

/** Colour of an age: green below `warn`, then yellow, red from `late` on. */
export type Sla = 'good' | 'warn' | 'late';

/** One open handoff: waiting, offered, active, in wrap-up, or a wish in the worklist (callback, message). */
export interface ConsoleRow {
  readonly handoffId: string;
  readonly conversationId: string;
  readonly state: HandoffState;
  readonly channel: Channel;
  readonly cause: HandoffCause;
  readonly topic?: Labelled;
  readonly skill: string;
  readonly language: string;
  readonly priority: number;
  /** Why it stands before others: emergency words, came back from an operator, long wait. */
  readonly priorityReason?: 'emergency' | 'returned' | 'long-wait';
  /** Place in the line of its skill, from 1; only while waiting. */
  readonly position?: number;
  readonly waitingSince: string;
  readonly sla: Sla;
  readonly lastText: string;
  /** Who has it: offered to, led by, or in wrap-up. */
  readonly operator?: Labelled;
  /** Fencing token: operator commands carry it. */
  readonly assignment: number;
  /** Until when an offer may be accepted. */
  readonly offeredUntil?: string;
  readonly held: boolean;
  /** The citizen's page is closed or out of reach. */
  readonly citizenAway: boolean;
  /** A note of whoever handed it on. */
  readonly transferNote?: string;
  /** Number of the newest event: a row with a smaller one is older. */
  readonly version: number;
}

/** One line of the conversation. */
export interface ConsoleMessage {
  readonly seq: number;
  readonly id: string;
  readonly author: Author;
  readonly senderName?: string;
  readonly at: string;
  readonly text: string;
  /** Personal data was hidden and can be revealed (POST conversations/:id/reveal), which is logged. */
  readonly sealed: boolean;
  /** Entries that were told, from this knowledge release. */
  readonly entryIds?: readonly string[];
  readonly release?: number;
  /** Marks both ends of the human stretch. */
  readonly mark?: 'person-begins' | 'person-ends';
  /** The citizen has taken back the message of this number: its words are gone. */
  readonly unsends?: number;
  /** What the citizen was offered to press. */
  readonly choices?: readonly string[];
}

/** A private note, or a supervisor's whisper: never shown to the citizen. */
export interface Note {
  readonly id: string;
  readonly by: Labelled;
  readonly at: string;
  readonly text: string;
  readonly kind: 'note' | 'whisper' | 'transfer';
}

export interface Viewer {
  readonly operatorId: string;
  readonly name: string;
  readonly mode: 'leading' | 'viewing' | 'listening';
}

/** GET conversations/:id */
export interface ConversationView {
  readonly conversationId: string;
  readonly channel: Channel;
  readonly row?: ConsoleRow;
  readonly messages: readonly ConsoleMessage[];
  readonly notes: readonly Note[];
  readonly viewers: readonly Viewer[];
}

/** GET suggestions?conversation=ID, GET search?q=TEXT */
export interface Suggestion {
  readonly entryId: string;
  readonly release: number;
  readonly question: string;
  readonly answer: string;
  /** To read aloud. */
  readonly speak: string;
  /** Calibrated 0–1. */
  readonly confidence: number;
  /** The desk would have answered with it by itself. */
  readonly sure: boolean;
  /** In Japanese: which words matched which phrasing. */
  readonly why: string;
  readonly venue?: VenueScript;
}

/** How to reach a venue, to be read aloud. */
interface VenueScript {
  readonly venueId: string;
  readonly name: string;
  readonly script: string;
}

export interface Suggestions {
  readonly query: string;
  readonly suggestions: readonly Suggestion[];
}

/** POST conversations/:id/say. `key`: the same key again is the same message. */
export interface SayRequest {
  readonly handoffId: string;
  readonly assignment: number;
  readonly key: string;
  readonly text: string;
  /** Entries that were inserted, and from which release. */
  readonly entryIds?: readonly string[];
  readonly release?: number;
}

/** Answer to words that staff typed: `masked` when personal data in them was hidden before they were stored. */
export interface Masked {
  readonly masked?: boolean;
}

/** POST handoffs/:id/transfer */
export interface TransferRequest {
  readonly assignment: number;
  readonly operatorId?: string;
  readonly skill?: string;
  readonly note: string;
}

/** POST handoffs/:id/close */
export interface CloseRequest {
  readonly assignment: number;
  readonly code: string;
  readonly reason: string;
  readonly note?: string;
}

/** POST calls: one question on an ordinary telephone. Without `entryId` nothing fitted: it joins the unanswered questions. */
export interface CallRecord {
  readonly key: string;
  readonly text: string;
  readonly entryId?: string;
  readonly release: number;
}

/** GET unanswered: what no entry answered, on any channel, most frequent first. */
export interface Unanswered {
  readonly text: string;
  readonly channel: Channel | 'call';
  readonly count: number;
  readonly lastAt: string;
}

export interface OperatorPresence {
  readonly operatorId: string;
  readonly name: string;
  readonly state: PresenceState;
  /** Begin of this state. */
  readonly since: string;
  readonly site: string;
  readonly skills: readonly string[];
  readonly capacity: number;
  /** Conversations led, offers and wrap-ups. */
  readonly open: number;
}

/** GET brief */
export interface Brief {
  readonly release: number;
  /** The release that this operator ticked off last; absent for a newcomer. */
  readonly seenRelease?: number;
  readonly changes: readonly BriefChange[];
}

export interface BriefChange {
  readonly id: string;
  readonly kind: 'added' | 'changed' | 'removed';
  readonly title: string;
  readonly before?: string;
  readonly after?: string;
  readonly release: number;
  readonly at: string;
  readonly ticked: boolean;
}

/** What the server sends on the feed. */
export type FeedFrame =
  /** First, and after anything that may have been missed: the whole queue. */
  | {
      readonly type: 'state';
      readonly now: string;
      readonly rows: readonly ConsoleRow[];
      readonly operators: readonly OperatorPresence[];
    }
  | { readonly type: 'rows'; readonly rows: readonly ConsoleRow[]; readonly gone: readonly string[] }
  | { readonly type: 'operators'; readonly operators: readonly OperatorPresence[] }
  /** In order, without gaps after the last one sent. */
  | {
      readonly type: 'messages';
      readonly conversationId: string;
      readonly messages: readonly ConsoleMessage[];
    }
  | { readonly type: 'notes'; readonly conversationId: string; readonly notes: readonly Note[] }
  /** Somebody writes; forget it after six seconds. */
  | {
      readonly type: 'typing';
      readonly conversationId: string;
      readonly by: 'citizen' | 'operator';
      readonly name?: string;
    }
  | { readonly type: 'viewers'; readonly conversationId: string; readonly viewers: readonly Viewer[] }
  /** The session has ended: show the sign-in, keep the drafts. */
  | { readonly type: 'signed-out' };

/** What the page sends on the feed. */
export type FeedCommand =
  /** Messages after `after` (0: all), then whatever follows. */
  | {
      readonly type: 'watch';
      readonly conversationId: string;
      readonly after: number;
      readonly mode: Viewer['mode'];
    }
  | { readonly type: 'unwatch'; readonly conversationId: string }
  | { readonly type: 'typing'; readonly conversationId: string }
  /** Every ten seconds: keeps leases and presence. */
  | { readonly type: 'beat' };

/** One figure of the room, with its definition in words (supervisor). Null: nothing happened that it could be made of. */
export interface Figure {
  readonly id: string;
  readonly label: string;
  readonly value: number | null;
  readonly unit: '件' | '人' | '秒' | '%';
  readonly definition: string;
}

/** GET room */
export interface Room {
  readonly now: string;
  readonly open: boolean;
  readonly figures: readonly Figure[];
  readonly operators: readonly OperatorPresence[];
  readonly drainedSites: readonly string[];
}
