import type { Socket } from 'node:net';
import { encodeMulaw, SILENCE } from '../../audio/mulaw';
import { pcmOf, samplesOf } from '../../audio/pcm-bytes';
import { PlayQueue } from '../../audio/play-queue';
import { FRAME_BYTES, type MediaPort } from '../../ports';
import { everyFrame } from '../frame-clock';
import { MediaListeners } from '../media-listeners';
import { telephoneKey } from '../telephone-key';
import { AUDIO_SOCKET, audioSocketMessage, type AudioSocketMessage } from './audio-socket-messages';

const SILENT_MESSAGE = audioMessage(Buffer.alloc(FRAME_BYTES, SILENCE));

/** The audio of a call over Asterisk's AudioSocket: 16-bit samples over TCP. Nothing can be taken back there, so each frame is sent when
 *  it is to be played, and never ahead. When there is nothing to play, silence is sent: an Asterisk that waits for our audio (asterisk#2089)
 *  keeps the call locked meanwhile, and soon the whole of its telephony with it. */
export class AudioSocketMedia extends MediaListeners implements MediaPort {
  private readonly queue = new PlayQueue();

  constructor(
    private readonly socket: Socket,
    now: () => number,
  ) {
    super(now);
    const stop = everyFrame(() => this.play(), now);
    socket.on('close', () => {
      stop();
      this.gone();
    });
  }

  /** What the server read from the socket. */
  received({ kind, content }: AudioSocketMessage): void {
    if (kind === AUDIO_SOCKET.audio) this.heard(encodeMulaw(samplesOf(content)));
    else if (kind === AUDIO_SOCKET.key) {
      const key = telephoneKey(content.toString('latin1'));
      if (key) this.pressed(key, 'signalled');
    } else if (kind === AUDIO_SOCKET.hangUp || kind === AUDIO_SOCKET.error) this.socket.end();
  }

  write(ulaw: Buffer): void {
    this.queue.write(ulaw);
  }

  mark(id: string): void {
    this.queue.mark(id);
  }

  flush(): void {
    for (const mark of this.queue.flush()) this.reached(mark, false);
  }

  pause(): void {
    this.queue.pause();
  }

  resume(): void {
    this.queue.resume();
  }

  close(): void {
    this.socket.end(audioSocketMessage(AUDIO_SOCKET.hangUp, Buffer.alloc(0)));
  }

  private play(): void {
    const { frame, marks } = this.queue.next();
    for (const mark of marks) this.reached(mark, true);
    if (this.socket.writable) this.socket.write(frame ? audioMessage(frame) : SILENT_MESSAGE);
  }
}

function audioMessage(ulaw: Buffer): Buffer {
  return audioSocketMessage(AUDIO_SOCKET.audio, pcmOf(ulaw));
}
