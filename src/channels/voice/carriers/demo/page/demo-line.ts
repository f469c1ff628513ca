import type { DemoCommand, DemoMessage } from '../demo-wire';
import { openLoudspeaker, type Loudspeaker } from './loudspeaker';

export interface DemoLineListener {
  onOpen(): void;
  onMessage(message: DemoMessage): void;
  onClose(): void;
  onNoMicrophone(): void;
  /** This browser has no sound: the call goes on in writing. */
  onNoSound(): void;
}

/** One call from this page. */
export class DemoLine {
  private readonly socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/voice/demo/call`);
  private loudspeaker: Loudspeaker | undefined;
  private closed = false;

  constructor(
    private readonly listener: DemoLineListener,
    microphone: boolean,
  ) {
    this.socket.binaryType = 'arraybuffer';
    this.socket.onopen = () => listener.onOpen();
    this.socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => this.received(data);
    this.socket.onclose = () => this.over();
    openLoudspeaker({
      microphone,
      onSpoken: (pcm) => this.sendSound(pcm),
      onNoMicrophone: () => listener.onNoMicrophone(),
    }).then(
      (loudspeaker) => {
        this.loudspeaker = loudspeaker;
        if (this.closed) loudspeaker.close();
      },
      () => listener.onNoSound(),
    );
  }

  send(command: DemoCommand): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(command));
  }

  hangUp(): void {
    this.socket.close();
  }

  private sendSound(pcm: ArrayBuffer): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(pcm);
  }

  private received(data: string | ArrayBuffer): void {
    if (typeof data !== 'string') return this.loudspeaker?.play(data);
    const message = JSON.parse(data) as DemoMessage;
    if (message.type === 'flush') this.loudspeaker?.flush();
    this.listener.onMessage(message);
  }

  private over(): void {
    this.closed = true;
    this.loudspeaker?.close();
    this.listener.onClose();
  }
}
