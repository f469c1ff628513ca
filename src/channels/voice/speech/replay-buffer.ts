/** The last seconds of a call by position, so that what was not yet recognised can be heard again. Positions count bytes (8,000 a
 *  second) from the beginning of the call. */
export class ReplayBuffer {
  private frames: Buffer[] = [];
  private begin = 0;
  private finish = 0;

  /** `limit`: bytes kept at most; older ones are lost. */
  constructor(private readonly limit: number) {}

  /** The position after the newest byte. */
  get end(): number {
    return this.finish;
  }

  /** The position of the oldest byte that is still here. */
  get start(): number {
    return this.begin;
  }

  push(frame: Buffer): void {
    this.frames.push(frame);
    this.finish += frame.length;
    this.release(this.finish - this.limit);
  }

  /** What lies before `position` will not be needed again. Frames stay whole. */
  release(position: number): void {
    let first = this.frames[0];
    while (first && this.begin + first.length <= position) {
      this.frames.shift();
      this.begin += first.length;
      first = this.frames[0];
    }
  }

  /** Everything from `start` to `end`. */
  read(): Buffer {
    return Buffer.concat(this.frames);
  }
}
