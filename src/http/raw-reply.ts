import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WrittenReply } from './reply-writer';

/** Writes an answer where there is no ServerResponse (broken requests, WebSocket handshakes), and closes the connection. */
export function writeRawReply(socket: Duplex, reply: WrittenReply): void {
  const body = Buffer.from(reply.body);
  const headers = { ...reply.headers, 'content-length': String(body.length), connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = [`HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status] ?? ''}`, ...lines, '', ''].join(
    '\r\n',
  );
  socket.end(Buffer.concat([Buffer.from(head), body]), () => socket.destroy());
}
