import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { AUDIO_SOCKET, AudioSocketMessages } from './audio-socket-messages';
import { AudioSocketMedia } from './audio-socket-media';

/** Whoever connects says within this time which call it is. */
const SAY_WHO_MS = 2_000;

type Arrived = (media: AudioSocketMedia) => void;

/** Takes the connections of AudioSocket channels. Only those that name a call which the desk has just asked for are let in: the name is a
 *  random UUID that nobody but Asterisk has been told, and it counts once. */
export class AudioSocketServer {
  private readonly expected = new Map<string, Arrived>();
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(private readonly now: () => number) {
    this.server = createServer((socket) => this.connected(socket));
  }

  listen(port: number, host: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, resolve);
    });
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  expect(id: string, arrived: Arrived): void {
    this.expected.set(id, arrived);
  }

  forget(id: string): void {
    this.expected.delete(id);
  }

  close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private connected(socket: Socket): void {
    this.sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    const tooLate = setTimeout(() => socket.destroy(), SAY_WHO_MS);
    socket.on('close', () => {
      clearTimeout(tooLate);
      this.sockets.delete(socket);
    });
    const messages = new AudioSocketMessages();
    let media: AudioSocketMedia | undefined;
    socket.on('data', (data: Buffer) => {
      for (const message of messages.read(data)) {
        if (media) media.received(message);
        else if (message.kind === AUDIO_SOCKET.id)
          media = this.welcome(message.content.toString('hex'), socket);
        if (!media) return socket.destroy();
      }
      if (media) clearTimeout(tooLate);
    });
  }

  private welcome(hex: string, socket: Socket): AudioSocketMedia | undefined {
    const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    const arrived = this.expected.get(id);
    if (!arrived) return undefined;
    this.expected.delete(id);
    const media = new AudioSocketMedia(socket, this.now);
    arrived(media);
    return media;
  }
}
