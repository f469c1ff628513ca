import assert from 'node:assert';
import {
  FRAME_BYTES, FRAME_MS, type CallControl, type Key, type MediaPort, type RecognitionEvent, type RecognitionSession,
  type Recogniser, type Segmentation, type TransferOutcome, type Unsubscribe,
} from '../../../src/channels/voice/ports'; // prettier-ignore
import type { CallClock } from '../../../src/channels/voice/call/call-parts';

/** Listeners of one kind, as the ports have them. */
class Listeners<T extends readonly unknown[]> {
  private readonly all = new Set<(...given: T) => void>();

  add(listener: (...given: T) => void): Unsubscribe {
    this.all.add(listener);
    return () => this.all.delete(listener);
  }

  tell(...given: T): void {
    for (const listener of [...this.all]) listener(...given);
  }
}

type Queued = { readonly mark: string } | { readonly frame: Buffer };

/** The media of a call without a network: plays one frame every 20 ms of its clock, strictly in order, and knows what was heard. */
export class MemoryMedia implements MediaPort {
  readonly heard: Buffer[] = [];
  private readonly audio = new Listeners<[Buffer]>();
  private readonly keys = new Listeners<[Key]>();
  private readonly marks = new Listeners<[string, boolean]>();
  private readonly closing = new Listeners<[]>();
  private queue: Queued[] = [];
  private paused = false;
  private rest = Buffer.alloc(0);
  closed = false;

  constructor(private readonly clock: CallClock) {
    this.beat();
  }

  onAudio(listener: (ulaw: Buffer) => void): Unsubscribe {
    return this.audio.add(listener);
  }
  onKey(listener: (key: Key) => void): Unsubscribe {
    return this.keys.add(listener);
  }
  onMark(listener: (id: string, played: boolean) => void): Unsubscribe {
    return this.marks.add(listener);
  }
  onClose(listener: () => void): Unsubscribe {
    if (this.closed) listener();
    return this.closing.add(listener);
  }

  write(ulaw: Buffer): void {
    assert(!this.closed, 'written after the end');
    assert(ulaw.length > 0 && ulaw.length % FRAME_BYTES === 0, 'whole frames');
    const all = Buffer.concat([this.rest, ulaw]);
    const whole = all.length - (all.length % FRAME_BYTES);
    for (let at = 0; at < whole; at += FRAME_BYTES)
      this.queue.push({ frame: all.subarray(at, at + FRAME_BYTES) });
    this.rest = all.subarray(whole);
  }

  mark(id: string): void {
    this.queue.push({ mark: id });
  }

  flush(): void {
    const gone = this.queue.flatMap((queued) => ('mark' in queued ? [queued.mark] : []));
    this.queue = [];
    this.rest = Buffer.alloc(0);
    this.paused = false;
    for (const id of gone) this.marks.tell(id, false);
  }

  pause(): void {
    this.paused = true;
  }
  resume(): void {
    this.paused = false;
  }
  close(): void {
    this.end();
  }

  /** The caller's side. */
  press(key: Key): void {
    this.keys.tell(key);
  }
  speak(frame: Buffer): void {
    assert.strictEqual(frame.length, FRAME_BYTES, 'a frame is 20 ms');
    this.audio.tell(frame);
  }
  /** The caller, or the carrier, ends the call. */
  end(): void {
    if (this.closed) return;
    this.closed = true;
    this.closing.tell();
  }

  private beat(): void {
    this.clock.after(FRAME_MS, () => {
      if (!this.closed) this.play();
      if (!this.closed) this.beat();
    });
  }

  private play(): void {
    if (this.paused) return;
    for (let next = this.queue.shift(); next !== undefined; next = this.queue.shift()) {
      if ('frame' in next) return void this.heard.push(next.frame);
      this.marks.tell(next.mark, true);
    }
  }
}

/** The call itself; a transfer rings until the test says what becomes of it. */
export class MemoryControl implements CallControl {
  readonly callId = 'call-1';
  readonly acts: string[] = [];
  rung: { readonly to: string; readonly onAnswered: () => void } | undefined;
  private settle: ((outcome: TransferOutcome) => void) | undefined;

  constructor(
    readonly callerNumber: string | undefined,
    private readonly media: MemoryMedia,
  ) {}

  answer(): Promise<void> {
    this.acts.push('answer');
    return Promise.resolve();
  }

  transfer(request: { to: string; ringSeconds: number; onAnswered: () => void }): Promise<TransferOutcome> {
    assert.strictEqual(this.settle, undefined, 'one transfer at a time');
    this.acts.push(`ring ${request.to}`);
    this.rung = request;
    return new Promise((resolve) => {
      this.settle = resolve;
    });
  }

  /** What becomes of the ringing, or of the talk. */
  transferEnds(outcome: TransferOutcome): void {
    const { settle } = this;
    this.settle = undefined;
    this.rung = undefined;
    settle?.(outcome);
  }

  cancelTransfer(): Promise<void> {
    this.acts.push('cancel');
    return Promise.resolve();
  }

  hangUp(): Promise<void> {
    this.acts.push('hang up');
    this.media.end();
    return Promise.resolve();
  }
}

/** Recognition that hears what the test says. */
export class ScriptedRecogniser implements Recogniser, RecognitionSession {
  readonly expected: Segmentation[] = [];
  frames = 0;
  closed = false;
  private readonly events = new Listeners<[RecognitionEvent]>();

  constructor(readonly available = true) {}

  open(): RecognitionSession {
    return this;
  }
  onEvent(listener: (event: RecognitionEvent) => void): Unsubscribe {
    return this.events.add(listener);
  }
  write(ulaw: Buffer): void {
    assert.strictEqual(ulaw.length, FRAME_BYTES);
    this.frames += 1;
  }
  expect(segmentation: Segmentation): void {
    this.expected.push(segmentation);
  }
  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }
  recognises(event: RecognitionEvent): void {
    this.events.tell(event);
  }
  says(text: string): void {
    this.events.tell({ kind: 'phrase', text, confidence: 0.9 });
  }
}
