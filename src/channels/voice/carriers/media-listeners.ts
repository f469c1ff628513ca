import { KeyTones } from '../audio/key-tones';
import { MergedKeys, type KeySource } from '../audio/merged-keys';
import type { Key, MediaPort, Unsubscribe } from '../ports';

type Listening = Pick<MediaPort, 'onAudio' | 'onKey' | 'onMark' | 'onClose'>;

/** Who listens to the audio of one call: what every carrier's media port has in common. Keys are also found as tones in the voice, because
 *  a carrier that is set up for one way of sending keys is deaf to the other. */
export class MediaListeners implements Listening {
  private readonly audio = new Set<(ulaw: Buffer) => void>();
  private readonly keys = new Set<(key: Key) => void>();
  private readonly marks = new Set<(id: string, played: boolean) => void>();
  private readonly closing = new Set<() => void>();
  private closed = false;
  private readonly tones = new KeyTones();
  private readonly keyPresses = new MergedKeys();

  constructor(private readonly now: () => number) {}

  onAudio(listener: (ulaw: Buffer) => void): Unsubscribe {
    return added(this.audio, listener);
  }

  onKey(listener: (key: Key) => void): Unsubscribe {
    return added(this.keys, listener);
  }

  onMark(listener: (id: string, played: boolean) => void): Unsubscribe {
    return added(this.marks, listener);
  }

  onClose(listener: () => void): Unsubscribe {
    if (!this.closed) return added(this.closing, listener);
    listener();
    return () => undefined;
  }

  get isClosed(): boolean {
    return this.closed;
  }

  heard(ulaw: Buffer): void {
    for (const listener of [...this.audio]) listener(ulaw);
    const key = this.tones.hear(ulaw);
    if (key) this.pressed(key, 'tones');
  }

  pressed(key: Key, source: KeySource): void {
    if (!this.keyPresses.press(key, source, this.now())) return;
    for (const listener of [...this.keys]) listener(key);
  }

  reached(id: string, played: boolean): void {
    for (const listener of [...this.marks]) listener(id, played);
  }

  /** The connection is gone; only the first time counts. */
  gone(): void {
    if (this.closed) return;
    this.closed = true;
    for (const listener of [...this.closing]) listener();
  }
}

function added<T>(set: Set<T>, listener: T): Unsubscribe {
  set.add(listener);
  return () => set.delete(listener);
}
