import { z } from 'zod';
import { KEYS } from '../../ports';
import type { DemoCommand } from './demo-wire';

const command = z.discriminatedUnion('type', [
  z.object({ type: z.literal('key'), key: z.enum(KEYS) }),
  z.object({ type: z.literal('person'), does: z.enum(['picks-up', 'is-busy', 'hangs-up']) }),
]) satisfies z.ZodType<DemoCommand>;

/** Undefined for anything that the page does not send. */
export function readDemoCommand(text: string): DemoCommand | undefined {
  try {
    return command.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
