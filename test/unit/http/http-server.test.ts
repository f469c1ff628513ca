import { connect } from 'node:net';
import type { HttpServer, HttpServerOptions } from '../../../src/http/http-server';
import { CONTACT, raw, routes, seen, startServer } from './start-server';

let running: HttpServer[] = [];
async function start(options: Partial<HttpServerOptions> = {}) {
  const started = await startServer(options, (server) => server.route(...routes));
  running.push(started.server);
  return started;
}
afterEach(async () => {
  await Promise.all(running.map((server) => server.close(0)));
  running = [];
  seen.length = 0;
});

interface Refused {
  error: { code: string; message: string; contact: string };
}
const refusal = async (response: Response) => ((await response.json()) as Refused).error;
const post = (url: string, body: BodyInit, type = 'application/json', headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': type, ...headers } });

describe('refusals', () => {
  it.each([
    ['an unknown path', (o: string) => fetch(`${o}/nothing`), 404, 'route.unknown'],
    ['a path with broken percent signs', (o: string) => fetch(`${o}/json/%ff%zz`), 404, 'route.unknown'],
    ['a wrong method', (o: string) => fetch(`${o}/page`, { method: 'DELETE' }), 405, 'route.method'],
    [
      'a wrong content type',
      (o: string) => post(`${o}/json/1`, 'こんにちは', 'text/plain'),
      415,
      'body.type',
    ],
    [
      'a body without a content type',
      (o: string) => post(`${o}/json/1`, new Uint8Array([123, 125]), ''),
      415,
      'body.type',
    ],
    [
      'a compressed body',
      (o: string) => post(`${o}/json/1`, '{}', 'application/json', { 'content-encoding': 'gzip' }),
      415,
      'body.type',
    ],
    ['invalid JSON', (o: string) => post(`${o}/json/1`, '{"type":'), 400, 'body.not-json'],
    [
      'JSON that is not UTF-8',
      (o: string) => post(`${o}/json/1`, new Uint8Array([34, 0x83, 0x8f, 34])),
      400,
      'body.not-json',
    ],
    [
      '100,000 characters',
      (o: string) => post(`${o}/json/1`, JSON.stringify('あ'.repeat(100_000))),
      413,
      'body.too-large',
    ],
    ['a fault of ours', (o: string) => fetch(`${o}/broken`), 500, 'server.failed'],
    ['a missing database', (o: string) => fetch(`${o}/down`), 503, 'server.unavailable'],
  ])('answers %s with a code, a polite text and the way to a person', async (_what, call, status, code) => {
    const { origin } = await start();
    const response = await call(origin);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    const error = await refusal(response);
    expect(error).toMatchObject({ code, contact: CONTACT });
    expect(error.message).toMatch(/。$/);
  });

  it('never repeats an internal text, and logs it', async () => {
    const { origin, logged } = await start();
    const texts = await Promise.all(
      ['/broken', '/down'].map(async (path) => (await fetch(origin + path)).text()),
    );
    expect(texts.join()).not.toMatch(/secret|hunter2|TypeError|\.ts/);
    expect(logged.join()).toContain('secret detail');
  });

  it('refuses a chunked body over the limit while reading it', async () => {
    const { port } = await start({ bodyLimit: 100 });
    const head =
      'POST /json/1 HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n';
    const answer = await raw(port, head, `100\r\n${'x'.repeat(256)}\r\n`, '0\r\n\r\n');
    expect(answer).toContain('413 Payload Too Large');
    expect(answer).toContain('body.too-large');
  });

  it('refuses an announced large body without waiting for it', async () => {
    const { port } = await start();
    const socket = connect(port, '127.0.0.1');
    socket.write(
      'POST /json/1 HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 900000000\r\n\r\n',
    );
    const answer = await new Promise<string>((resolve) =>
      socket.once('data', (data) => resolve(data.toString())),
    );
    socket.destroy();
    expect(answer).toContain('413 Payload Too Large');
  });

  it.each(['GET http://[::bad HTTP/1.1', 'GET //[x HTTP/1.1', 'NONSENSE', 'GET * HTTP/1.1'])(
    'survives the request line %j',
    async (line) => {
      const { port, origin } = await start();
      expect(await raw(port, `${line}\r\nhost: a\r\nconnection: close\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 40[04] /,
      );
      expect((await fetch(`${origin}/healthz`)).status).toBe(200);
    },
  );

  it('shows a page, escaped, where a browser asked for one', async () => {
    const { origin } = await start({ contact: '<b>電話</b>' });
    const response = await fetch(`${origin}/nothing`, { headers: { accept: 'text/html,*/*' } });
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await response.text()).toContain('&#60;b&#62;電話');
  });
});

describe('requests', () => {
  it('hands over parsed bodies, parameters and the address', async () => {
    const { origin } = await start();
    const response = await post(
      `${origin}/json/a%20b?x=1`,
      '{"type":"message"}',
      'application/json; charset=utf-8',
    );
    expect(await response.json()).toEqual({ got: { type: 'message' } });
    expect(seen[0]).toMatchObject({ params: { id: 'a b' }, address: '127.0.0.1', origin });
    expect(seen[0]?.query.get('x')).toBe('1');
    expect(await (await post(`${origin}/json/1`, '')).json()).toEqual({ got: null });
    expect(
      await (await post(`${origin}/form`, 'q=%E3%83%AF', 'application/x-www-form-urlencoded')).json(),
    ).toEqual({ q: 'ワ' });
  });

  it('answers HEAD like GET, without a body', async () => {
    const { origin } = await start();
    const response = await fetch(`${origin}/page`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it('reports health by the given functions', async () => {
    const { origin } = await start();
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
    const ready = await fetch(`${origin}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { ok: false, parts: { knowledge: 'loading' } }]);
  });
});

describe('security headers', () => {
  it('forbid framing, sniffing and foreign scripts on every answer', async () => {
    const { origin } = await start();
    const page = await fetch(`${origin}/page`);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
    const refused = await fetch(`${origin}/nothing`);
    for (const response of [page, refused]) {
      expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('referrer-policy')).toBe('same-origin');
      expect(response.headers.get('server')).toBeNull();
      expect(response.headers.get('strict-transport-security')).toBeNull();
    }
  });

  it('promise https only where the desk is reached by https', async () => {
    const behindProxy = await start({ trustProxy: true });
    const https = await fetch(`${behindProxy.origin}/page`, { headers: { 'x-forwarded-proto': 'https' } });
    expect(https.headers.get('strict-transport-security')).toContain('max-age');
    const named = await start({ publicUrl: 'https://faq.city.example' });
    expect((await fetch(`${named.origin}/page`)).headers.get('strict-transport-security')).toContain(
      'max-age',
    );
    const bare = await start();
    const claimed = await fetch(`${bare.origin}/page`, { headers: { 'x-forwarded-proto': 'https' } });
    expect(claimed.headers.get('strict-transport-security')).toBeNull();
  });
});

describe('rate limit', () => {
  const rateLimit = { writes: 2, reads: 3, seconds: 60 };

  it('answers a flood from one address politely and says when to come back', async () => {
    const { origin } = await start({ rateLimit });
    const statuses = await Promise.all(
      Array.from({ length: 8 }, async () => (await fetch(`${origin}/page`)).status),
    );
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
    const refused = await fetch(`${origin}/page`);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    expect(await refusal(refused)).toMatchObject({
      code: 'rate.exceeded',
      message: expect.stringContaining('恐れ入りますが') as string,
    });
  });

  it('counts what stores something apart from what only reads', async () => {
    const { origin } = await start({ rateLimit });
    for (let count = 0; count < 3; count++) await fetch(`${origin}/page`);
    const statuses = [];
    for (let count = 0; count < 3; count++) statuses.push((await post(`${origin}/json/1`, '{}')).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('counts unknown paths too, and never health checks', async () => {
    const { origin } = await start({ rateLimit });
    for (let count = 0; count < 3; count++) await fetch(`${origin}/wp-login-${count}`);
    expect((await fetch(`${origin}/wp-login`)).status).toBe(429);
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  });

  it('believes X-Forwarded-For only behind a trusted proxy, and only its last entry', async () => {
    const call = (origin: string, forwarded: string) =>
      fetch(`${origin}/page`, { headers: { 'x-forwarded-for': forwarded } });
    const open = await start({ rateLimit });
    for (let count = 0; count < 3; count++) await call(open.origin, `10.0.0.${count}`);
    expect((await call(open.origin, '10.0.0.9')).status).toBe(429);
    const proxied = await start({ rateLimit, trustProxy: true });
    for (let count = 0; count < 3; count++) await call(proxied.origin, `1.1.1.${count}, 10.0.0.1`);
    expect((await call(proxied.origin, '9.9.9.9, 10.0.0.1')).status).toBe(429);
    expect((await call(proxied.origin, '10.0.0.2')).status).toBe(200);
  });
});

describe('other origins', () => {
  const allowedOrigins = ['https://www.city.example'];
  const preflight = (origin: string, from: string) =>
    fetch(`${origin}/json/1`, {
      method: 'OPTIONS',
      headers: { origin: from, 'access-control-request-method': 'POST' },
    });

  it('are answered at the preflight when they are on the exact list', async () => {
    const { origin } = await start({ allowedOrigins });
    const response = await preflight(origin, 'https://www.city.example');
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://www.city.example');
    const headers = response.headers.get('access-control-allow-headers');
    for (const name of ['authorization', 'content-type', 'x-ms-bot-agent', 'x-requested-with'])
      expect(headers).toContain(name);
    expect(response.headers.get('vary')).toBe('Origin');
    const answer = await post(`${origin}/json/1`, '{}', 'application/json', {
      origin: 'https://www.city.example',
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://www.city.example');
  });

  it.each([
    'https://evil.example',
    'https://www.city.example.evil.example',
    'http://www.city.example',
    'null',
  ])('refuses %s', async (from) => {
    const { origin } = await start({ allowedOrigins });
    const asked = await preflight(origin, from);
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    const sent = await post(`${origin}/json/1`, '{}', 'application/json', { origin: from });
    expect([sent.status, (await refusal(sent)).code]).toEqual([403, 'origin.refused']);
    expect(seen).toHaveLength(0);
  });

  it('lets the desk its own pages call it', async () => {
    const { origin } = await start();
    expect((await post(`${origin}/json/1`, '{}', 'application/json', { origin })).status).toBe(200);
  });
});
