import type { Logger } from 'pino';
import type { SealedOriginals } from './transcript/sealed-originals';

const HOUR = 3_600_000;

/** Deletes citizens' originals when their time is over: now, and every hour. Returns what ends it. */
export function sweepOriginals(originals: SealedOriginals, logger: Logger): () => void {
  const sweep = (): void => {
    originals.sweep().catch((error: unknown) => {
      logger.warn({ err: error }, 'originals not swept; the next hour tries again');
    });
  };
  sweep();
  const timer = setInterval(sweep, HOUR).unref();
  return () => clearInterval(timer);
}
