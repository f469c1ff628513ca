import { FRAME_BYTES } from '../ports';
import { SILENCE } from './mulaw';

/** What is to be played next: a whole frame, or nothing when nothing is queued or the queue is paused; and the marks reached by it. */
export interface Played {
  readonly frame: Buffer | undefined;
  readonly marks: readonly string[];
}

/** Audio waiting to be played, with marks in it, cut into frames of 20 ms. It has no clock: whoever owns one asks for `next` frame. */
export class PlayQueue {
  private items: (Buffer | { readonly mark: string })[] = [];
  private paused = false;

  write(ulaw: Buffer): void {
    if (ulaw.length > 0) this.items.push(ulaw);
  }

  mark(id: string): void {
    this.items.push({ mark: id });
  }

  /** Throws everything away; returns the marks that nobody will hear. */
  flush(): string[] {
    const lost = this.items.flatMap((item) => (Buffer.isBuffer(item) ? [] : [item.mark]));
    this.items = [];
    this.paused = false;
    return lost;
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  next(): Played {
    if (this.paused) return { frame: undefined, marks: [] };
    const marks = this.takeMarks();
    const parts: Buffer[] = [];
    let wanted = FRAME_BYTES;
    // An unfinished frame takes what follows, over a mark as well: filling up at each mark would make gaps.
    for (let item = this.items[0]; Buffer.isBuffer(item) && wanted > 0; item = this.items[0]) {
      parts.push(item.subarray(0, wanted));
      if (item.length > wanted) this.items[0] = item.subarray(wanted);
      else this.items.shift();
      wanted -= Math.min(wanted, item.length);
      if (wanted > 0) marks.push(...this.takeMarks());
    }
    if (parts.length === 0) return { frame: undefined, marks };
    return { frame: Buffer.concat([...parts, Buffer.alloc(wanted, SILENCE)]), marks };
  }

  private takeMarks(): string[] {
    const marks: string[] = [];
    for (let item = this.items[0]; item && !Buffer.isBuffer(item); item = this.items[0]) {
      marks.push(item.mark);
      this.items.shift();
    }
    return marks;
  }
}
