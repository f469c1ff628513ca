import { createRequire } from 'node:module';

const require = createRequire(new URL('../dist/src/', import.meta.url));
const { matchablesOf } = require('./answering/matchables.js');
const { packDir, readConfig } = require('./config.js');
const { loadPack } = require('./knowledge/load-pack.js');
const { makeAnalyzer, makeLexer } = require('./language/analyze.js');
const { loadKuromoji } = require('./language/kuromoji-tokenizer.js');
const { LexemeCache } = require('./language/lexeme-cache.js');
const { withProtectedTerms } = require('./language/protected-terms.js');
const { buildMatcher } = require('./matching/matcher.js');

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
    /** Phrasings are taken apart anew, or read from the cache that an earlier call has left in the folder. */
    buildMatcher(matchables, cacheFolder) {
      const cache = new LexemeCache(cacheFolder, pack.terms, pack.synonyms);
      const analyzeKnowledge = makeAnalyzer(cache.remember(lexer));
      const matcher = buildMatcher(matchables, { analyze, analyzeKnowledge, dangerWords: pack.emergency });
      cache.save();
      return matcher;
    },
  };
}
