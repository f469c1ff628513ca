import type { Candidate, Rival } from '../conversation/candidate';
import type { Decision, EmergencyKind } from '../conversation/decision';

/** How sure the desk must be, per channel (policy.yaml); all are probabilities 0–1. */
export interface Thresholds {
  /** An answer is given from here on. */
  readonly answer: number;
  /** …if the second candidate is at least this far behind. */
  readonly margin: number;
  /** A candidate is worth offering as a choice from here on. */
  readonly choices: number;
  /** Below this an answer is confirmed first: 「…のことでしょうか」. Only where what was heard may be wrong. */
  readonly confirm?: number | undefined;
}

/** How likely someone is in danger, 0–1 each, and whether the words show a known sign of it. */
export interface DangerSeen extends Readonly<Record<EmergencyKind, number>> {
  readonly signed: boolean;
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
  /** What has these very words among its phrasings. */
  readonly exact?: { readonly kind: 'entry' | Rival['kind']; readonly id: string };
  /** The utterance is hardly more than one word. */
  readonly terse: boolean;
  /** Consecutive fallbacks before this turn. */
  readonly failures: number;
  readonly thresholds: Thresholds;
}

const MOST_CHOICES = 4;
/** A rival must be at least this likely, and likelier than any entry, to be acted on. */
const RIVAL = 0.3;
/** A person must always be reachable: the wish for one is believed sooner. */
const PERSON = 0.2;
/** The choices together must be this likely to contain the right one; below, asking back only wastes the citizen's time. */
const WORTH_ASKING = 0.22;
/** A single word that means a second entry at least this much is too vague to answer. */
const VAGUE = 0.34;
/** Both models' errors on test/data/emergency.csv: docs/benchmarks.md. Lower than one half, because a miss costs more than an alarm. */
const DANGER = 0.4;
/** Without any known sign the likeness must be plain. */
const UNSIGNED_DANGER = 0.8;
/** A few letters (「お願いします」) are likened to too much; 「助けて」 is beyond doubt. */
const UNSIGNED_SHORT_DANGER = 0.93;
const FAILURES_BEFORE_HANDOFF = 2;

/** What to do with one question. Pure: the same case gives the same decision. */
export function decide(situation: Case): Decision {
  const { candidates, emergency, asksForPerson } = situation;
  if (emergency) return { kind: 'emergency', emergency, candidates, reason: `danger words (${emergency})` };
  if (asksForPerson)
    return { kind: 'handoff', cause: 'asked', candidates, reason: 'asks for a person in so many words' };
  return wordForWord(situation) ?? decideByRival(situation) ?? decideByConfidence(situation);
}

/** Nothing needs weighing where the words are known: the shortest (「うん」「hello」) have nothing else to go by. */
function wordForWord({ candidates, exact }: Case): Decision | undefined {
  if (!exact) return undefined;
  if (exact.kind !== 'entry')
    return rivalDecision(exact, candidates, `word for word a phrasing of ${exact.id}`);
  const answer = candidates.find(({ entryId }) => entryId === exact.id);
  if (!answer) return undefined;
  const others = candidates.filter((candidate) => candidate !== answer);
  return {
    kind: 'answer',
    answers: [answer],
    candidates: [answer, ...others],
    reason: 'word for word one of its phrasings',
  };
}

function decideByConfidence(situation: Case): Decision {
  const { candidates, thresholds } = situation;
  const [top, second] = candidates;
  if (!top) return fallback(situation, 'no candidate');
  const lead = top.confidence - (second?.confidence ?? 0);
  const vague = top.confidence >= thresholds.choices ? askAboutOneWord(situation) : undefined;
  if (vague) return vague;
  const measured = `best ${show(top.confidence)}, ${show(lead)} ahead of the next`;
  if (top.confidence >= thresholds.answer && lead >= thresholds.margin) {
    if (top.confidence < (thresholds.confirm ?? 0)) {
      return {
        kind: 'disambiguate',
        choices: [top],
        candidates,
        reason: `${measured}, below ${thresholds.confirm}: confirmed first`,
      };
    }
    return {
      kind: 'answer',
      answers: [top],
      candidates,
      reason: `${measured}, enough for ${thresholds.answer}`,
    };
  }
  return (
    askBack(situation, measured) ?? fallback(situation, `${measured}, not enough for ${thresholds.answer}`)
  );
}

/** The kind of danger that the words most likely tell of, when they do. */
export function emergencyIn(danger: DangerSeen, short: boolean): EmergencyKind | undefined {
  const unsigned = short ? UNSIGNED_SHORT_DANGER : UNSIGNED_DANGER;
  if (danger.life + danger['self-harm'] < (danger.signed ? DANGER : unsigned)) return undefined;
  return danger['self-harm'] > danger.life ? 'self-harm' : 'life';
}

/** Two to four choices, when they are likely to contain the right one. */
function askBack({ candidates, thresholds }: Case, why: string): Decision | undefined {
  const likely = candidates.filter(({ confidence }) => confidence >= thresholds.choices);
  const choices = (likely.length >= 2 ? likely : candidates).slice(0, likely.length >= 2 ? MOST_CHOICES : 2);
  const together = choices.reduce((sum, { confidence }) => sum + confidence, 0);
  if (choices.length < 2 || together < WORTH_ASKING) return undefined;
  return {
    kind: 'disambiguate',
    choices,
    candidates,
    reason: `${why}: ${choices.length} choices, together ${show(together)}`,
  };
}

/** One word that several entries share (「電話」): ask which, however likely one of them is. */
function askAboutOneWord({ candidates, terse }: Case): Decision | undefined {
  const choices = candidates.filter(({ support }) => support >= VAGUE).slice(0, MOST_CHOICES);
  if (!terse || choices.length < 2) return undefined;
  return {
    kind: 'disambiguate',
    choices,
    candidates,
    reason: `one word, and ${choices.length} entries it may mean`,
  };
}

function decideByRival({ rivals, candidates }: Case): Decision | undefined {
  const best = candidates[0]?.confidence ?? 0;
  const rival = rivals.find(({ kind }) => kind !== 'outside');
  if (!rival || rival.confidence < (rival.kind === 'person' ? PERSON : RIVAL) || rival.confidence <= best)
    return undefined;
  return rivalDecision(
    rival,
    candidates,
    `${rival.kind} ${rival.id} ${show(rival.confidence)}, best entry ${show(best)}`,
  );
}

function rivalDecision(
  { kind, id }: { readonly kind: Rival['kind'] | 'entry'; readonly id: string },
  candidates: readonly Candidate[],
  reason: string,
): Decision | undefined {
  switch (kind) {
    case 'person':
      return { kind: 'handoff', cause: 'asked', candidates, reason };
    case 'policy-topic':
      return { kind: 'handoff', cause: 'policy-topic', topicId: id, candidates, reason };
    case 'smalltalk':
      return { kind: 'smalltalk', topicId: id, candidates, reason };
    case 'outside':
    case 'entry':
      return undefined;
  }
}

function fallback({ candidates, rivals, failures }: Case, why: string): Decision {
  if (failures + 1 >= FAILURES_BEFORE_HANDOFF) {
    return {
      kind: 'handoff',
      cause: 'two-failures',
      candidates,
      reason: `${failures + 1} failures in a row; ${why}`,
    };
  }
  const outside = rivals.find(({ kind, confidence }) => kind === 'outside' && confidence >= RIVAL);
  return {
    kind: 'fallback',
    candidates,
    reason: outside ? `${why}; outside topic ${outside.id} ${show(outside.confidence)}` : why,
    ...(outside ? { outsideId: outside.id } : {}),
  };
}

function show(probability: number): string {
  return probability.toFixed(2);
}
