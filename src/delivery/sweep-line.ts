import type { Logger } from 'pino';

const HOUR = 3_600_000;
const OUTBOX_DAYS = 30;

/** Deletes what is over: now, and every hour. Returns what ends it. */
export function sweepLine(
  stores: readonly { sweep(days: number): Promise<number> }[],
  logger: Logger,
): () => void {
  const sweep = (): void => {
    for (const store of stores)
      store.sweep(OUTBOX_DAYS).catch((error: unknown) => {
        logger.warn({ err: error }, 'what is over on LINE was not swept; the next hour tries again');
      });
  };
  sweep();
  const timer = setInterval(sweep, HOUR).unref();
  return () => clearInterval(timer);
}
