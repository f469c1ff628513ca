import type { Canned, CannedValues } from './canned';
import type { Pack } from './pack';
import { PLACEHOLDER } from './placeholders';

/** The city's prepared replies with their values filled in; the pack was checked at load, so every name is known. */
export function cannedReplies({ canned = [] }: Pack, values: CannedValues): Canned[] {
  return canned.map((reply) => ({
    ...reply,
    text: reply.text.replace(PLACEHOLDER, (whole, name: string) => values[name as keyof CannedValues] ?? whole).trim(),
  }));
}
