import type { RecognitionEvent, RecognitionSession } from '../../src/channels/voice/ports';
import { AzureRecogniser } from '../../src/channels/voice/speech/azure-recogniser';
import type { SpeechSdk } from '../../src/channels/voice/speech/azure-sdk';
import type { SessionTiming } from '../../src/channels/voice/speech/azure-session';
import { waitUntil } from './wait-until';

const FRAME_BYTES = 160;
const FRAME_MS = 20;
const BYTES_PER_SECOND = 8_000;
const SILENCE = 0xff;

export const KEY = 'a-key-that-nobody-may-read';

/** Waits of a session in tests: a tenth of the real ones, but for the time a connection may take on a busy machine. */
export const QUICK: SessionTiming = {
  firstRetry: 10,
  longestRetry: 200,
  refusedRetry: 300,
  open: 5_000,
  deaf: 4_000,
  replay: 30_000,
};

export function silence(seconds: number): Buffer {
  return Buffer.alloc(seconds * BYTES_PER_SECOND, SILENCE);
}

/** A call that is listened to: audio in, events out. Like a telephone it sends a frame every 20 ms, silence when nobody speaks: the SDK
 *  notices a closed connection only when it has something to send. */
export class SpeechCall {
  readonly events: RecognitionEvent[] = [];
  readonly session: RecognitionSession;
  private readonly line: NodeJS.Timeout;

  constructor(
    sdk: SpeechSdk,
    host: string,
    options: { key?: string; phrases?: readonly string[]; timing?: SessionTiming } = {},
  ) {
    const { key = KEY, phrases = [], timing = QUICK } = options;
    const settings = { key, region: undefined, host, voice: 'ja-JP-KeitaNeural' };
    const recogniser = new AzureRecogniser({ sdk, settings, phrases, timing, now: () => performance.now() });
    this.session = recogniser.open();
    this.session.onEvent((event) => this.events.push(event));
    this.line = setInterval(() => this.session.write(Buffer.alloc(FRAME_BYTES, SILENCE)), FRAME_MS);
  }

  hangUp(): Promise<void> {
    clearInterval(this.line);
    return this.session.close();
  }

  /** What the caller says, quicker than it takes. */
  hear(...sounds: readonly Buffer[]): void {
    const all = Buffer.concat([...sounds]);
    for (let at = 0; at < all.length; at += FRAME_BYTES)
      this.session.write(all.subarray(at, at + FRAME_BYTES));
  }

  get phrases(): string[] {
    return this.events.flatMap((event) => (event.kind === 'phrase' ? [event.text] : []));
  }

  happened(kind: RecognitionEvent['kind'], times = 1): Promise<void> {
    return waitUntil(
      `${kind} × ${times}`,
      () => this.events.filter((event) => event.kind === kind).length >= times,
      20_000,
    );
  }
}
