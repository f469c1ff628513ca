import type { Candidate, Evidence } from '../conversation/candidate';
import type { Analysis, Analyzer } from '../language/analyze';
import type { MeasuredCandidate, MeasuredUtterance } from './candidate-features';
import { ConfidenceModel } from './confidence-model';
import { DangerModel, type Danger, type DangerEstimate, type DangerExample } from './danger-model';
import type { Matchable, MatchableKind, PhrasingDocument } from './document';
import { SPACES, type Space } from './feature-space';
import { drawLessons } from './lessons';
import { PhrasingIndex, type Vectors } from './phrasing-index';

/** What the matcher thinks of one utterance. */
export interface Match {
  /** Entries, best first, at most {@link SHOWN}. */
  readonly candidates: readonly Candidate[];
  /** What competes with the entries, best first. */
  readonly rivals: readonly Rival[];
  /** The entry that has these very words among its phrasings (and no other entry does). */
  readonly exact?: string;
  /** Probability 0–1 that no entry answers the utterance. */
  readonly none: number;
  /** How likely someone is in danger now. */
  readonly danger: DangerEstimate;
  /** The utterance has hardly more than one word of its own (「電話」「なくした」). */
  readonly terse: boolean;
}

/** Something that is not an entry, with its calibrated probability 0–1. */
export interface Rival {
  readonly kind: Exclude<MatchableKind, 'entry'>;
  readonly id: string;
  readonly confidence: number;
}

export interface Matcher {
  match(text: string): Match;
  /** The learned weights, for explaining. */
  readonly weights: Readonly<Record<string, number>>;
}

const SHOWN = 5;
const TERSE_LENGTH = 14;
const EVIDENCE_WORDS = 6;
const RETRIEVER_OF: Readonly<Record<Space, Evidence['retriever']>> = {
  words: 'word',
  bigrams: 'bigram',
  sounds: 'reading',
};
const FUZZY_FEATURE = 8;

/** Utterances from which the danger model learns; the phrasings of all owners are taken as harmless. */
export interface DangerWords {
  readonly life: readonly string[];
  readonly selfHarm: readonly string[];
  readonly ordinary: readonly string[];
}

const SAFE: DangerEstimate = { life: 0, 'self-harm': 0, signed: false };
/** A cry for help can stand at the end of a long story: its sentences are weighed one by one as well. */
const SENTENCE_END = /[。!?\n]/;
const STORY_LENGTH = 25;
const SENTENCE_LENGTH = 6;
/** What is about danger itself is neither harmless nor an alarm, so the danger model does not learn from it. */
const ABOUT_DANGER = /^safety\.(see-doctor|anaphylaxis)$|^outside\.near-(safety|day|health)-/;

/** Builds the index and learns both models from the phrasings themselves; deterministic. */
export function buildMatcher(owners: readonly Matchable[], analyze: Analyzer, words: DangerWords): Matcher {
  const documents = owners.flatMap((owner, i) =>
    owner.phrasings.map((text) => ({ owner: i, text, analysis: analyze(text) })),
  );
  const index = new PhrasingIndex(owners, documents);
  const model = ConfidenceModel.learn(drawLessons(owners, documents));
  const exact = wordForWord(owners, documents);
  const danger = DangerModel.learn(dangerExamples(owners, documents, { analyze, words }));
  return {
    weights: model.describe(),
    match(text) {
      const analysis = analyze(text);
      if (analysis.bigrams.length === 0)
        return { candidates: [], rivals: [], none: 1, danger: SAFE, terse: true };
      const vectors = index.vectorsOf(analysis);
      const utterance = index.measure(analysis, vectors);
      const summary = summarize(index, { vectors, utterance, confidences: model.confidences(utterance) });
      const match = {
        ...summary,
        danger: worst(sentencesOf(analysis, analyze).map((part) => danger.estimate(part))),
        terse: isTerse(analysis),
      };
      const entryId = exact.get(bare(analysis.text));
      return entryId === undefined ? match : { ...match, exact: entryId };
    },
  };
}

function sentencesOf(whole: Analysis, analyze: Analyzer): Analysis[] {
  if (whole.text.length < STORY_LENGTH) return [whole];
  const sentences = whole.text.split(SENTENCE_END).filter((sentence) => sentence.length >= SENTENCE_LENGTH);
  return sentences.length < 2 ? [whole] : [whole, ...sentences.map(analyze)];
}

/** A sentence torn from its story only counts with a known sign. */
function worst([whole = SAFE, ...sentences]: readonly DangerEstimate[]): DangerEstimate {
  const total = (estimate: DangerEstimate) => estimate.life + estimate['self-harm'];
  return sentences
    .filter(({ signed }) => signed)
    .reduce((most, next) => (total(next) > total(most) ? next : most), whole);
}

function isTerse({ words, text }: Analysis): boolean {
  return text.length <= TERSE_LENGTH && words.filter((word) => !word.startsWith('=')).length <= 1;
}

function dangerExamples(
  owners: readonly Matchable[],
  documents: readonly PhrasingDocument[],
  { analyze, words }: { analyze: Analyzer; words: DangerWords },
): DangerExample[] {
  const label = (texts: readonly string[], danger: Danger) =>
    texts.map((text) => ({ analysis: analyze(text), danger }));
  const harmless = documents.filter(
    ({ owner }, i) => i % 2 === 0 && !ABOUT_DANGER.test(owners[owner]?.id ?? ''),
  );
  return [
    ...label(words.life, 'life'),
    ...label(words.selfHarm, 'self-harm'),
    ...label(words.ordinary, 'none'),
    ...harmless.map(({ analysis }) => ({ analysis, danger: 'none' as const })),
  ];
}

/** Phrasings that belong to exactly one owner, and that owner is an entry. */
function wordForWord(
  owners: readonly Matchable[],
  documents: readonly PhrasingDocument[],
): Map<string, string> {
  const exact = new Map<string, string>();
  const shared = new Set<string>();
  for (const { owner, analysis } of documents) {
    const text = bare(analysis.text);
    const { id, kind } = owners[owner] as Matchable;
    if (kind !== 'entry' || (exact.has(text) && exact.get(text) !== id)) shared.add(text);
    exact.set(text, id);
  }
  for (const text of shared) exact.delete(text);
  return exact;
}

function bare(text: string): string {
  return text.replace(/[\s、。,.!?]/g, '');
}

interface Measured {
  readonly vectors: Vectors;
  readonly utterance: MeasuredUtterance;
  readonly confidences: readonly number[];
}

function summarize(index: PhrasingIndex, measured: Measured): Pick<Match, 'candidates' | 'rivals' | 'none'> {
  const ranked = measured.utterance.candidates
    .map((candidate, i) => ({
      candidate,
      owner: index.owners[candidate.owner] as Matchable,
      confidence: measured.confidences[i] ?? 0,
    }))
    .sort((a, b) => b.confidence - a.confidence);
  const entries = ranked.filter(({ owner }) => owner.kind === 'entry');
  return {
    candidates: entries.slice(0, SHOWN).map(({ candidate, owner, confidence }) => ({
      entryId: owner.id,
      confidence,
      support: candidate.features[0] ?? 0,
      evidence: explain(index, measured, candidate),
    })),
    rivals: ranked.flatMap(({ owner: { id, kind }, confidence }) =>
      kind === 'entry' ? [] : [{ kind, id, confidence }],
    ),
    none: 1 - entries.reduce((sum, { confidence }) => sum + confidence, 0),
  };
}

function explain(index: PhrasingIndex, { vectors }: Measured, candidate: MeasuredCandidate): Evidence[] {
  const nearest = index.vectors[candidate.nearest];
  const phrasing = index.documents[candidate.nearest]?.text;
  if (!nearest || phrasing === undefined) return [];
  const evidence = SPACES.map((space): Evidence => {
    const theirs = new Set(nearest[space].ids);
    const shared = [...vectors[space].ids]
      .map((id, i) => ({ id, weight: vectors[space].weights[i] ?? 0 }))
      .filter(({ id }) => theirs.has(id))
      .sort((a, b) => b.weight - a.weight)
      .slice(0, EVIDENCE_WORDS);
    return {
      retriever: RETRIEVER_OF[space],
      phrasing,
      shared: shared.map(({ id }) => index.featureName(space, id)),
    };
  }).filter(({ shared }) => shared.length > 0);
  return (candidate.features[FUZZY_FEATURE] ?? 0) > 0.5
    ? [...evidence, { retriever: 'fuzzy', phrasing, shared: [] }]
    : evidence;
}
