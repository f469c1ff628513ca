import { parts } from './parts.mjs';

/** A telephone whose microphone picks up its own loudspeaker, `decibels` weaker (negative) and `delayMs` later. */
export class Echo {
  #next = 0;

  constructor(audio, { decibels, delayMs }) {
    Object.assign(this, { audio, delayMs, gain: 10 ** (decibels / 20), ...parts() });
  }

  /** What goes out with the frame that is said. */
  added(frame) {
    const back = this.#back();
    if (back === undefined) return frame;
    const said = this.decodeMulaw(frame);
    const heard = this.decodeMulaw(back);
    return this.encodeMulaw(
      said.map((sample, at) => Math.max(-32_768, Math.min(32_767, sample + heard[at] * this.gain))),
    );
  }

  /** The next frame that was heard long enough ago; each comes back once. */
  #back() {
    const { frames } = this.audio;
    const due = performance.now() - this.delayMs;
    // What came in a heap is not kept up for ever.
    while (frames[this.#next + 5]?.at <= due) this.#next += 1;
    return frames[this.#next]?.at <= due ? frames[this.#next++].ulaw : undefined;
  }
}
