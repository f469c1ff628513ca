import type { Desk } from './answering/desk';
import { matchablesOf } from './answering/matchables';
import { AppError } from './errors';
import { loadPackOnce } from './knowledge/pack-cache';
import type { Pack } from './knowledge/pack';
import type { Problem } from './knowledge/problem';
import { makeAnalyzer, makeLexer } from './language/analyze';
import { LexemeCache } from './language/lexeme-cache';
import { loadKuromoji } from './language/kuromoji-tokenizer';
import { withProtectedTerms } from './language/protected-terms';
import type { Tokenizer } from './language/token';
import { releaseGarbage } from './release-garbage';
import { buildMatcher } from './matching/matcher';

/** Everything that answering needs, before the release has its number. */
export interface LoadedDesk {
  readonly pack: Pack;
  readonly matcher: Desk['matcher'];
  /** Raw kuromoji, for finding people's names. */
  readonly tokenizer: Tokenizer;
  readonly warnings: readonly Problem[];
}

/**
 * Loads the dictionary and a city's knowledge, and learns to match.
 * @throws AppError `knowledge.invalid` naming file, line, column and remedy of every problem; `dictionary.missing`.
 */
export async function loadDesk(options: {
  packDir: string;
  now: number;
  cacheDir: string;
}): Promise<LoadedDesk> {
  const [kuromoji, { pack, problems }] = await Promise.all([loadKuromoji(), usablePack(options)]);
  releaseGarbage();
  const lexer = makeLexer(withProtectedTerms(kuromoji, pack.terms), pack.synonyms);
  const cache = new LexemeCache(options.cacheDir, pack.terms, pack.synonyms);
  const matcher = buildMatcher(matchablesOf(pack), {
    analyze: makeAnalyzer(lexer),
    analyzeKnowledge: makeAnalyzer(cache.remember(lexer)),
    dangerWords: pack.emergency,
  });
  cache.save();
  return {
    pack,
    matcher,
    tokenizer: kuromoji,
    warnings: problems,
  };
}

async function usablePack(options: {
  packDir: string;
  now: number;
  cacheDir: string;
}): Promise<{ pack: Pack; problems: readonly Problem[] }> {
  const { pack, problems } = await loadPackOnce(options.packDir, options.now, options.cacheDir);
  if (pack) return { pack, problems };
  const errors = problems.filter(({ severity }) => severity === 'error');
  throw new AppError('knowledge.invalid', errors.map(problemLine).join('\n'), {
    details: { problems: problems.length },
  });
}

function problemLine({ file, line, column, message, hint }: Problem): string {
  return `${file}:${line}:${column} ${message}（${hint}）`;
}
