import type { Candidate } from '../conversation/candidate';
import type { Decision, EmergencyKind } from '../conversation/decision';

/** How sure the desk must be, per channel (policy.yaml); all are probabilities 0–1. */
export interface Thresholds {
  /** An answer is given from here on. */
  readonly answer: number;
  /** …if the second candidate is at least this far behind. */
  readonly margin: number;
  /** A candidate is worth offering as a choice from here on. */
  readonly choices: number;
}

/** A wish or topic that is not an FAQ entry, and how likely the utterance means it. */
export interface Rival {
  readonly kind: 'person' | 'smalltalk' | 'policy-topic' | 'outside';
  readonly id: string;
  readonly confidence: number;
}

/** Everything a decision is made from. */
export interface Case {
  readonly emergency?: EmergencyKind;
  /** The words themselves ask for a person, whatever the matcher thinks. */
  readonly asksForPerson: boolean;
  /** Best first. */
  readonly candidates: readonly Candidate[];
  /** Best first. */
  readonly rivals: readonly Rival[];
  /** The entry that has these very words among its phrasings. */
  readonly exact?: string;
  /** Consecutive fallbacks before this turn. */
  readonly failures: number;
  readonly thresholds: Thresholds;
}

const MOST_CHOICES = 4;
/** A rival must be at least this likely, and likelier than any entry, to be acted on. */
const RIVAL = 0.3;
/** The choices together must be this likely to contain the right one; below, asking back only wastes the citizen's time. */
const WORTH_ASKING = 0.25;
const FAILURES_BEFORE_HANDOFF = 2;

/** What to do with one question. Pure: the same case gives the same decision. */
export function decide(situation: Case): Decision {
  const { candidates, emergency, asksForPerson, thresholds } = situation;
  if (emergency) return { kind: 'emergency', emergency, candidates, reason: `danger words (${emergency})` };
  if (asksForPerson) return { kind: 'handoff', cause: 'asked', candidates, reason: 'asks for a person in so many words' };
  const exact = candidates.find(({ entryId }) => entryId === situation.exact);
  if (exact) {
    const others = candidates.filter((candidate) => candidate !== exact);
    return { kind: 'answer', answers: [exact], candidates: [exact, ...others], reason: 'word for word one of its phrasings' };
  }
  const top = candidates[0];
  const byRival = decideByRival(situation, top?.confidence ?? 0);
  if (byRival) return byRival;
  if (!top) return fallback(situation, 'no candidate');

  const lead = top.confidence - (candidates[1]?.confidence ?? 0);
  if (top.confidence >= thresholds.answer && lead >= thresholds.margin) {
    return { kind: 'answer', answers: [top], candidates, reason: `confidence ${show(top.confidence)} ≥ ${thresholds.answer}, ${show(lead)} ahead of the next` };
  }
  const choices = candidates.filter(({ confidence }) => confidence >= thresholds.choices).slice(0, MOST_CHOICES);
  const together = choices.reduce((sum, { confidence }) => sum + confidence, 0);
  if (choices.length >= 2 && together >= WORTH_ASKING) {
    return { kind: 'disambiguate', choices, candidates, reason: `best ${show(top.confidence)}, ${show(lead)} ahead: ${choices.length} choices, together ${show(together)}` };
  }
  return fallback(situation, `best ${show(top.confidence)} < ${thresholds.answer}, choices together ${show(together)} < ${WORTH_ASKING}`);
}

function decideByRival({ rivals, candidates }: Case, best: number): Decision | undefined {
  const rival = rivals.find(({ kind }) => kind !== 'outside');
  if (!rival || rival.confidence < RIVAL || rival.confidence <= best) return undefined;
  const reason = `${rival.kind} ${rival.id} ${show(rival.confidence)}, best entry ${show(best)}`;
  switch (rival.kind) {
    case 'person':
      return { kind: 'handoff', cause: 'asked', candidates, reason };
    case 'policy-topic':
      return { kind: 'handoff', cause: 'policy-topic', topicId: rival.id, candidates, reason };
    case 'smalltalk':
      return { kind: 'smalltalk', topicId: rival.id, candidates, reason };
    case 'outside':
      return undefined;
  }
}

function fallback({ candidates, rivals, failures }: Case, why: string): Decision {
  if (failures + 1 >= FAILURES_BEFORE_HANDOFF) {
    return { kind: 'handoff', cause: 'two-failures', candidates, reason: `${failures + 1} failures in a row; ${why}` };
  }
  const outside = rivals.find(({ kind, confidence }) => kind === 'outside' && confidence >= RIVAL);
  return { kind: 'fallback', candidates, reason: outside ? `${why}; outside topic ${outside.id} ${show(outside.confidence)}` : why, ...(outside ? { outsideId: outside.id } : {}) };
}

function show(probability: number): string {
  return probability.toFixed(2);
}
