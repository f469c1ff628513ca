import type { AppError } from '../../../src/errors';
import type { HttpServer, HttpServerOptions } from '../../../src/http/http-server';
import { raw, routes, startServer } from './start-server';

let running: HttpServer[] = [];
async function start(options: Partial<HttpServerOptions> = {}) {
  const started = await startServer(options, (server) => server.route(...routes));
  running.push(started.server);
  return started;
}
afterEach(async () => {
  await Promise.all(running.map((server) => server.close(0)));
  running = [];
});

describe('connections', () => {
  it('are cut when the headers come drop by drop', async () => {
    const { port } = await start({ timeouts: { headersMs: 200, requestMs: 400, checkEveryMs: 50 } });
    expect(await raw(port, 'GET /page HTTP/1.1\r\nhost: a\r\n')).toMatch(
      /^HTTP\/1\.1 408 [\s\S]*request\.slow/,
    );
  });

  it('are cut when the body comes drop by drop', async () => {
    const { port } = await start({ timeouts: { headersMs: 200, requestMs: 400, checkEveryMs: 50 } });
    const head =
      'POST /json/1 HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n{';
    expect(await raw(port, head)).toMatch(/request\.slow|body\.incomplete/);
  });

  it('on a taken port are refused with one line that names the remedy', async () => {
    const { port } = await start();
    const error = await startServer({}, undefined, port).catch((reason: unknown) => reason as AppError);
    expect(error).toMatchObject({ code: 'port.taken', details: { port } });
    expect((error as AppError).message).toMatch(/^Port \d+ is in use .*PORT\.$/);
  });

  it('of a running request end before the server is closed', async () => {
    let tellBegan: () => void, finish: () => void;
    const began = new Promise<void>((resolve) => (tellBegan = resolve));
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const handle = async () => {
      tellBegan();
      await finished;
      return { status: 200, json: 'ok' };
    };
    const { server, origin } = await startServer({}, (made) =>
      made.route({ method: 'GET', path: '/slow', handle }),
    );
    const answer = fetch(`${origin}/slow`);
    await began;
    const closed = server.close(30_000);
    finish!();
    expect((await answer).status).toBe(200);
    await closed;
    await expect(fetch(`${origin}/slow`)).rejects.toThrow();
  });
});
