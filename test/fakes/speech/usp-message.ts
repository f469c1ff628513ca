/** Messages of the "Speech Service WebSocket protocol" as Microsoft published it (2017-09-15), with what later clients add. */

/** The client has broken the protocol: the connection ends with this code and reason. */
export class Violation extends Error {
  constructor(
    readonly code: 1002 | 1007,
    readonly reason: string,
  ) {
    super(reason);
  }
}

export interface ClientMessage {
  readonly path: string;
  readonly requestId: string;
  readonly contentType: string | undefined;
  readonly body: Buffer;
}

const LARGEST_HEADER = 8_192;
const LARGEST_AUDIO = 8_192;
const NO_DASH_UUID = /^[0-9a-f]{32}$/i;
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,7}Z$/;
/** `speech.config` belongs to the connection, not to a request. */
const WITHOUT_REQUEST = new Set(['speech.config', 'synthesis.config']);
const JSON_PATHS = new Set(['speech.config', 'speech.context', 'synthesis.context', 'telemetry']);

/** Reads one message of the client. Throws a `Violation` where the published protocol closes the connection. */
export function readMessage(data: Buffer, isBinary: boolean): ClientMessage {
  const { head, body } = isBinary ? splitBinary(data) : splitText(data);
  const headers = new Map(
    head
      .split('\r\n')
      .filter((line) => line !== '')
      .map((line): [string, string] => [
        line.slice(0, line.indexOf(':')).trim().toLowerCase(),
        line.slice(line.indexOf(':') + 1).trim(),
      ]),
  );
  const path = headers.get('path')?.toLowerCase() ?? '';
  if (path === '') throw new Violation(1002, 'Missing/Empty header. Path');
  checkHeaders(path, headers);
  if (path === 'audio' && body.length > LARGEST_AUDIO)
    throw new Violation(1007, `Audio chunk of ${body.length} bytes, at most ${LARGEST_AUDIO}.`);
  if (JSON_PATHS.has(path)) checkJson(path, body);
  return {
    path,
    requestId: headers.get('x-requestid') ?? '',
    contentType: headers.get('content-type'),
    body,
  };
}

function splitBinary(data: Buffer): { head: string; body: Buffer } {
  if (data.length < 2) throw new Violation(1007, 'Binary message has invalid header size prefix.');
  const size = data.readUInt16BE(0);
  if (size > LARGEST_HEADER || size + 2 > data.length)
    throw new Violation(1007, 'Binary message has invalid header size.');
  const head = data.subarray(2, 2 + size);
  if (head.some((byte) => byte > 0x7e)) throw new Violation(1007, 'Binary message headers are not US-ASCII.');
  return { head: head.toString('latin1'), body: data.subarray(2 + size) };
}

function splitText(data: Buffer): { head: string; body: Buffer } {
  const separator = data.indexOf('\r\n\r\n');
  if (separator < 0) throw new Violation(1007, 'Text message contains no header separator.');
  if (separator + 4 === data.length) throw new Violation(1007, 'Text message contains no data.');
  return { head: data.toString('utf8', 0, separator), body: data.subarray(separator + 4) };
}

function checkHeaders(path: string, headers: ReadonlyMap<string, string>): void {
  const requestId = headers.get('x-requestid') ?? '';
  if (requestId === '' && !WITHOUT_REQUEST.has(path))
    throw new Violation(1002, 'Missing/Empty header. X-RequestId');
  if (requestId !== '' && !NO_DASH_UUID.test(requestId))
    throw new Violation(1002, 'X-RequestId header value was not specified in no-dash UUID format.');
  if (!TIMESTAMP.test(headers.get('x-timestamp') ?? ''))
    throw new Violation(1002, 'Missing/Empty header. X-Timestamp');
}

function checkJson(path: string, body: Buffer): void {
  try {
    JSON.parse(body.toString('utf8'));
  } catch {
    throw new Violation(1007, `The body of ${path} is not JSON.`);
  }
}

/** A text message of the service. */
export function textMessage(path: string, requestId: string, body: unknown): string {
  const headers = [
    'Content-Type:application/json; charset=utf-8',
    `Path:${path}`,
    `X-RequestId:${requestId}`,
  ];
  return `${headers.join('\r\n')}\r\n\r\n${JSON.stringify(body)}`;
}

/** A binary message of the service: synthesised audio. */
export function audioMessage(requestId: string, streamId: string, audio: Uint8Array): Buffer {
  const lines = [
    'Content-Type:audio/basic',
    'Path:audio',
    `X-RequestId:${requestId}`,
    `X-StreamId:${streamId}`,
  ];
  const head = Buffer.from(lines.map((line) => `${line}\r\n`).join(''), 'latin1');
  const size = Buffer.alloc(2);
  size.writeUInt16BE(head.length);
  return Buffer.concat([size, head, audio]);
}
