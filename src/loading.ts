import path from 'node:path';
import type { Logger } from 'pino';
import { packDir, type Config } from './config';
import type { Clock } from './conversation/clock';
import { demonstrationTime } from './knowledge/demonstration-time';
import { loadDesk, type LoadedDesk } from './load-desk';
import { openDatabase } from './storage/open-database';

type OpenDatabase = Awaited<ReturnType<typeof openDatabase>>;

/** The two slow starts, under way: neither needs the other, and both work outside Node's own thread for a good part. */
export interface Loading {
  readonly clock: Clock;
  /** Rejects when either part fails; the database is stopped again then. */
  readonly parts: Promise<OpenDatabase & LoadedDesk>;
}

/** Begins to open the database and to load dictionary and knowledge. */
export async function beginLoading(config: Config, logger: Logger): Promise<Loading> {
  const dir = packDir(config);
  const clock = deskClock(config.deskClock ?? (await demonstrationTime(dir)));
  const cacheDir = path.join(config.dataDir, 'cache');
  const parts = both(openDatabase({ ...config, logger }), loadDesk({ packDir: dir, now: clock(), cacheDir }));
  parts.catch(() => undefined); // reported by whoever awaits it; here only not "unhandled"
  return { clock, parts };
}

/** Fails as soon as either fails; staff who repair a file should not wait for the other part. */
async function both(
  opening: Promise<OpenDatabase>,
  loading: Promise<LoadedDesk>,
): Promise<OpenDatabase & LoadedDesk> {
  try {
    const [database, desk] = await Promise.all([opening, loading]);
    return { ...database, ...desk };
  } catch (error) {
    await opening.then(
      ({ stop }) => stop(),
      () => undefined,
    );
    throw error;
  }
}

/** The machine's time, or a set time that ticks on from the moment of the start. */
function deskClock(begin: number | undefined): Clock {
  const started = Date.now();
  return begin === undefined ? () => Date.now() : () => begin + (Date.now() - started);
}
