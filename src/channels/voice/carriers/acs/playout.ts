import { PlayQueue, type Played } from '../../audio/play-queue';

/** Frames that are on their way before they are due: what the internet's unevenness needs, and no more than an interruption may cost. */
const AHEAD = 5;

export interface PlayoutListener {
  /** A frame, to be sent now; it is heard up to 100 ms later. */
  send(frame: Buffer): void;
  /** The carrier forgets what it has not played. */
  stop(): void;
  reached(mark: string, played: boolean): void;
}

/** The desk's own clock of what a caller has heard, for a carrier that reports nothing: at most 100 ms are sent ahead, and a mark is reached
 *  when what was sent before it must have been played. */
export class Playout {
  private readonly queue = new PlayQueue();
  /** Sent and, by the clock, not heard yet. */
  private flying: Played[] = [];
  /** Taken back by a pause: played again when it ends. */
  private again: Played[] = [];
  private paused = false;

  constructor(private readonly listener: PlayoutListener) {}

  write(ulaw: Buffer): void {
    this.queue.write(ulaw);
  }

  mark(id: string): void {
    this.queue.mark(id);
  }

  /** To be called every 20 ms. */
  tick(): void {
    if (this.paused) return;
    this.land(this.flying.shift());
    while (this.flying.length < AHEAD) {
      const next = this.again.shift() ?? this.queue.next();
      if (next.frame === undefined && next.marks.length === 0) return;
      if (next.frame) this.listener.send(next.frame);
      // Marks alone take no time: they are reached with what flies last, or now.
      if (next.frame) this.flying.push(next);
      else this.landWithLast(next);
    }
  }

  pause(): void {
    if (this.paused) return;
    this.paused = true;
    this.again = [...this.flying, ...this.again];
    this.flying = [];
    this.listener.stop();
  }

  resume(): void {
    this.paused = false;
  }

  flush(): void {
    const lost = [...this.flying, ...this.again].flatMap(({ marks }) => marks);
    this.flying = [];
    this.again = [];
    this.paused = false;
    this.listener.stop();
    for (const mark of [...lost, ...this.queue.flush()]) this.listener.reached(mark, false);
  }

  private landWithLast(played: Played): void {
    const last = this.flying.pop();
    if (last) this.flying.push({ frame: last.frame, marks: [...last.marks, ...played.marks] });
    else this.land(played);
  }

  private land(played: Played | undefined): void {
    for (const mark of played?.marks ?? []) this.listener.reached(mark, true);
  }
}
