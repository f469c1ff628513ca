import { connect } from 'node:net';
import pino from 'pino';
import { AppError } from '../../../src/errors';
import { createHttpServer, type HttpServer, type HttpServerOptions } from '../../../src/http/http-server';
import type { HttpRequest, Route } from '../../../src/http/route';

export const CONTACT = 'お急ぎの方は、コールセンター（見本）へお電話ください。';

/** A server on an ephemeral port with the defaults of the demonstration. */
export async function startServer(
  options: Partial<HttpServerOptions> = {},
  mount: (server: HttpServer) => void = () => undefined,
  wantedPort = 0,
): Promise<{ server: HttpServer; origin: string; port: number; logged: string[] }> {
  const logged: string[] = [];
  const server = createHttpServer({
    allowedOrigins: [],
    trustProxy: false,
    contact: CONTACT,
    probes: { live: () => ({ ok: true }), ready: () => ({ ok: false, parts: { knowledge: 'loading' } }) },
    logger: pino({}, { write: (line: string) => void logged.push(line) }),
    ...options,
  });
  mount(server);
  const { port } = await server.listen(wantedPort, '127.0.0.1');
  return { server, port, origin: `http://127.0.0.1:${port}`, logged };
}

/** What the handler of /json/:id was given. */
export const seen: HttpRequest[] = [];
export const routes: Route[] = [
  {
    method: 'GET',
    path: '/page',
    handle: () => ({
      status: 200,
      body: '<p>市</p>',
      headers: { 'content-type': 'text/html; charset=utf-8' },
    }),
  },
  {
    method: 'POST',
    path: '/json/:id',
    body: 'json',
    handle: (request) => {
      seen.push(request);
      return { status: 200, json: { got: request.body ?? null } };
    },
  },
  {
    method: 'POST',
    path: '/form',
    body: 'form',
    handle: (request) => ({ status: 200, json: Object.fromEntries(request.body as URLSearchParams) }),
  },
  {
    method: 'GET',
    path: '/broken',
    handle: () => {
      throw new TypeError('secret detail at /srv/desk/file.ts');
    },
  },
  {
    method: 'GET',
    path: '/down',
    handle: () => {
      throw new AppError('storage.unavailable', 'password=hunter2');
    },
  },
];

/** Bytes as a broken or hostile client sends them; resolves with all that came back. */
export function raw(port: number, ...chunks: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
    chunks.forEach((chunk) => socket.write(chunk));
  });
}
