import type { RecognitionEvent, RecognitionSession, Segmentation, Unsubscribe } from '../ports';
import type { AzureLink, LinkEnd, LinkListener } from './azure-link';
import { DeafWatch } from './deaf-watch';
import { ReplayBuffer } from './replay-buffer';

/** How a session behaves over time; all in milliseconds. */
export interface SessionTiming {
  /** Wait before the first new attempt; doubled each time. */
  readonly firstRetry: number;
  readonly longestRetry: number;
  /** Wait when the service refuses the key: nobody mends that within a call. */
  readonly refusedRetry: number;
  /** A connection that has not opened by then is given up. */
  readonly open: number;
  /** Speech without any answer after which the service counts as deaf. */
  readonly deaf: number;
  /** How much of the call is kept for hearing it again. */
  readonly replay: number;
}

export const SESSION_TIMING: SessionTiming = {
  firstRetry: 100,
  longestRetry: 2_000,
  refusedRetry: 30_000,
  open: 5_000,
  deaf: 4_000,
  replay: 30_000,
};

const BYTES_PER_MS = 8;

/** Makes a link; a parameter, so that the session does not know the SDK. */
export type OpenLink = (segmentation: Segmentation, listener: LinkListener) => AzureLink;

/** Recognition of one call, whatever happens to the service: a lost link is replaced with growing pauses, and what was said since the
 *  last final result is played again to the new one. */
export class AzureSession implements RecognitionSession {
  private readonly listeners = new Set<(event: RecognitionEvent) => void>();
  private readonly buffer: ReplayBuffer;
  private readonly watch: DeafWatch;
  private link: AzureLink | undefined;
  /** Where in the call the link's first byte is. */
  private base = 0;
  private segmentation: Segmentation = 'open';
  private lostAt: number | undefined;
  private failures = 0;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly openLink: OpenLink,
    private readonly now: () => number,
    private readonly timing: SessionTiming = SESSION_TIMING,
  ) {
    this.buffer = new ReplayBuffer(timing.replay * BYTES_PER_MS);
    this.watch = new DeafWatch(timing.deaf);
    this.connect();
  }

  onEvent(listener: (event: RecognitionEvent) => void): Unsubscribe {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  write(ulaw: Buffer): void {
    if (this.closed) return;
    this.buffer.push(ulaw);
    this.link?.write(ulaw);
    if (this.link && this.watch.isDeafTo(ulaw)) this.ended('lost');
  }

  /** The service takes a new silence only at a new start: another link replaces this one, and hears what has no result yet. */
  expect(segmentation: Segmentation): void {
    if (segmentation === this.segmentation) return;
    this.segmentation = segmentation;
    if (this.closed || this.lostAt !== undefined) return;
    this.link?.close();
    this.connect();
  }

  close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    this.link?.close();
    this.link = undefined;
    this.listeners.clear();
    return Promise.resolve();
  }

  private connect(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ended('lost'), this.timing.open);
    this.base = this.buffer.start;
    this.link = this.openLink(this.segmentation, {
      onOpen: () => this.opened(),
      onHypothesis: (text) => {
        this.answered();
        this.emit({ kind: 'hypothesis', text });
      },
      onFinal: (said) => this.final(said),
      onEnd: (end) => this.ended(end),
    });
    this.link.write(this.buffer.read());
  }

  private opened(): void {
    clearTimeout(this.timer);
    if (this.lostAt === undefined) return;
    this.lostAt = undefined;
    this.emit({ kind: 'back' });
  }

  private final({ text, confidence, endByte, silent }: Parameters<LinkListener['onFinal']>[0]): void {
    this.answered();
    this.buffer.release(this.base + endByte);
    if (text !== undefined) this.emit({ kind: 'phrase', text, confidence });
    else if (!silent) this.emit({ kind: 'no-match' });
  }

  private answered(): void {
    this.failures = 0;
    this.watch.answered();
  }

  private ended(end: LinkEnd): void {
    clearTimeout(this.timer);
    this.link?.close();
    this.link = undefined;
    if (this.closed) return;
    const now = this.now();
    this.lostAt ??= now;
    const wait = Math.min(this.timing.longestRetry, this.timing.firstRetry * 2 ** this.failures);
    this.failures += 1;
    this.timer = setTimeout(() => this.connect(), end === 'refused' ? this.timing.refusedRetry : wait);
    this.emit({ kind: 'away', sinceMs: Math.round(Math.max(0, now - this.lostAt)) });
  }

  private emit(event: RecognitionEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }
}
