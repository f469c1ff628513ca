import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:net';

/** Held while a server is being started, so that two desks on one machine never start two, or clear each other's files. An abstract
 *  socket name is the lock: the kernel frees it when the process dies. Linux only; elsewhere PostgreSQL's own lock file has to do. */
export async function takeStartLock(home: string): Promise<(() => void) | undefined> {
  if (process.platform !== 'linux') return () => undefined;
  const name = createHash('sha256').update(home).digest('hex').slice(0, 32);
  const server = await bind(`\0madoguchi-start-${name}`);
  return server && (() => void server.close());
}

function bind(path: string): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((connection) => connection.destroy());
    server.unref();
    server.once('error', () => resolve(undefined));
    server.listen({ path }, () => resolve(server));
  });
}
