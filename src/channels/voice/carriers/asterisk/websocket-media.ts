import type WebSocket from 'ws';
import { SILENCE } from '../../audio/mulaw';
import { FRAME_BYTES, type MediaPort } from '../../ports';
import { MediaListeners } from '../media-listeners';
import { telephoneKey } from '../telephone-key';
import { readMediaEvent, type MediaEvent } from './media-event';

/** Five seconds: Asterisk takes no message above 65,500 bytes. */
const MESSAGE_BYTES = 250 * FRAME_BYTES;
/** Asterisk drops what comes when 1,000 frames wait there, and says so only afterwards: half of that is never exceeded. */
const AHEAD_BYTES = 500 * FRAME_BYTES;

type Item = Buffer | { readonly mark: string };
type Sent = { readonly bytes: number } | { readonly mark: string };

/** The audio of a call over Asterisk's chan_websocket. Asterisk paces what is played; whole frames are sent, up to ten seconds ahead. */
export class WebSocketMedia extends MediaListeners implements MediaPort {
  private readonly waiting: Item[] = [];
  /** What is at Asterisk and not played yet, by the number of the mark that follows it. */
  private readonly sent = new Map<string, Sent>();
  private ahead = 0;
  private lastMark = 0;
  private stopped = false;
  /** The last bytes that are no whole frame yet. */
  private rest: Buffer = Buffer.alloc(0);

  constructor(
    private readonly socket: WebSocket,
    now: () => number,
  ) {
    super(now);
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) this.heard(data);
      else this.told(readMediaEvent(data.toString()));
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.gone());
  }

  /** An incomplete frame waits for what is written next, or for a mark. */
  write(ulaw: Buffer): void {
    const all = Buffer.concat([this.rest, ulaw]);
    const whole = all.length - (all.length % FRAME_BYTES);
    for (let at = 0; at < whole; at += MESSAGE_BYTES)
      this.waiting.push(all.subarray(at, Math.min(whole, at + MESSAGE_BYTES)));
    this.rest = all.subarray(whole);
    this.send();
  }

  mark(id: string): void {
    if (this.rest.length > 0) this.write(Buffer.alloc(FRAME_BYTES - this.rest.length, SILENCE));
    this.waiting.push({ mark: id });
    this.send();
  }

  flush(): void {
    const lost = [...this.sent.values(), ...this.waiting].flatMap((item) =>
      'mark' in item ? [item.mark] : [],
    );
    this.waiting.length = 0;
    this.sent.clear();
    this.ahead = 0;
    this.stopped = false;
    this.rest = Buffer.alloc(0);
    this.command('FLUSH_MEDIA');
    // Asterisk 22.10 stays paused after a flush, whatever its manual says, and the caller would hear nothing any more.
    this.command('CONTINUE_MEDIA');
    for (const mark of lost) this.reached(mark, false);
  }

  pause(): void {
    this.command('PAUSE_MEDIA');
  }

  resume(): void {
    this.command('CONTINUE_MEDIA');
  }

  close(): void {
    this.socket.close();
  }

  private told(event: MediaEvent | undefined): void {
    if (event?.event === 'MEDIA_MARK_PROCESSED') this.played(event.correlation_id);
    else if (event?.event === 'MEDIA_XOFF') this.stopped = true;
    else if (event?.event === 'MEDIA_XON') {
      this.stopped = false;
      this.send();
    } else if (event?.event === 'DTMF_END') {
      const key = telephoneKey(event.digit);
      if (key) this.pressed(key, 'signalled');
    }
  }

  /** Marks of before a flush are not known any more, so they move nothing. */
  private played(number: string): void {
    const item = this.sent.get(number);
    if (!item) return;
    this.sent.delete(number);
    if ('mark' in item) this.reached(item.mark, true);
    else this.ahead -= item.bytes;
    this.send();
  }

  private send(): void {
    for (
      let item = this.waiting[0];
      item && this.ahead < AHEAD_BYTES && !this.stopped;
      item = this.waiting[0]
    ) {
      this.waiting.shift();
      if (Buffer.isBuffer(item)) {
        if (this.isOpen) this.socket.send(item);
        this.ahead += item.length;
      }
      const number = String(++this.lastMark);
      this.sent.set(number, Buffer.isBuffer(item) ? { bytes: item.length } : item);
      this.command('MARK_MEDIA', { correlation_id: number });
    }
  }

  private command(command: string, fields: Readonly<Record<string, string>> = {}): void {
    if (this.isOpen) this.socket.send(JSON.stringify({ command, ...fields }));
  }

  private get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }
}
