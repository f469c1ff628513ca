import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { z } from 'zod';
import { securityHeaders } from '../../../../src/http/security-headers';
import type { Sandbox } from './sandbox';
import type { SandboxAct } from './wire';

const SHELL =
  '<!doctype html><html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">' +
  '<title>LINEのためし場（見本）</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css">' +
  '<script defer src="/page.js"></script></head><body></body></html>';

const index = z.number().int().min(0).max(50);
const ACT: z.ZodType<SandboxAct> = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('say'), text: z.string().trim().min(1).max(5000), mention: z.boolean() }),
  z.strictObject({ act: z.literal('send'), kind: z.enum(['sticker', 'image', 'location']) }),
  z.strictObject({ act: z.literal('quick'), index }),
  z.strictObject({ act: z.literal('menu'), index }),
  z.strictObject({ act: z.literal('button'), line: z.string(), button: index }),
  z.strictObject({ act: z.literal('unsend'), line: z.string() }),
  z.strictObject({ act: z.enum(['block', 'follow', 'again']) }),
]);

interface Options {
  readonly sandbox: Sandbox;
  /** Where the page's sources are (page/ of this folder). */
  readonly pageDir: string;
  readonly port?: number;
}

/** Serves the page on loopback only; `stop` ends it. */
export async function serveSandbox({ sandbox, pageDir, port = 0 }: Options) {
  const files: Readonly<Record<string, Made>> = {
    '/': { type: 'text/html; charset=utf-8', body: SHELL },
    '/page.js': { type: 'text/javascript; charset=utf-8', body: bundle(join(pageDir, 'page.ts')) },
    '/page.css': { type: 'text/css; charset=utf-8', body: readFileSync(join(pageDir, 'page.css')) },
  };
  const server = createServer((request, response) => {
    answer(request)
      .catch(() => ({ status: 400, type: 'text/plain', body: '' }))
      .then(
        (made) => write(response, made),
        () => response.destroy(),
      );
  });
  const answer = async (request: IncomingMessage): Promise<Made> => {
    const { pathname } = new URL(request.url ?? '/', 'http://sandbox');
    const [, place = '', id = ''] = pathname.split('/');
    if (request.method === 'POST' && place === 'act')
      return done(sandbox.do(id, ACT.parse(await json(request))));
    if (request.method !== 'GET') return { status: 405, type: 'text/plain', body: '' };
    const file = files[pathname];
    if (file) return file;
    if (place === 'menu') return picture(sandbox, id);
    return place === 'view' ? shown(sandbox, id) : NOT_FOUND;
  };
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Made {
  readonly status?: number;
  readonly type: string;
  readonly body: string | Uint8Array;
}

const NOT_FOUND: Made = { status: 404, type: 'text/plain', body: '' };

function done(was: boolean): Made {
  return { status: was ? 202 : 404, type: 'application/json', body: '{}' };
}

function shown(sandbox: Sandbox, id: string): Made {
  const view = sandbox.view(id === '' ? sandbox.firstTalk : id);
  return view ? { type: 'application/json', body: JSON.stringify(view) } : NOT_FOUND;
}

function picture({ line }: Sandbox, id: string): Made {
  const image = line.world.menus.get(id)?.image;
  return image ? { type: image.type, body: image.bytes } : NOT_FOUND;
}

/** Another site's page cannot send this type without asking first, and is never allowed. */
async function json(request: IncomingMessage): Promise<unknown> {
  if (request.headers['content-type'] !== 'application/json') throw new Error('not JSON');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString());
}

/** Without writeHead, which restify changes for every server of the process. */
function write(response: ServerResponse, { status = 200, type, body }: Made): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(securityHeaders(type, false))) response.setHeader(name, value);
  response.setHeader('content-type', type);
  response.setHeader('cache-control', 'no-store');
  response.end(body);
}

function bundle(entry: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
