import type { Check, Draft } from './draft';
import type { Problem } from './problem';

const CHECKS: readonly Check[] = [];

/** Runs every rule about a pack; problems come in the order of the files. */
export function checkPack(draft: Draft, now: number): Problem[] {
  return CHECKS.flatMap((check) => check(draft, now)).sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column),
  );
}
