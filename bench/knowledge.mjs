import { createRequire } from 'node:module';

const require = createRequire(new URL('../dist/src/', import.meta.url));
const { matchablesOf } = require('./answering/matchables.js');
const { packDir, readConfig } = require('./config.js');
const { loadPack } = require('./knowledge/load-pack.js');
const { makeAnalyzer, makeLexer } = require('./language/analyze.js');
const { loadKuromoji } = require('./language/kuromoji-tokenizer.js');
const { LexemeCache } = require('./language/lexeme-cache.js');
const { withProtectedTerms } = require('./language/protected-terms.js');
const { learn } = require('./matching/learn.js');
const { makeMatcher } = require('./matching/matcher.js');

/** The real city's knowledge, and the means to make matchers of it. */
export async function openKnowledge() {
  const now = Date.parse('2021-06-04T10:00:00+09:00');
  const [kuromoji, { pack }] = await Promise.all([
    loadKuromoji(),
    loadPack(packDir(readConfig(process.env)), now),
  ]);
  const lexer = makeLexer(withProtectedTerms(kuromoji, pack.terms), pack.synonyms);
  const analyze = makeAnalyzer(lexer);
  return {
    matchables: matchablesOf(pack),
    analyze,
    /** Learns anew each time, from words taken apart anew or by an earlier call that has left them in the folder. */
    buildMatcher(owners, cacheFolder) {
      const cache = new LexemeCache(cacheFolder, pack.terms, pack.synonyms);
      const learned = learn({ owners, dangerWords: pack.emergency }, makeAnalyzer(cache.remember(lexer)));
      cache.save();
      return makeMatcher(owners, learned, analyze);
    },
  };
}
