import path from 'node:path';
import type { Desk } from './answering/answer-turn';
import { matchablesOf } from './answering/matchables';
import { AppError } from './errors';
import { loadPack } from './knowledge/load-pack';
import type { Pack } from './knowledge/pack';
import type { Problem } from './knowledge/problem';
import { makeAnalyzer } from './language/analyze';
import { loadKuromoji } from './language/kuromoji-tokenizer';
import { withProtectedTerms } from './language/protected-terms';
import type { Tokenizer } from './language/token';
import { buildMatcher } from './matching/matcher';

/** Everything that answering needs, before the release has its number. */
export interface LoadedDesk {
  readonly pack: Pack;
  readonly matcher: Desk['matcher'];
  /** Raw kuromoji, for finding people's names. */
  readonly tokenizer: Tokenizer;
  readonly warnings: readonly Problem[];
}

/** The time of the desk at this moment of the machine: the demonstration's clock ticks on from its own beginning. */
export function deskTime(started: number, now: number, deskClock: number | undefined): number {
  return deskClock === undefined ? now : deskClock + (now - started);
}

/**
 * Loads the dictionary and a city's knowledge, and learns to match.
 * @throws AppError `knowledge.invalid` naming file, line, column and remedy of every problem; `dictionary.missing`.
 */
export async function loadDesk(options: { knowledgeDir: string; city: string; now: number }): Promise<LoadedDesk> {
  const [kuromoji, { pack, problems }] = await Promise.all([loadKuromoji(), loadPack(path.join(options.knowledgeDir, options.city), options.now)]);
  if (!pack) throw new AppError('knowledge.invalid', problems.filter(({ severity }) => severity === 'error').map(problemLine).join('\n'), { details: { problems: problems.length } });
  const analyze = makeAnalyzer(withProtectedTerms(kuromoji, pack.terms), pack.synonyms);
  return { pack, matcher: buildMatcher(matchablesOf(pack), analyze), tokenizer: kuromoji, warnings: problems };
}

function problemLine({ file, line, column, message, hint }: Problem): string {
  return `${file}:${line}:${column} ${message}（${hint}）`;
}
