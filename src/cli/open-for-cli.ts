import path from 'node:path';
import type { Desk } from '../answering/desk';
import { packDir, readConfig } from '../config';
import { demonstrationTime } from '../knowledge/demonstration-time';
import { loadDesk } from '../load-desk';

/** A desk without a store, for commands that only answer. Release 0 means "the files as they are". */
export async function openForCli(): Promise<{ desk: Desk; now: number }> {
  const config = readConfig(process.env);
  const dir = packDir(config);
  const now = config.deskClock ?? (await demonstrationTime(dir)) ?? Date.now();
  const { pack, matcher } = await loadDesk({
    packDir: dir,
    now,
    cacheDir: path.join(config.dataDir, 'cache'),
  });
  return { desk: { pack, matcher, release: 0 }, now };
}
