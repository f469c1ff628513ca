import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { openDatabase } from '../../../src/storage/open-database';
import type { ConnectionTarget } from '../../../src/storage/connection-target';
import { createTestDatabase, silent } from '../../helpers/test-database';

/** A way to the database on which the first `silentOnes` connections get no answer. */
async function proxyTo(
  target: ConnectionTarget,
  silentOnes: number,
): Promise<{ url: string; close: () => void }> {
  const sockets: Socket[] = [];
  const server: Server = createServer((caller) => {
    sockets.push(caller);
    caller.on('error', () => undefined);
    if (sockets.length <= silentOnes) return;
    const database = connectTo(target).on('error', () => caller.destroy());
    caller.pipe(database).pipe(caller);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: urlThrough(target, port),
    close: () => {
      sockets.forEach((socket) => socket.destroy());
      server.close();
    },
  };
}

function connectTo(target: ConnectionTarget): Socket {
  if ('host' in target) return connect(`${target.host}/.s.PGSQL.5432`);
  const { hostname, port } = new URL(target.connectionString);
  return connect(Number(port), hostname);
}

function urlThrough(target: ConnectionTarget, port: number): string {
  if ('host' in target) return `postgres://${target.user}@127.0.0.1:${port}/${target.database}`;
  const url = new URL(target.connectionString);
  url.host = `127.0.0.1:${port}`;
  return url.href;
}

it('a connection that takes too long, as on a machine busy with the start, is tried again', async () => {
  const database = await createTestDatabase();
  const proxy = await proxyTo(database.target, 1);
  const { db, stop } = await openDatabase({ databaseUrl: proxy.url, dataDir: '/unused', logger: silent });
  expect(await db.query('select 1 as one')).toEqual([{ one: 1 }]);
  await stop();
  proxy.close();
  await database.drop();
});

it('a server that never answers is given up, by name', async () => {
  const proxy = await proxyTo({ host: '/unused', user: 'desk', database: 'desk' }, Infinity);
  await expect(
    openDatabase({ databaseUrl: proxy.url, dataDir: '/unused', logger: silent }),
  ).rejects.toMatchObject({
    code: 'storage.unavailable',
    message: expect.stringMatching(/127\.0\.0\.1.*timeout/) as string,
  });
  proxy.close();
});
