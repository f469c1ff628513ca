import type { Desk } from './answering/desk';
import { matchablesOf } from './answering/matchables';
import { AppError } from './errors';
import { loadPackOnce } from './knowledge/pack-cache';
import type { Pack } from './knowledge/pack';
import type { Problem } from './knowledge/problem';
import { makeAnalyzer, makeLexer, type Lexer } from './language/analyze';
import { LexemeCache } from './language/lexeme-cache';
import { loadKuromoji } from './language/kuromoji-tokenizer';
import { withProtectedTerms } from './language/protected-terms';
import type { Tokenizer } from './language/token';
import { LearnedCache } from './learned-cache';
import { learn, type Learned, type Teaching } from './matching/learn';
import { makeMatcher } from './matching/matcher';
import { releaseGarbage } from './release-garbage';

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
  const [kuromoji, { pack, problems, learned, cache }] = await Promise.all([
    loadKuromoji(),
    usablePack(options).then((usable) => ({ ...usable, ...remembered(usable.pack, options.cacheDir) })),
  ]);
  releaseGarbage();
  const lexer = makeLexer(withProtectedTerms(kuromoji, pack.terms), pack.synonyms);
  const teach = () => teachAnew(pack, lexer, options.cacheDir);
  return {
    pack,
    matcher: makeMatcher(matchablesOf(pack), learned ?? cache.keep(teach()), makeAnalyzer(lexer)),
    tokenizer: kuromoji,
    warnings: problems,
  };
}

/** What an earlier start learned of the very same knowledge; read while the dictionary is still being unpacked. */
function remembered(pack: Pack, folder: string): { learned: Learned | undefined; cache: LearnedCache } {
  const cache = new LearnedCache(folder, teachingOf(pack), pack.terms, pack.synonyms);
  return { learned: cache.read(), cache };
}

function teachAnew(pack: Pack, lexer: Lexer, folder: string): Learned {
  const lexemes = new LexemeCache(folder, pack.terms, pack.synonyms);
  const learned = learn(teachingOf(pack), makeAnalyzer(lexemes.remember(lexer)));
  lexemes.save();
  return learned;
}

function teachingOf(pack: Pack): Teaching {
  return { owners: matchablesOf(pack), dangerWords: pack.emergency };
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
