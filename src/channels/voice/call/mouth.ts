import { SILENCE } from '../audio/mulaw';
import { FRAME_BYTES, FRAME_MS, type MediaPort, type PromptCache, type SpokenText } from '../ports';
import type { Effect } from '../dialogue/dialogue-effect';
import type { CallClock } from './call-parts';
import { louder } from './louder';

/** Between two sentences. */
const BREATH_MS = 240;
/** After a key, and at the beginning, while the telephone goes to the ear; a line that has just been answered also swallows its first sounds. */
const TO_THE_EAR_MS = 400;
/** Of silence: speech that is not ready by then is announced, so that the line is never dead for two seconds. */
const PATIENCE_MS = 1500;
/** One chime of the waiting sound, as long as it is to be heard. */
const CHIME_BYTES = 8000;

type Saying = Extract<Effect, { kind: 'say' }>;

export interface MouthOptions {
  readonly media: MediaPort;
  readonly prompts: PromptCache;
  readonly clock: CallClock;
  readonly holdSound: Buffer;
  /** What is said while speech is still being made, when it is there at once. */
  readonly filler: readonly SpokenText[];
  /** Everything up to this `say` has been played. */
  readonly onSaid: (id: number) => void;
  /** Nothing of a `say` could be made into speech. */
  readonly onVoiceless: (error: unknown) => void;
}

/** Says what the dialogue wants to be heard, piece by piece, and knows what the caller hears at any moment. */
export class Mouth {
  /** Only the newest `say` may still write: what comes late of an earlier one was interrupted. */
  private current = 0;
  private readonly ahead: Buffer[] = [];
  private paused = false;
  private awayAt: number;
  /** When all that was written will have been played. */
  private playedAt = 0;
  private stopWatch: () => void = () => undefined;

  constructor(private readonly options: MouthOptions) {
    this.awayAt = options.clock.now();
    options.media.onMark((id) => {
      if (id.startsWith('say:')) options.onSaid(Number(id.slice(4)));
    });
  }

  /** The caller has just pressed a key. */
  awayFromEar(): void {
    this.awayAt = this.options.clock.now();
  }

  /** `silentMs`: how long the caller has heard nothing by now. */
  async say({ id, pieces, pace, loud }: Saying, silentMs: number): Promise<void> {
    this.current = id;
    const { prompts, clock } = this.options;
    const recently = clock.now() - this.awayAt < TO_THE_EAR_MS;
    if (recently) this.write(silence(TO_THE_EAR_MS));
    this.watch({ pace, loud }, Math.max(0, PATIENCE_MS - silentMs));
    const sounds = pieces.map((piece) => prompts.peek(piece, pace) ?? prompts.get(piece, pace));
    let spoken = 0;
    let failure: unknown;
    for (const [i, sound] of sounds.entries()) {
      try {
        const audio = await sound;
        if (this.current !== id) return settle(sounds.slice(i));
        this.write(loud ? louder(audio) : audio);
        this.write(silence(BREATH_MS));
        this.watch({ pace, loud });
        spoken += 1;
      } catch (error) {
        failure = error;
      }
    }
    if (this.current !== id) return;
    this.stopWatch();
    if (spoken === 0 && pieces.length > 0) this.options.onVoiceless(failure);
    this.options.media.mark(`say:${id}`);
  }

  hold(id: number): void {
    this.current = id;
    this.write(this.options.holdSound);
    this.options.media.mark(`say:${id}`);
  }

  flush(): void {
    this.stop();
    this.ahead.length = 0;
    this.paused = false;
    this.playedAt = 0;
    this.options.media.flush();
  }

  /** What still comes is not written any more. */
  stop(): void {
    this.current = 0;
    this.stopWatch();
  }

  pause(): void {
    this.paused = true;
    this.options.media.pause();
  }

  resume(): void {
    this.paused = false;
    this.options.media.resume();
  }

  /** The frame that the caller hears while one frame comes in; undefined: silence. To be called once for each frame that comes in. */
  playing(): Buffer | undefined {
    return this.paused ? undefined : this.ahead.shift();
  }

  /** As long as more is to come: something is heard after `ms`, or after so long a silence at the end of what is there. */
  private watch(how: Pick<Saying, 'pace' | 'loud'>, ms = this.queuedMs() + PATIENCE_MS): void {
    this.stopWatch();
    this.stopWatch = this.options.clock.after(ms, () => {
      this.announce(how);
      this.watch(how);
    });
  }

  private announce({ pace, loud }: Pick<Saying, 'pace' | 'loud'>): void {
    const { filler, prompts, holdSound } = this.options;
    const words = filler.flatMap((piece) => prompts.peek(piece, pace) ?? []);
    if (words.length === 0) return this.write(holdSound.subarray(0, CHIME_BYTES));
    for (const audio of words) this.write(loud ? louder(audio) : audio);
  }

  private queuedMs(): number {
    return Math.max(0, this.playedAt - this.options.clock.now());
  }

  /** In whole frames, so that what is played and what comes in stay side by side. */
  private write(audio: Buffer): void {
    const missing = (FRAME_BYTES - (audio.length % FRAME_BYTES)) % FRAME_BYTES;
    const whole = missing === 0 ? audio : Buffer.concat([audio, Buffer.alloc(missing, SILENCE)]);
    for (let at = 0; at < whole.length; at += FRAME_BYTES)
      this.ahead.push(whole.subarray(at, at + FRAME_BYTES));
    this.options.media.write(whole);
    const ms = (whole.length / FRAME_BYTES) * FRAME_MS;
    this.playedAt = this.options.clock.now() + this.queuedMs() + ms;
  }
}

function silence(ms: number): Buffer {
  return Buffer.alloc((ms / FRAME_MS) * FRAME_BYTES, SILENCE);
}

/** Interrupted: what still comes, or fails, concerns nobody. */
function settle(sounds: readonly (Buffer | Promise<Buffer>)[]): void {
  for (const sound of sounds) void Promise.resolve(sound).catch(() => undefined);
}
