import { statfs } from 'node:fs/promises';
import type { Health } from './http/health-routes';
import type { Db } from './storage/db';

const FREE_BYTES = 200 * 1024 * 1024;

/** Whether citizens may be sent here: the database can be written and the disk is not full. Knowledge and dictionary were loaded before the port opened. */
export async function readiness(db: Db, dataDir: string): Promise<Health> {
  const parts: Record<string, string> = {
    knowledge: 'ok',
    dictionary: 'ok',
    database: await database(db),
    disk: await disk(dataDir),
  };
  return { ok: Object.values(parts).every((state) => state === 'ok'), parts };
}

async function database(db: Db): Promise<string> {
  try {
    const [row] = await db.query<{ standby: boolean }>('select pg_is_in_recovery() as standby');
    return row?.standby ? 'read-only' : 'ok';
  } catch {
    return 'unreachable';
  }
}

async function disk(dataDir: string): Promise<string> {
  try {
    const { bavail, bsize } = await statfs(dataDir);
    return bavail * bsize > FREE_BYTES ? 'ok' : 'full';
  } catch {
    return 'ok'; // a city's own database server keeps nothing here
  }
}
