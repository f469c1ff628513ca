import type { Candidate } from '../conversation/candidate';
import type { Decision, EmergencyKind } from '../conversation/decision';
import type { Memory } from '../conversation/memory';
import { asksForPerson } from '../decision/asks-for-person';
import { decide, emergencyIn, type Case, type Thresholds } from '../decision/decide';
import type { Match } from '../matching/match';
import type { Matcher } from '../matching/matcher';
import { splitQuestions } from './split-questions';

/** Words that tie an utterance to what was said before. */
const FOLLOWS =
  /^(じゃあ?|では|それ(じゃ|で|なら|は|って)|で、|その|そこ|そっち|やっぱり|あと|なら|だったら|もう(一|ひと)つ)|(は|も|だと|のほうは|の場合(は)?|なら|でも(いい|平気|大丈夫)?(の)?(です)?(か)?)[?。]?$/;
/** Words that mean nothing without what was said before. */
const POINTS = /^(その|それ|そこ|そっち|そちら|あと|もう(一|ひと)つ)/;
/** So likely, and so far ahead of the next, that the previous question cannot change it. */
const PLAIN = 0.7;
const PLAIN_LEAD = 0.5;
const SHORT = 14;
const SHORTEST_QUESTION = 6;
const GREETING =
  /^(こんにち[はわ]|こんばん[はわ]|おはよう(ございます)?|もしもし|はじめまして|お世話に?なって(おり|い)ます|すみません(が)?|恐れ入ります(が)?|お疲れ様です|失礼します|(どうも)?ありがとう(ございま(す|した))?|どうも(ご?親切に)?|.{0,6}(暑|寒)いですね|わかりました|なるほど)[、。! ]*(それで(ね)?、?|で、|あと、?|もう一つ、?|でも、?)?/;
/** What understanding only the rest must lead to, to be preferred over understanding the whole. */
const CLEARER: Partial<Record<Decision['kind'], readonly Decision['kind'][]>> = {
  smalltalk: ['answer', 'disambiguate', 'handoff', 'emergency'],
  disambiguate: ['answer', 'handoff'],
  fallback: ['answer', 'disambiguate', 'handoff'],
};
/** How much of a follow-up's meaning comes from the previous question. */
const CARRIED = 0.45;
/** How much of that is left for an entry that was just given. */
const AGAIN = 0.1;
const SHOWN = 5;
const A_FEW_LETTERS = 10;

interface Asked {
  readonly text: string;
  readonly memory: Memory;
  readonly thresholds: Thresholds;
}

/** From the citizen's (normalised) words to a decision, in the light of the previous turn. */
export function understand(matcher: Matcher, asked: Asked): Decision {
  const decision = understandWhole(matcher, asked);
  const greeted =
    decision.kind === 'smalltalk' || decision.kind === 'disambiguate' || decision.kind === 'fallback';
  const question = greeted ? afterGreeting(asked.text) : undefined;
  const rest = question === undefined ? undefined : understandWhole(matcher, { ...asked, text: question });
  return rest && CLEARER[decision.kind]?.includes(rest.kind) ? rest : decision;
}

/** Whether the (normalised) words tell of danger, whatever else they ask. */
export function dangerOf(matcher: Matcher, text: string): EmergencyKind | undefined {
  const danger = dangerIn(matcher.match(text), text);
  const rest = danger === undefined ? afterGreeting(text) : undefined;
  return rest === undefined ? danger : dangerIn(matcher.match(rest), rest);
}

function understandWhole(matcher: Matcher, { text, memory, thresholds }: Asked): Decision {
  const alone = matcher.match(text);
  const emergency = dangerIn(alone, text);
  const match = emergency ? alone : inContext(matcher, { text, alone, memory, thresholds });
  const situation: Case = {
    ...(emergency ? { emergency } : {}),
    asksForPerson: asksForPerson(text),
    candidates: match.candidates,
    rivals: match.rivals,
    ...(match.exact ? { exact: match.exact } : {}),
    terse: alone.terse,
    failures: memory.failures,
    thresholds,
  };
  const decision = decide(situation);
  const mayBeSeveral = decision.kind === 'answer' || decision.kind === 'disambiguate';
  return (mayBeSeveral ? answerEach(matcher, { text, match, thresholds }) : undefined) ?? decision;
}

/** What is said after 「こんにちは。」 or 「ありがとうございます、」; undefined when that is all. */
function afterGreeting(text: string): string | undefined {
  const rest = text.replace(GREETING, '');
  return rest !== text && rest.length >= SHORTEST_QUESTION ? rest : undefined;
}

/** The knowledge's own harmless words (「よろしくお願いします」) raise no alarm unless they show a sign of danger. */
function dangerIn({ danger, exact, terse }: Match, text: string) {
  return exact && !danger.signed ? undefined : emergencyIn(danger, terse || text.length <= A_FEW_LETTERS);
}

/** Several questions in one message get several answers, if each is clear by itself. */
function answerEach(
  matcher: Matcher,
  { text, match, thresholds }: { text: string; match: Match; thresholds: Thresholds },
): Decision | undefined {
  const questions = splitQuestions(text);
  if (questions.length < 2) return undefined;
  const answers = new Map<string, Candidate>();
  for (const question of questions) {
    const top = matcher.match(question).candidates[0];
    if (top && top.confidence >= thresholds.answer && !answers.has(top.entryId))
      answers.set(top.entryId, top);
  }
  if (answers.size < 2) return undefined;
  const rest = match.candidates.filter(({ entryId }) => !answers.has(entryId));
  const list = [...answers.values()].slice(0, 3);
  return {
    kind: 'answer',
    answers: list,
    candidates: [...list, ...rest].slice(0, SHOWN),
    reason: `${questions.length} questions, ${list.map(({ entryId, confidence }) => `${entryId} ${confidence.toFixed(2)}`).join(', ')}`,
  };
}

/** Reads a short or unclear utterance together with the question before it. */
function inContext(
  matcher: Matcher,
  { text, alone, memory, thresholds }: { text: string; alone: Match; memory: Memory; thresholds: Thresholds },
): Match {
  const { previous } = memory;
  const long = text.length > SHORT * 2 && !FOLLOWS.test(text);
  if (!previous || alone.exact || long || standsAlone(alone, text, thresholds)) return alone;
  const together = matcher.match(`${previous.text} ${text}`);
  return blend(alone, together, previous.entryIds);
}

/** Clear by itself, whatever was asked before (「駐車場は？」). */
function standsAlone({ candidates }: Match, text: string, thresholds: Thresholds): boolean {
  const best = candidates[0]?.confidence ?? 0;
  if (best < thresholds.answer) return false;
  const lead = best - (candidates[1]?.confidence ?? 0);
  return !FOLLOWS.test(text) || (best >= PLAIN && lead >= PLAIN_LEAD && !POINTS.test(text));
}

/** What was answered a moment ago is rarely asked again, but its topic is what the new words are about. */
function blend(alone: Match, together: Match, answered: readonly string[]): Match {
  const byId = new Map<string, Candidate>();
  for (const candidate of together.candidates) {
    const carried = CARRIED * (answered.includes(candidate.entryId) ? AGAIN : 1);
    byId.set(candidate.entryId, { ...candidate, confidence: carried * candidate.confidence });
  }
  for (const candidate of alone.candidates) {
    const carried = byId.get(candidate.entryId)?.confidence ?? 0;
    byId.set(candidate.entryId, { ...candidate, confidence: (1 - CARRIED) * candidate.confidence + carried });
  }
  const none = CARRIED * together.none + (1 - CARRIED) * alone.none;
  const sum = [...byId.values()].reduce((total, { confidence }) => total + confidence, 0);
  const scale = sum === 0 ? 1 : Math.max(1, (1 - none) / sum); // what the given answer lost goes to the others
  const candidates = [...byId.values()]
    .map((candidate) => ({ ...candidate, confidence: Math.min(1, scale * candidate.confidence) }))
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, SHOWN);
  return { ...alone, candidates, none };
}
