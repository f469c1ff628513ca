import { decodeMulaw } from '../../../src/channels/voice/audio/mulaw';

const FRAME_BYTES = 160;
const FRAME_MS = 20;
/** Loudness (root mean square of 16-bit samples) of a voice on a telephone. */
const VOICE = 300;
/** Loud frames in a row that begin a phrase: 60 ms. */
const BEGIN = 3;
/** Sound before the beginning that belongs to the phrase. */
const RUN_UP_FRAMES = 10;
const HYPOTHESIS_EVERY_MS = 300;

/** What a stream of telephone audio is cut into; times in milliseconds from the beginning of the turn. */
export type Segment =
  | { readonly kind: 'start'; readonly atMs: number }
  | { readonly kind: 'hypothesis'; readonly fromMs: number; readonly atMs: number }
  | { readonly kind: 'phrase'; readonly fromMs: number; readonly toMs: number; readonly ulaw: Buffer }
  | { readonly kind: 'silence'; readonly atMs: number };

/** Cuts audio at silences by loudness alone: the service's end-pointing, much simplified. */
export class Segmenter {
  private rest: Buffer = Buffer.alloc(0);
  private frames: Buffer[] = [];
  private nowMs = 0;
  private loudInRow = 0;
  private voiceFrom: number | undefined;
  private voiceTo = 0;
  private toldAt = 0;
  private quietSince = 0;

  constructor(
    private readonly silenceMs: number,
    private readonly initialSilenceMs: number,
  ) {}

  push(ulaw: Buffer): Segment[] {
    this.rest = Buffer.concat([this.rest, ulaw]);
    const found: Segment[] = [];
    while (this.rest.length >= FRAME_BYTES) {
      found.push(...this.frame(Buffer.from(this.rest.subarray(0, FRAME_BYTES))));
      this.rest = this.rest.subarray(FRAME_BYTES);
    }
    return found;
  }

  /** The stream has ended: what is being said ends with it. */
  end(): Segment[] {
    return this.voiceFrom === undefined ? [] : [this.phrase(this.voiceFrom)];
  }

  private frame(frame: Buffer): Segment[] {
    this.nowMs += FRAME_MS;
    this.frames.push(frame);
    const loud = loudness(frame) > VOICE;
    this.loudInRow = loud ? this.loudInRow + 1 : 0;
    if (this.voiceFrom === undefined) return this.beforeVoice();
    if (loud) this.voiceTo = this.nowMs;
    if (this.nowMs - this.voiceTo >= this.silenceMs) return [this.phrase(this.voiceFrom)];
    if (this.nowMs - this.toldAt < HYPOTHESIS_EVERY_MS) return [];
    this.toldAt = this.nowMs;
    return [{ kind: 'hypothesis', fromMs: this.voiceFrom, atMs: this.nowMs }];
  }

  private beforeVoice(): Segment[] {
    if (this.loudInRow >= BEGIN) {
      this.voiceFrom = this.nowMs - BEGIN * FRAME_MS;
      this.voiceTo = this.nowMs;
      this.toldAt = this.nowMs;
      return [{ kind: 'start', atMs: this.voiceFrom }];
    }
    this.frames = this.frames.slice(-RUN_UP_FRAMES);
    if (this.nowMs - this.quietSince < this.initialSilenceMs) return [];
    this.quietSince = this.nowMs;
    return [{ kind: 'silence', atMs: this.nowMs }];
  }

  private phrase(fromMs: number): Segment {
    const ulaw = Buffer.concat(this.frames);
    this.frames = [];
    this.voiceFrom = undefined;
    this.loudInRow = 0;
    this.quietSince = this.nowMs;
    return { kind: 'phrase', fromMs, toMs: this.voiceTo, ulaw };
  }
}

function loudness(frame: Buffer): number {
  const samples = decodeMulaw(frame);
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}
