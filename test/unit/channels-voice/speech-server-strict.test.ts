import { WebSocket } from 'ws';
import { startSpeechServer, type SpeechServer } from '../../fakes/speech/start-speech-server';

const ID = '0123456789abcdef0123456789abcdef';
const TURN_END = 'turn.end';
const OTHER = 'fedcba9876543210fedcba9876543210';
const STAMP = 'X-Timestamp:2021-06-04T10:00:00.000Z';
const STT = '/speech/recognition/conversation/cognitiveservices/v1?language=ja-JP&X-ConnectionId=';
const CONFIG = text('speech.config', '{}', []);

/** A text message as a client sends it. */
function text(path: string, body: string, headers: readonly string[] = [`X-RequestId:${ID}`]): string {
  return [`Path:${path}`, STAMP, ...headers, '', body].join('\r\n');
}

function audio(body: Buffer, id = ID): Buffer {
  const head = Buffer.from(`Path:audio\r\nX-RequestId:${id}\r\n${STAMP}\r\n`, 'latin1');
  const size = Buffer.alloc(2);
  size.writeUInt16BE(head.length);
  return Buffer.concat([size, head, body]);
}

/** A RIFF header: µ-law, one channel, 8 kHz unless told otherwise. */
function riff({ tag = 7, channels = 1, rate = 8_000, bits = 8 } = {}): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.write('WAVEfmt ', 8);
  header.writeUInt16LE(tag, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt16LE(bits, 34);
  return header;
}

describe('the stand-in for Azure Speech', () => {
  let server: SpeechServer;

  afterEach(() => server.close());

  /** The code that the connection is closed with. What stands after 'turn.end' is sent when the turn is over. */
  const closedAfter = async (messages: readonly (string | Buffer)[]) => {
    server = await startSpeechServer({});
    const socket = new WebSocket(`${server.host}${STT}${ID}`);
    const over = messages.includes(TURN_END) ? messages.indexOf(TURN_END) : messages.length;
    socket.on('open', () => messages.slice(0, over).forEach((message) => socket.send(message)));
    socket.on('message', (data: Buffer) => {
      if (data.includes('Path:turn.end')) messages.slice(over + 1).forEach((message) => socket.send(message));
    });
    return new Promise<number>((resolve) => socket.on('close', resolve));
  };

  it.each([
    ['without a path', 1002, [`${STAMP}\r\nX-RequestId:${ID}\r\n\r\n{}`]],
    ['with an unknown path', 1002, [CONFIG, text('speech.wish', '{}')]],
    ['without a request id', 1002, [CONFIG, text('speech.context', '{}', [])]],
    [
      'with a request id with dashes',
      1002,
      [CONFIG, text('speech.context', '{}', ['X-RequestId:01234567-89ab-cdef-0123-456789abcdef'])],
    ],
    ['without a time stamp', 1002, [`Path:speech.config\r\n\r\n{}`]],
    ['without a separator', 1007, [`Path:speech.config\r\n${STAMP}`]],
    ['without a body', 1007, [`Path:speech.config\r\n${STAMP}\r\n\r\n`]],
    ['with a body that is not JSON', 1007, [text('speech.config', '{', [])]],
    ['of audio before the configuration', 1002, [audio(riff())]],
    ['of audio without a RIFF header', 1007, [CONFIG, audio(Buffer.alloc(800, 0xff))]],
    ['of audio with two channels', 1007, [CONFIG, audio(riff({ channels: 2 }))]],
    ['of audio at 44.1 kHz', 1007, [CONFIG, audio(riff({ rate: 44_100 }))]],
    ['of audio in more than 8,192 bytes', 1007, [CONFIG, audio(riff()), audio(Buffer.alloc(8_193, 0xff))]],
    ['with a header size beyond its end', 1007, [CONFIG, Buffer.from([0x20, 0x00, 1, 2])]],
    [
      'with the request id of a finished turn',
      1002,
      [CONFIG, audio(riff()), audio(Buffer.alloc(0)), TURN_END, audio(riff())],
    ],
    ['of telemetry for the second time', 1002, [CONFIG, text('telemetry', '{}'), text('telemetry', '{}')]],
  ])('closes a connection after a message %s, with %i', async (_, code, messages) => {
    expect(await closedAfter(messages)).toBe(code);
  });

  it('takes a turn that keeps to the protocol, and another with a new id', async () => {
    server = await startSpeechServer({});
    const socket = new WebSocket(`${server.host}${STT}${ID}`);
    const ends: string[] = [];
    await new Promise<void>((resolve) => {
      socket.on('open', () =>
        [CONFIG, audio(riff()), audio(Buffer.alloc(800, 0xff)), audio(Buffer.alloc(0))].forEach((m) =>
          socket.send(m),
        ),
      );
      socket.on('message', (data: Buffer) => {
        if (!data.includes('Path:turn.end')) return;
        ends.push(data.toString());
        if (ends.length === 2) resolve();
        else [audio(riff(), OTHER), audio(Buffer.alloc(0), OTHER)].forEach((message) => socket.send(message));
      });
    });
    expect(ends[0]).toContain(`X-RequestId:${ID}`);
    expect(ends[1]).toContain(`X-RequestId:${OTHER}`);
    expect(server.record.violations).toEqual([]);
  });

  it.each([
    ['a wrong key', 401, { key: 'right' }, `${STT}${ID}`],
    ['no connection id', 400, {}, STT],
    ['another language', 400, {}, `${STT.replace('ja-JP', 'en-US')}${ID}`],
    ['an unknown path', 404, {}, '/speech'],
  ])('refuses a handshake with %s with %i', async (_, status, options, path) => {
    server = await startSpeechServer(options);
    const socket = new WebSocket(`${server.host}${path}`);
    const refused = await new Promise((resolve) =>
      socket.on('unexpected-response', (request, response) => {
        request.destroy();
        resolve(response.statusCode);
      }),
    );
    expect(refused).toBe(status);
  });

  it.each([
    ['idle', { idleMs: 50 }],
    ['old', { activeMs: 50 }],
  ])('cuts a connection that is %s', async (_, limits) => {
    server = await startSpeechServer(limits);
    const socket = new WebSocket(`${server.host}${STT}${ID}`);
    expect(await new Promise((resolve) => socket.on('close', resolve))).toBe(1006);
  });
});
