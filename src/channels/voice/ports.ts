/** The narrow ports of the telephone. Audio inside the desk is always 8 kHz µ-law (ITU-T G.711), in frames of 20 ms; a carrier with
 *  another format converts at its own edge. Carriers, speech services and the dialogue know one another only through these. */

/** Bytes of one 20 ms frame of 8 kHz µ-law. */
export const FRAME_BYTES = 160;
export const FRAME_MS = 20;

export const KEYS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#'] as const;
export type Key = (typeof KEYS)[number];

export type Unsubscribe = () => void;

/** The audio of one call, both ways. */
export interface MediaPort {
  /** What the caller says: one frame of 160 bytes every 20 ms. */
  onAudio(listener: (ulaw: Buffer) => void): Unsubscribe;
  /** A key was pressed, once each, however the carrier learned of it (RFC 4733, INFO or in-band tones). */
  onKey(listener: (key: Key) => void): Unsubscribe;
  /** Everything written before `mark(id)` has been played, or was flushed (`played` is false then). */
  onMark(listener: (id: string, played: boolean) => void): Unsubscribe;
  /** The media connection is gone: the caller or the carrier ended it. Once; also to listeners that come late. */
  onClose(listener: () => void): Unsubscribe;
  /** Queues audio of any length for the caller. The carrier or the port paces it; the writer does not. */
  write(ulaw: Buffer): void;
  mark(id: string): void;
  /** Throws away what is queued; the caller hears silence at once. Also ends a pause. */
  flush(): void;
  /** Silence, keeping what is queued (barge-in, not yet certain); `resume` goes on where it stopped. */
  pause(): void;
  resume(): void;
  close(): void;
}

export type TransferOutcome =
  /** A person has taken the call; resolves when that talk is over. */
  | { readonly kind: 'talked' }
  | { readonly kind: 'no-answer' | 'busy' | 'failed' }
  | { readonly kind: 'caller-hung-up' };

/** The call itself. */
export interface CallControl {
  /** The carrier's id of the call. */
  readonly callId: string;
  /** The caller's number as the carrier gives it; personal data: stored sealed only, hashed in logs. Undefined: withheld. */
  readonly callerNumber: string | undefined;
  answer(): Promise<void>;
  /** Bridges the caller to a person's telephone and comes back when nobody answers: a bridge, not REFER. While ringing the caller hears
   *  ringing; `onAnswered` is called when the person picks up. */
  transfer(request: {
    readonly to: string;
    readonly ringSeconds: number;
    readonly onAnswered: () => void;
  }): Promise<TransferOutcome>;
  /** Ends a ringing or running transfer and gives the caller back to the desk. */
  cancelTransfer(): Promise<void>;
  hangUp(): Promise<void>;
}

/** A call on its way in: what a carrier hands to the desk. */
export interface IncomingCall {
  readonly control: CallControl;
  readonly media: MediaPort;
  /** What is said and understood, in writing, where it can be shown: on the page for trying. */
  readonly captions?: ((line: Caption) => void) | undefined;
}

export interface Caption {
  readonly by: 'desk' | 'caller';
  readonly text: string;
}

export type RecognitionEvent =
  /** Somebody has begun to say words (a first hypothesis), `text` is what it looks like so far. */
  | { readonly kind: 'hypothesis'; readonly text: string }
  /** What was said; `confidence` 0–1 as the service reports it, undefined when it does not. */
  | { readonly kind: 'phrase'; readonly text: string; readonly confidence: number | undefined }
  /** Something was heard, but no words. */
  | { readonly kind: 'no-match' }
  /** Recognition is away since `sinceMs` (0: just now), and is being brought back; audio is kept and replayed. */
  | { readonly kind: 'away'; readonly sinceMs: number }
  | { readonly kind: 'back' };

/** How long a silence ends what is said: open questions wait longer than yes or no. */
export type Segmentation = 'open' | 'short';

/** Listens to one call from its beginning to its end. */
export interface RecognitionSession {
  onEvent(listener: (event: RecognitionEvent) => void): Unsubscribe;
  /** Every frame of the call, in order. */
  write(ulaw: Buffer): void;
  expect(segmentation: Segmentation): void;
  close(): Promise<void>;
}

export interface Recogniser {
  /** False: nothing is recognised here, callers use keys, and the desk says so. */
  readonly available: boolean;
  open(): RecognitionSession;
}

/** `normal`: about 5.0 mora a second; `slow`: about 4.2. */
export type Pace = 'normal' | 'slow';

/** One stretch of speech, ready to be said: the words as written, and how each is read. */
export interface SpokenText {
  /** Plain Japanese, one or more sentences. */
  readonly text: string;
  /** Words of `text` with their reading in kana, longest first; a synthesiser makes `<sub alias>` (SSML) or kana of them. */
  readonly readings: readonly { readonly word: string; readonly kana: string }[];
}

export interface Synthesiser {
  readonly available: boolean;
  /** Changes whenever the sound would: engine, voice, version. Part of the cache's key. */
  readonly id: string;
  /** 8 kHz µ-law, leading and trailing silence trimmed. Throws `speech.unavailable`. */
  synthesise(spoken: SpokenText, pace: Pace): Promise<Buffer>;
}

/** Synthesised speech by content: the same words in the same voice at the same pace are made once. */
export interface PromptCache {
  /** From the cache, else synthesised now. Throws `speech.unavailable`. */
  get(spoken: SpokenText, pace: Pace): Promise<Buffer>;
  /** What is cached already, at once. */
  peek(spoken: SpokenText, pace: Pace): Buffer | undefined;
}
