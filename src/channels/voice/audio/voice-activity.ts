/** Below this nobody speaks, however quiet the line (root mean square 250, about −42 dB of full scale). */
const QUIET = 250 ** 2;
/** Speech stands out of the noise by this factor of energy (9.5 dB). */
const ABOVE_NOISE = 9;
/** Loud frames of 20 ms that begin speech: 80 ms, longer than a click, shorter than はい. */
const START_FRAMES = 4;
/** Quiet frames that end it: the closure of っ and a breath between words are shorter. */
const HANGOVER_FRAMES = 15;
/** The floor follows a quieter line within some frames, a louder one by 3 dB a second: engines become floor; talk, full of gaps, does not. */
const FLOOR_DOWN = 0.2;
const FLOOR_UP = 1.014;
/** Nobody speaks in the first 200 ms of a call: what is heard then is the line itself. */
const LISTEN_FRAMES = 10;
const LOUDEST_LINE = 1_000 ** 2;

/** Tells from the energy of 20 ms frames when somebody begins and ceases to speak. It knows loudness only: a cough is speech, too. */
export class VoiceActivity {
  private floor = 400;
  private loud = 0;
  private quiet = 0;
  private speaking = false;
  private frames = 0;

  /** The next frame; `atLeast`: energy that the frame must exceed besides (see `EchoGuard`). */
  hear(energy: number, atLeast = 0): 'started' | 'ended' | undefined {
    const isLoud = energy > Math.max(QUIET, this.floor * ABOVE_NOISE, atLeast);
    this.follow(energy, atLeast);
    this.loud = isLoud ? this.loud + 1 : 0;
    this.quiet = isLoud ? 0 : this.quiet + 1;
    return this.turn();
  }

  private follow(energy: number, atLeast: number): void {
    const gap = energy - this.floor;
    if (gap < 0 || this.frames < LISTEN_FRAMES)
      this.floor = Math.min(LOUDEST_LINE, this.floor + gap * FLOOR_DOWN);
    // What may be echo tells nothing about the line's own noise.
    else if (atLeast === 0) this.floor = Math.max(1, this.floor * FLOOR_UP);
    this.frames++;
  }

  private turn(): 'started' | 'ended' | undefined {
    if (!this.speaking && this.loud >= START_FRAMES) {
      this.speaking = true;
      return 'started';
    }
    if (this.speaking && this.quiet >= HANGOVER_FRAMES) {
      this.speaking = false;
      return 'ended';
    }
    return undefined;
  }
}
