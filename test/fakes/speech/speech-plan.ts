import type { Synthesiser } from '../../../src/channels/voice/ports';
import type { Recognise } from './recognise';

/** What may go wrong, to be changed while the server runs. */
export interface SpeechFaults {
  /** Refuse every handshake with this HTTP status. */
  refuseWith?: number | undefined;
  /** Close a recognition connection once, when it has taken so many bytes of audio; code 1006 cuts the line without a word. */
  closeAfter?: { readonly bytes: number; readonly code: number } | undefined;
  /** Cut the line amid synthesised audio, after so many bytes. */
  cutSynthesisAfter?: number | undefined;
  /** Take everything and answer nothing. */
  mute?: boolean | undefined;
  /** Milliseconds that recognition takes longer than it does. */
  recognitionDelayMs?: number | undefined;
}

export interface SpeechPlan {
  readonly recognise: Recognise;
  readonly synthesiser: Synthesiser;
  readonly key: string | undefined;
  /** The longest life of an active connection, in milliseconds (Microsoft's: 10 minutes). */
  readonly activeMs: number;
  /** The longest silence on a connection (Microsoft's: 180 seconds). */
  readonly idleMs: number;
  /** Silence after which the service reports that nothing was said. */
  readonly initialSilenceMs: number;
  readonly faults: SpeechFaults;
}

/** What the server has seen; for tests to look at. Times are `performance.now()`. */
export interface SpeechRecord {
  readonly connections: {
    readonly path: string;
    readonly query: URLSearchParams;
    refused?: number;
    closed?: number;
    audioBytes: number;
    context?: unknown;
  }[];
  readonly violations: string[];
  readonly phrases: { readonly text: string | undefined; readonly at: number }[];
  readonly ssml: string[];
}
