import type { RecognitionEvent, RecognitionSession } from '../../../src/channels/voice/ports';
import { AzureRecogniser } from '../../../src/channels/voice/speech/azure-recogniser';
import type { SpeechSdk } from '../../../src/channels/voice/speech/azure-sdk';
import { KEY } from '../../helpers/speech-call';

const FRAME_BYTES = 160;
const FRAME_MS = 20;
const SILENT_FRAME = Buffer.alloc(FRAME_BYTES, 0xff);

/** A call as the carrier sends it, with the real waits of a session: a frame every 20 ms by the clock, silence when nobody speaks. */
export class ClockedCall {
  readonly events: { readonly event: RecognitionEvent; readonly at: number }[] = [];
  private readonly session: RecognitionSession;
  private readonly line: NodeJS.Timeout;
  private readonly begin = performance.now();
  private readonly toSay: Buffer[] = [];
  private sent = 0;

  constructor(sdk: SpeechSdk, host: string) {
    const now = () => performance.now();
    const settings = { key: KEY, region: undefined, host, voice: 'ja-JP-KeitaNeural' };
    this.session = new AzureRecogniser({ sdk, settings, phrases: [], now }).open();
    this.session.onEvent((event) => this.events.push({ event, at: now() }));
    this.line = setInterval(() => this.send(), FRAME_MS);
  }

  get phrases(): string[] {
    return this.events.flatMap(({ event }) => (event.kind === 'phrase' ? [event.text] : []));
  }

  /** Begins to say it now; it takes as long as it is. */
  say(sound: Buffer): void {
    for (let at = 0; at + FRAME_BYTES <= sound.length; at += FRAME_BYTES)
      this.toSay.push(sound.subarray(at, at + FRAME_BYTES));
  }

  hangUp(): Promise<void> {
    clearInterval(this.line);
    return this.session.close();
  }

  /** A late timer sends what is due. */
  private send(): void {
    for (; this.begin + this.sent * FRAME_MS <= performance.now(); this.sent++)
      this.session.write(this.toSay.shift() ?? SILENT_FRAME);
  }
}
