import { setTimeout } from 'node:timers/promises';

/** Waits for a state; fails with its name when it does not come. */
export async function waitUntil(
  name: string,
  condition: () => boolean | Promise<boolean>,
  withinMs = 30_000,
): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${name}`);
    await setTimeout(10);
  }
}
