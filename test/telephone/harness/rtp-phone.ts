import { createSocket, type Socket } from 'node:dgram';
import { everyFrame } from '../../../src/channels/voice/carriers/frame-clock';
import { FRAME_BYTES, FRAME_MS, KEYS, type Key } from '../../../src/channels/voice/ports';
import { keySound } from '../../helpers/key-sound';
import { toMulaw } from '../../helpers/sounds';

const SILENCE = 0xff;
const PCMU = 0;
const TELEPHONE_EVENT = 101;
const HEADER = 12;
/** Frames. More than that is no gap but another stream, which counts from elsewhere. */
const LONGEST_GAP = 500;

/** One frame as it arrived; `at`: ms of this process; `stamp`: its place in the stream, in samples, as RTP says. */
interface HeardFrame {
  readonly at: number;
  readonly stamp: number;
  readonly ulaw: Buffer;
}

/** The loudspeaker and microphone of a telephone: RTP both ways, a frame every 20 ms. Everything that is heard is kept. */
export class RtpPhone {
  readonly frames: HeardFrame[] = [];
  /** Sees all that is sent at the moment it goes out, and may add what a microphone picks up besides; `isKey`: an event of RFC 4733. */
  microphone: (payload: Buffer, isKey: boolean) => Buffer = (payload) => payload;
  private readonly outgoing: Buffer[] = [];
  private readonly events: Buffer[] = [];
  private remote: { port: number; address: string } | undefined;
  private sequence = 1;
  private timestamp = 0;
  private stopClock: () => void = () => undefined;

  private constructor(private readonly socket: Socket) {
    socket.on('message', (packet) => {
      if (((packet[1] ?? 0) & 0x7f) !== PCMU) return;
      const [stamp, ulaw] = [packet.readUInt32BE(4), Buffer.from(packet.subarray(HEADER))];
      this.frames.push({ at: performance.now(), stamp, ulaw });
    });
  }

  static async open(address: string): Promise<RtpPhone> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, address, resolve));
    return new RtpPhone(socket);
  }

  get port(): number {
    return this.socket.address().port;
  }

  /** Begins to send to where the other side listens. */
  connect(port: number, address: string): void {
    this.remote = { port, address };
    this.stopClock();
    this.stopClock = everyFrame(
      () => this.send(),
      () => performance.now(),
    );
  }

  /** Queues what the caller says; returns its length in ms. */
  say(ulaw: Buffer): number {
    for (let at = 0; at < ulaw.length; at += FRAME_BYTES) {
      const frame = Buffer.alloc(FRAME_BYTES, SILENCE);
      ulaw.copy(frame, 0, at, at + FRAME_BYTES);
      this.outgoing.push(frame);
    }
    return (ulaw.length / FRAME_BYTES) * FRAME_MS;
  }

  /** All that was queued has been sent. */
  get hasSaidAll(): boolean {
    return this.outgoing.length === 0 && this.events.length === 0;
  }

  pressTone(key: Key): void {
    this.say(toMulaw(keySound(key, { ms: 100, level: -12 })));
    this.say(Buffer.alloc(4 * FRAME_BYTES, SILENCE));
  }

  /** RFC 4733: the same event with growing duration, its end three times. */
  pressEvent(key: Key): void {
    const durations = [160, 320, 480, 640, 800, 800, 800];
    for (const [at, duration] of durations.entries()) {
      const event = Buffer.from([KEYS.indexOf(key), at >= 4 ? 0x8a : 0x0a, 0, 0]);
      event.writeUInt16BE(duration, 2);
      this.events.push(event);
    }
  }

  /** What was heard since a time, with silence where nothing was sent. Frames are placed by their stamps: they come in heaps when this
   *  process is busy. */
  heardSince(from = 0, to = Infinity): Buffer {
    const parts: Buffer[] = [];
    let last: number | undefined;
    for (const { at, stamp, ulaw } of this.frames) {
      if (at < from || at >= to) continue;
      const missing = last === undefined ? 0 : Math.round((stamp - last) / FRAME_BYTES) - 1;
      if (missing > 0 && missing <= LONGEST_GAP) parts.push(Buffer.alloc(missing * FRAME_BYTES, SILENCE));
      parts.push(ulaw);
      last = stamp;
    }
    return Buffer.concat(parts);
  }

  /** Sends nothing any more, not even silence. */
  fallSilent(): void {
    this.stopClock();
  }

  close(): void {
    this.stopClock();
    this.socket.close();
  }

  private eventStart: number | undefined;

  private send(): void {
    const { remote } = this;
    if (!remote) return;
    const event = this.events.shift();
    this.timestamp += FRAME_BYTES;
    if (event) this.eventStart ??= this.timestamp;
    else this.eventStart = undefined;
    const payload = this.microphone(
      event ?? this.outgoing.shift() ?? Buffer.alloc(FRAME_BYTES, SILENCE),
      event !== undefined,
    );
    const header = Buffer.alloc(HEADER);
    header[0] = 0x80;
    header[1] = event ? TELEPHONE_EVENT : PCMU;
    header.writeUInt16BE(this.sequence++ & 0xffff, 2);
    header.writeUInt32BE(this.eventStart ?? this.timestamp, 4);
    header.writeUInt32BE(0x1234_5678, 8);
    this.socket.send(Buffer.concat([header, payload]), remote.port, remote.address);
    // The next key is another event only after a gap.
    if (event?.readUInt16BE(2) === 800 && this.events[0]?.readUInt16BE(2) === 160)
      this.eventStart = undefined;
  }
}
