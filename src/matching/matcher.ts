import type { Analysis, Analyzer } from '../language/analyze';
import type { MeasuredUtterance } from './candidate-features';
import { ConfidenceModel } from './confidence-model';
import { Corpus } from './corpus';
import { DangerWatch } from './danger-watch';
import { explainCandidate } from './explain-candidate';
import type { Learned } from './learn';
import type { Match } from './match';
import type { Matchable } from './matchable';
import { PhrasingIndex, type Query } from './phrasing-index';
import { WordForWord } from './word-for-word';

export interface Matcher {
  match(text: string): Match;
  /** The learned weights, for explaining. */
  readonly weights: Readonly<Record<string, number>>;
}

const SHOWN = 5;
const ENDING = 3;
/** A word of its own that kuromoji loses (い|つ|から). */
const WHEN = /いつ/;

/**
 * Makes the matcher of what was learned of these owners.
 * `analyze`: for what citizens say; it must be the one whose results were learned from.
 */
export function makeMatcher(owners: readonly Matchable[], learned: Learned, analyze: Analyzer): Matcher {
  const corpus = new Corpus(owners, learned.phrasings);
  const index = new PhrasingIndex(corpus, learned.index);
  const model = new ConfidenceModel(learned.confidence);
  const exact = new WordForWord(corpus);
  const danger = new DangerWatch(learned.danger, analyze);
  return {
    weights: model.describe(),
    match(text) {
      const analysis = analyze(text);
      const query = index.query(analysis);
      const utterance = index.measure(query);
      const match = {
        ...rank(corpus, { query, utterance, confidences: model.confidences(utterance) }),
        danger: danger.estimate(analysis),
        terse: isTerse(analysis),
      };
      const owner = exact.find(analysis.text);
      return owner === undefined ? match : { ...match, exact: { kind: owner.kind, id: owner.id } };
    },
  };
}

/** A bare word with an ending at most: 「電話」「なくした」, but not 「駐車場はありますか」. */
function isTerse({ words, text }: Analysis): boolean {
  const [word = '', ...others] = words.filter((name) => !name.startsWith('='));
  if (others.length > 0 || WHEN.test(text)) return false;
  return text.replace(/[\s、。!?]/g, '').length <= word.length + ENDING;
}

interface Measured {
  readonly query: Query;
  readonly utterance: MeasuredUtterance;
  /** Aligned with the utterance's candidates. */
  readonly confidences: readonly number[];
}

function rank(
  corpus: Corpus,
  { query, utterance, confidences }: Measured,
): Pick<Match, 'candidates' | 'rivals' | 'none'> {
  const ranked = utterance.candidates
    .map((candidate, i) => ({
      candidate,
      owner: corpus.owners[candidate.owner] as Matchable,
      confidence: confidences[i] ?? 0,
    }))
    .sort((a, b) => b.confidence - a.confidence);
  const entries = ranked.filter(({ owner }) => owner.kind === 'entry');
  return {
    candidates: entries.slice(0, SHOWN).map(({ candidate, owner, confidence }) => ({
      entryId: owner.id,
      confidence,
      support: candidate.features[0] ?? 0,
      evidence: explainCandidate(corpus, query, candidate),
    })),
    rivals: ranked.flatMap(({ owner: { id, kind }, confidence }) =>
      kind === 'entry' ? [] : [{ kind, id, confidence }],
    ),
    none: 1 - entries.reduce((sum, { confidence }) => sum + confidence, 0),
  };
}
