import { connect, type Socket } from 'node:net';
import {
  AUDIO_SOCKET,
  AudioSocketMessages,
  audioSocketMessage,
} from '../../../src/channels/voice/carriers/asterisk/audio-socket-messages';
import type { AudioSocketMedia } from '../../../src/channels/voice/carriers/asterisk/audio-socket-media';
import { AudioSocketServer } from '../../../src/channels/voice/carriers/asterisk/audio-socket-server';
import { waitUntil } from '../../helpers/wait-until';

const ID = '31a338d1-4e62-48fc-a7fe-5cae2444fc48';
const FRAME_OF_SAMPLES = 320;
/** Ten frames of the loudest that µ-law can say. */
const LOUD = Buffer.alloc(1_600, 0x80);

describe('audio over AudioSocket', () => {
  let server: AudioSocketServer;
  let asterisk: Socket;
  let media: AudioSocketMedia;
  let messages: { kind: number; loud: boolean; length: number }[];

  beforeEach(async () => {
    server = new AudioSocketServer(() => performance.now());
    await server.listen(0, '127.0.0.1');
    messages = [];
    const reader = new AudioSocketMessages();
    const arrives = new Promise<AudioSocketMedia>((resolve) => server.expect(ID, resolve));
    asterisk = connect(server.port, '127.0.0.1');
    asterisk.on('data', (data) => {
      for (const { kind, content } of reader.read(data))
        messages.push({ kind, loud: content.some((byte) => byte !== 0), length: content.length });
    });
    asterisk.write(audioSocketMessage(AUDIO_SOCKET.id, Buffer.from(ID.replaceAll('-', ''), 'hex')));
    media = await arrives;
  });
  afterEach(async () => {
    asterisk.destroy();
    await server.close();
  });

  const heard = (loud: boolean): number => messages.filter((message) => message.loud === loud).length;

  it('sends silence from the first moment on: Asterisk stands still while it waits for audio', async () => {
    await waitUntil('a second of it', () => messages.length >= 50);
    for (const message of messages)
      expect(message).toEqual({ kind: AUDIO_SOCKET.audio, loud: false, length: FRAME_OF_SAMPLES });
  });

  it('goes on with silence while it pauses and after what it has played', async () => {
    media.write(LOUD);
    media.pause();
    await waitUntil('silence', () => heard(false) >= 10);
    expect(heard(true)).toBe(0);
    media.resume();
    await waitUntil('what was written', () => heard(true) === 10);
    const before = heard(false);
    await waitUntil('silence again', () => heard(false) >= before + 10);
    expect(heard(true)).toBe(10);
  });

  it('hangs up, and sends nothing afterwards', async () => {
    await waitUntil('silence', () => messages.length > 0);
    const ended = new Promise<void>((resolve) => asterisk.once('end', resolve));
    media.close();
    await ended;
    expect(messages.at(-1)).toEqual({ kind: AUDIO_SOCKET.hangUp, loud: false, length: 0 });
  });

  it('lets a connection in only once with its name, and no other', async () => {
    for (const name of [ID, ID.replace('3', '4')]) {
      const stranger = connect(server.port, '127.0.0.1');
      const gone = new Promise<void>((resolve) => stranger.once('close', () => resolve()));
      stranger.write(audioSocketMessage(AUDIO_SOCKET.id, Buffer.from(name.replaceAll('-', ''), 'hex')));
      await gone;
    }
    expect(asterisk.destroyed).toBe(false);
  });
});
