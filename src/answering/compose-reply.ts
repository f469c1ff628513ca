import type { Candidate } from '../conversation/candidate';
import type { Decision } from '../conversation/decision';
import type { Choice, Reply, ReplyRecord } from '../conversation/reply';
import type { Entry } from '../knowledge/entry';
import { renderAnswer } from '../knowledge/render-answer';
import { knownWording, sentence, spokenPhone, spokenText } from '../knowledge/spoken-forms';
import type { Wording } from '../knowledge/texts';
import type { Desk } from './desk';
import { cohortReply } from './cohort-reply';
import { renderMessage } from '../knowledge/render-message';
import { joinWordings } from './join-wordings';

const YES_NO = ['feedbackYes', 'feedbackNo'] as const;

interface Composed {
  readonly reply: Reply;
  readonly asks?: 'cohort';
}

/** Puts a decision into the city's words. `text`: the citizen's words, which may name a year of birth. */
export function composeReply(desk: Desk, decision: Decision, turn: { text: string; now: number }): Composed {
  if (decision.kind === 'answer') return composeAnswer(desk, decision, turn);
  const chosen = decision.kind === 'disambiguate' ? decision.choices : [];
  const record = recordOf(desk, decision, chosen);
  return { reply: { ...wordingOf(desk, decision), choices: buttonsOf(desk, decision), record } };
}

type WithoutAnswer = Exclude<Decision, { kind: 'answer' }>;

function wordingOf(desk: Desk, decision: WithoutAnswer): Wording {
  const { pack } = desk;
  switch (decision.kind) {
    case 'disambiguate':
      return chooseWording(desk, decision.choices);
    case 'fallback':
      return fallbackWording(desk, decision.outsideId);
    case 'handoff':
      return handoffWording(desk, decision);
    case 'emergency':
      return pack.policy.emergency[decision.emergency];
    case 'smalltalk': {
      const topic = pack.policy.smalltalk.find(({ id }) => id === decision.topicId);
      return topic ? { text: topic.answer, speak: topic.speak } : renderMessage(pack, 'fallback');
    }
  }
}

function buttonsOf(desk: Desk, decision: WithoutAnswer): Choice[] {
  if (decision.kind === 'disambiguate') return choicesOf(desk, decision.choices);
  return decision.kind === 'fallback' ? [personChoice(desk)] : [];
}

function composeAnswer(
  desk: Desk,
  decision: Extract<Decision, { kind: 'answer' }>,
  { text, now }: { text: string; now: number },
): Composed {
  const entries = decision.answers.map(({ entryId }) => entryOf(desk, entryId));
  const record = recordOf(desk, decision, decision.answers);
  const [only] = entries;
  if (only?.ask === 'cohort' && entries.length === 1) {
    const { wording, choices, asks } = cohortReply(desk.pack, text, { now, entryId: only.id });
    return { reply: { ...wording, choices, record }, ...(asks ? { asks: 'cohort' } : {}) };
  }
  return { reply: { ...answerWording(desk, entries, now), choices: [], record } };
}

function handoffWording({ pack }: Desk, { cause, topicId }: Extract<Decision, { kind: 'handoff' }>): Wording {
  const topic = pack.policy.handoffTopics.find(({ id }) => id === topicId);
  if (topic) return { text: topic.say, speak: topic.speak };
  return renderMessage(pack, cause === 'two-failures' ? 'handoffTwoFailures' : 'handoffAsked');
}

/** The reply to an entry that the citizen chose from a list; no matching is left to do. */
export function answerEntry(
  desk: Desk,
  entryId: string,
  { text, now }: { text: string; now: number },
): Composed {
  const chosen: Candidate = { entryId, confidence: 1, support: 1, evidence: [] };
  const decision: Decision = {
    kind: 'answer',
    answers: [chosen],
    candidates: [chosen],
    reason: 'chosen by the citizen',
  };
  return composeReply(desk, decision, { text, now });
}

function recordOf(desk: Desk, decision: Decision, chosen: readonly Candidate[]): ReplyRecord {
  return {
    decision: decision.kind,
    entryIds: chosen.map(({ entryId }) => entryId),
    release: desk.release,
    confidence: decision.candidates[0]?.confidence ?? null,
    reason: decision.reason,
  };
}

export function personChoice({ pack }: Desk): Choice {
  const { text, speak } = renderMessage(pack, 'personButton');
  return { label: text, say: speak };
}

export function entryOf({ pack }: Desk, entryId: string): Entry {
  return pack.entries.find(({ id }) => id === entryId) as Entry;
}

function answerWording(desk: Desk, entries: readonly Entry[], now: number): Wording {
  const answers = entries.map((entry) => {
    const answer = renderAnswer(desk.pack, entry, now);
    return entries.length === 1
      ? answer
      : joinWordings(renderMessage(desk.pack, 'answerHeading', { question: entry.question }), answer);
  });
  return answers.length === 1
    ? (answers[0] as Wording)
    : joinWordings(renderMessage(desk.pack, 'severalAnswers', { count: answers.length }), ...answers);
}

/** On the telephone the choices are read out with their numbers. */
function chooseWording(desk: Desk, choices: readonly Candidate[]): Wording {
  const [only] = choices;
  if (only && choices.length === 1) return confirmWording(desk, only);
  const { text, speak } = renderMessage(desk.pack, 'choose');
  const spoken = choices.map(
    ({ entryId }, i) => `${i + 1}番、${spokenText(entryOf(desk, entryId).question)}`,
  );
  return { text, speak: speak + spoken.join('') };
}

function confirmWording(desk: Desk, { entryId }: Candidate): Wording {
  const { question } = entryOf(desk, entryId);
  return renderMessage(desk.pack, 'confirm', {
    question: { text: question, speak: sentence(spokenText(question)) },
  });
}

function choicesOf(desk: Desk, choices: readonly Candidate[]): Choice[] {
  if (choices.length === 1)
    return YES_NO.map((key) => renderMessage(desk.pack, key).text).map((label) => ({ label, say: label }));
  const questions = choices.map(({ entryId }) => entryOf(desk, entryId).question);
  const none = renderMessage(desk.pack, 'noneOfThese').text;
  return [...questions, none].map((label) => ({ label, say: label }));
}

function fallbackWording({ pack }: Desk, outsideId: string | undefined): Wording {
  const topic = pack.outside.find(({ id }) => id === outsideId);
  if (!topic) return renderMessage(pack, 'fallback');
  if (topic.say !== undefined && topic.speak !== undefined) return { text: topic.say, speak: topic.speak };
  const contact = pack.contacts.find(({ id }) => id === topic.direct);
  return contact
    ? contactWording(pack, topic.label, contact)
    : renderMessage(pack, 'outsideAnywhere', { label: topic.label });
}

function contactWording(
  pack: Desk['pack'],
  label: string,
  contact: Desk['pack']['contacts'][number],
): Wording {
  const name = { text: contact.name, speak: contact.spokenName };
  return renderMessage(pack, 'outside', { label, name, phone: knownWording(contact.phone, spokenPhone) });
}
