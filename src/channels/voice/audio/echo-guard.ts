/** Frames in which an echo may still come back: 500 ms of network and loudspeaker. */
const MEMORY_FRAMES = 25;
/** Of the energy that was played: at most, and at the beginning of a call, an echo is taken to come back at −15 dB, at least at −30 dB. */
const MOST_ECHO = 10 ** (-15 / 10);
const LEAST_ECHO = 10 ** (-30 / 10);
/** The caller must be 6 dB above the echo. */
const ABOVE_ECHO = 4;
/** A pause within a sentence tells nothing. */
const LOUD = 500 ** 2;
/** What came back is learned while the desk speaks: 1.5 dB a frame upwards, 3 dB a second downwards. A caller who interrupts is taken for
 *  an echo for some frames only, because the desk then is silent. */
const LEARN_UP = 10 ** (1.5 / 10);
const LEARN_DOWN = 10 ** (-3 / 10 / 50);

/** Keeps the desk from taking its own voice, back from a loudspeaker, for the caller's. Not an echo canceller: a caller much quieter than
 *  the echo is not heard until the desk is silent; keys always are. On a line without an echo quiet callers are heard, too. */
export class EchoGuard {
  private readonly said: number[] = [];
  private loudest = 0;
  private echo = MOST_ECHO;

  /** Takes the energy of the frame that is played now; returns what an incoming frame must exceed to be somebody else's voice. */
  playing(energy: number): number {
    this.said.push(energy);
    if (this.said.length > MEMORY_FRAMES) this.said.shift();
    this.loudest = Math.max(...this.said);
    return this.loudest * this.echo * ABOVE_ECHO;
  }

  /** Learns from the energy that came in while something was played. */
  learn(energy: number): void {
    if (this.loudest < LOUD) return;
    const back = Math.min(energy / this.loudest, this.echo * LEARN_UP);
    this.echo = Math.max(LEAST_ECHO, Math.min(MOST_ECHO, Math.max(back, this.echo * LEARN_DOWN)));
  }
}
