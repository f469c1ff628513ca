import type { Logger } from 'pino';
import type { HandoffService } from './handoff/handoff-service';

export interface HandoffClockOptions {
  readonly service: Pick<HandoffService, 'route' | 'reap' | 'watch'>;
  readonly logger: Logger;
  /** Milliseconds between rounds when nothing happens. */
  readonly everyMs?: number;
}

/** After a wake-up: what happens in the same moment shares a round. */
const GATHER_MS = 50;

/** Offers what waits and takes back what is over its time: every second, and soon after something has changed. Every node may have one;
 *  the rows decide who acts. */
export function startHandoffClock({ service, logger, everyMs = 1000 }: HandoffClockOptions): {
  stop(): Promise<void>;
} {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  const plan = (ms: number): void => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(run, ms).unref();
  };
  const run = (): void => {
    running = round(service, logger).then(() => {
      running = undefined;
      plan(again ? GATHER_MS : everyMs);
      again = false;
    });
  };
  const wake = (): void => (running === undefined ? plan(GATHER_MS) : void (again = true));
  const watching = service
    .watch(wake)
    .then((unwatch) => {
      wake(); // for what changed before anybody listened
      return unwatch;
    })
    .catch((error: unknown) => {
      logger.warn({ reason: String(error) }, 'no wake-ups for the queue; the clock alone runs it');
      return () => Promise.resolve();
    });
  plan(0);
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      const unwatch = await watching;
      await running;
      await unwatch();
    },
  };
}

/** Never rejects: the next round tries again. */
async function round(service: HandoffClockOptions['service'], logger: Logger): Promise<void> {
  for (const work of ['reap', 'route'] as const)
    await service[work]().catch((error: unknown) =>
      logger.warn({ reason: String(error), work }, 'a round of the queue failed; the next tries again'),
    );
}
