import type WebSocket from 'ws';
import { encodeMulaw, SILENCE } from '../../audio/mulaw';
import { pcmOf, samplesOf } from '../../audio/pcm-bytes';
import { PlayQueue } from '../../audio/play-queue';
import { FRAME_BYTES, type MediaPort } from '../../ports';
import { everyFrame } from '../frame-clock';
import { MediaListeners } from '../media-listeners';
import type { DemoMessage } from './demo-wire';

const SILENT_FRAME = Buffer.alloc(FRAME_BYTES, SILENCE);
/** A page that stalls and then sends everything at once must not make the desk listen to the past. */
const LATE_BYTES = 10 * FRAME_BYTES;
/** What may wait for a slow network, half a second: later sound is left out, as on a bad line. */
const UNSENT_BYTES = 8_000;

/** The audio of a call from the page for trying. The desk paces both directions: without a microphone it hears silence. */
export class DemoMedia extends MediaListeners implements MediaPort {
  private readonly queue = new PlayQueue();
  private incoming: Buffer = Buffer.alloc(0);

  constructor(
    private readonly socket: WebSocket,
    now: () => number,
  ) {
    super(now);
    const stop = everyFrame(() => this.tick(), now);
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      stop();
      this.gone();
    });
  }

  /** Sound from the page's microphone. */
  received(pcm: Buffer): void {
    this.incoming = Buffer.concat([this.incoming, encodeMulaw(samplesOf(pcm))]).subarray(-LATE_BYTES);
  }

  tell(message: DemoMessage): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(JSON.stringify(message));
  }

  write(ulaw: Buffer): void {
    this.queue.write(ulaw);
  }

  mark(id: string): void {
    this.queue.mark(id);
  }

  flush(): void {
    this.tell({ type: 'flush' });
    for (const mark of this.queue.flush()) this.reached(mark, false);
  }

  pause(): void {
    this.queue.pause();
  }

  resume(): void {
    this.queue.resume();
  }

  close(): void {
    this.socket.close();
  }

  private tick(): void {
    const { frame, marks } = this.queue.next();
    for (const mark of marks) this.reached(mark, true);
    const { socket } = this;
    if (frame && socket.readyState === socket.OPEN && socket.bufferedAmount < UNSENT_BYTES)
      socket.send(pcmOf(frame));
    this.heard(this.nextIncoming());
  }

  private nextIncoming(): Buffer {
    if (this.incoming.length < FRAME_BYTES) return SILENT_FRAME;
    const frame = this.incoming.subarray(0, FRAME_BYTES);
    this.incoming = this.incoming.subarray(FRAME_BYTES);
    return frame;
  }
}
