import {
  createOutboundAudioData,
  createOutboundStopAudioData,
  StreamingData,
  type AudioData,
  type DtmfData,
} from '@azure/communication-call-automation';
import type WebSocket from 'ws';
import { Doubler, Halver } from '../../audio/half-band';
import { decodeMulaw, encodeMulaw } from '../../audio/mulaw';
import { bytesOf, samplesOf } from '../../audio/pcm-bytes';
import { FRAME_BYTES, type Key, type MediaPort } from '../../ports';
import { everyFrame } from '../frame-clock';
import { MediaListeners } from '../media-listeners';
import { telephoneKey } from '../telephone-key';
import { Playout } from './playout';

/** Azure writes tones as digits or as words (`DtmfTone` of the SDK). */
const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const SIGNS: Readonly<Record<string, Key>> = { asterisk: '*', pound: '#' };

/** The audio of a call at Azure Communication Services: base64 of 16 kHz linear samples in JSON, both ways, over a WebSocket that Azure
 *  opens. https://learn.microsoft.com/azure/communication-services/concepts/call-automation/audio-streaming-concept */
export class AcsMedia extends MediaListeners implements MediaPort {
  private readonly playout: Playout;
  private readonly halver = new Halver();
  private readonly doubler = new Doubler();
  private rest: Buffer = Buffer.alloc(0);

  constructor(
    private readonly socket: WebSocket,
    now: () => number,
  ) {
    super(now);
    this.playout = new Playout({
      send: (frame) => this.sendFrame(frame),
      stop: () => this.send(createOutboundStopAudioData()),
      reached: (mark, played) => this.reached(mark, played),
    });
    const stop = everyFrame(() => this.playout.tick(), now);
    socket.on('message', (data: Buffer) => this.received(data.toString()));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      stop();
      this.gone();
    });
  }

  write(ulaw: Buffer): void {
    this.playout.write(ulaw);
  }

  mark(id: string): void {
    this.playout.mark(id);
  }

  flush(): void {
    this.playout.flush();
  }

  pause(): void {
    this.playout.pause();
  }

  resume(): void {
    this.playout.resume();
  }

  close(): void {
    this.socket.close();
  }

  private received(text: string): void {
    const message = parsed(text);
    if (message?.kind === 'AudioData') this.sound(Buffer.from(message.data, 'base64'));
    else if (message?.kind === 'DtmfData') this.press(keyOf(message.data));
  }

  private sound(pcm: Buffer): void {
    // The filter takes pairs of samples; Azure sends 20 ms, which are 640 bytes.
    const ulaw = encodeMulaw(this.halver.run(samplesOf(pcm.subarray(0, pcm.length - (pcm.length % 4)))));
    this.rest = Buffer.concat([this.rest, ulaw]);
    for (; this.rest.length >= FRAME_BYTES; this.rest = this.rest.subarray(FRAME_BYTES))
      this.heard(this.rest.subarray(0, FRAME_BYTES));
  }

  private press(key: Key | undefined): void {
    if (key !== undefined) this.pressed(key, 'signalled');
  }

  private sendFrame(frame: Buffer): void {
    const pcm = bytesOf(this.doubler.run(decodeMulaw(frame)));
    this.send(createOutboundAudioData(pcm.toString('base64')));
  }

  private send(text: string): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(text);
  }
}

type Parsed = { readonly kind: 'AudioData' | 'DtmfData'; readonly data: string };

/** Undefined for what says nothing about the call: metadata, and kinds that come one day. */
function parsed(text: string): Parsed | undefined {
  try {
    const message = StreamingData.parse(text);
    const kind = StreamingData.getStreamingKind();
    if (kind !== 'AudioData' && kind !== 'DtmfData') return undefined;
    // The client checks nothing of what it has parsed.
    const { data } = message as Partial<AudioData | DtmfData>;
    return typeof data === 'string' ? { kind, data } : undefined;
  } catch {
    return undefined;
  }
}

function keyOf(tone: string): Key | undefined {
  const name = tone.toLowerCase();
  const digit = WORDS.indexOf(name);
  return SIGNS[name] ?? telephoneKey(digit === -1 ? name : String(digit));
}
