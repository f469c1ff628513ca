import { decodeMulaw } from '../audio/mulaw';

/** Loudness (root mean square of 16-bit samples) of somebody speaking on a telephone. */
const LOUD = 500;
const BYTES_PER_MS = 8;

/** Notices a service that takes audio and answers nothing, which no connection reports: somebody has spoken for a while and there is not
 *  even a hypothesis. It strikes once; only an answer arms it again, because noise without words must not end every connection. */
export class DeafWatch {
  private loudMs = 0;
  private armed = true;

  /** `patienceMs`: how much loud audio may stay unanswered. */
  constructor(private readonly patienceMs: number) {}

  answered(): void {
    this.loudMs = 0;
    this.armed = true;
  }

  /** True when the service seems to be deaf. */
  isDeafTo(ulaw: Buffer): boolean {
    const samples = decodeMulaw(ulaw);
    const loudness = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    if (!this.armed || loudness < LOUD) return false;
    this.loudMs += ulaw.length / BYTES_PER_MS;
    if (this.loudMs < this.patienceMs) return false;
    this.armed = false;
    return true;
  }
}
