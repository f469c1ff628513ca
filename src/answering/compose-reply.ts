import type { Candidate } from '../conversation/candidate';
import type { Decision } from '../conversation/decision';
import type { Choice, Reply, ReplyRecord } from '../conversation/reply';
import type { Entry } from '../knowledge/entry';
import { renderAnswer } from '../knowledge/render-answer';
import { knownWording, spokenPhone } from '../knowledge/spoken-forms';
import type { Wording } from '../knowledge/texts';
import type { Desk } from './answer-turn';
import { cohortReply } from './cohort-reply';
import { renderMessage } from '../knowledge/render-message';
import { joinWordings } from './join-wordings';

interface Composed {
  readonly reply: Reply;
  readonly asks?: 'cohort';
}

/** Puts a decision into the city's words. `text`: the citizen's words, which may name a year of birth. */
export function composeReply(desk: Desk, decision: Decision, { text, now }: { text: string; now: number }): Composed {
  const { pack } = desk;
  const reply = (wording: Wording, choices: readonly Choice[] = [], chosen: readonly Candidate[] = []): Composed => ({
    reply: { ...wording, choices, record: recordOf(desk, decision, chosen) },
  });
  switch (decision.kind) {
    case 'answer': {
      const entries = decision.answers.map(({ entryId }) => entryOf(desk, entryId));
      const [only] = entries;
      const cohort = only?.ask === 'cohort' && entries.length === 1 ? cohortReply(pack, text, { now, entryId: only.id }) : undefined;
      if (cohort) return { ...reply(cohort.wording, cohort.choices, decision.answers), ...(cohort.asks ? { asks: 'cohort' } : {}) };
      return reply(answerWording(desk, entries, now), [], decision.answers);
    }
    case 'disambiguate':
      return reply(renderMessage(pack, 'choose'), choicesOf(desk, decision.choices), decision.choices);
    case 'fallback':
      return reply(fallbackWording(desk, decision.outsideId), [personChoice(desk)]);
    case 'handoff': {
      const topic = pack.policy.handoffTopics.find(({ id }) => id === decision.topicId);
      if (topic) return reply({ text: topic.say, speak: topic.speak });
      return reply(renderMessage(pack, decision.cause === 'two-failures' ? 'handoffTwoFailures' : 'handoffAsked'));
    }
    case 'emergency':
      return reply(pack.policy.emergency[decision.emergency]);
    case 'smalltalk': {
      const topic = pack.policy.smalltalk.find(({ id }) => id === decision.topicId);
      return reply(topic ? { text: topic.answer, speak: topic.speak } : renderMessage(pack, 'fallback'));
    }
  }
}

/** The reply to an entry that the citizen chose from a list; no matching is left to do. */
export function answerEntry(desk: Desk, entryId: string, { text, now }: { text: string; now: number }): Composed {
  const chosen: Candidate = { entryId, confidence: 1, support: 1, evidence: [] };
  const decision: Decision = { kind: 'answer', answers: [chosen], candidates: [chosen], reason: 'chosen by the citizen' };
  return composeReply(desk, decision, { text, now });
}

export function recordOf(desk: Desk, decision: Decision, chosen: readonly Candidate[]): ReplyRecord {
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
    return entries.length === 1 ? answer : joinWordings(renderMessage(desk.pack, 'answerHeading', { question: entry.question }), answer);
  });
  return answers.length === 1 ? (answers[0] as Wording) : joinWordings(renderMessage(desk.pack, 'severalAnswers', { count: answers.length }), ...answers);
}

function choicesOf(desk: Desk, choices: readonly Candidate[]): Choice[] {
  const questions = choices.map(({ entryId }) => entryOf(desk, entryId).question);
  const none = renderMessage(desk.pack, 'noneOfThese').text;
  return [...questions, none].map((label) => ({ label, say: label }));
}

function fallbackWording({ pack }: Desk, outsideId: string | undefined): Wording {
  const topic = pack.outside.find(({ id }) => id === outsideId);
  if (!topic) return renderMessage(pack, 'fallback');
  if (topic.say !== undefined && topic.speak !== undefined) return { text: topic.say, speak: topic.speak };
  const contact = pack.contacts.find(({ id }) => id === topic.direct);
  return contact ? contactWording(pack, topic.label, contact) : renderMessage(pack, 'outsideAnywhere', { label: topic.label });
}

function contactWording(pack: Desk['pack'], label: string, contact: Desk['pack']['contacts'][number]): Wording {
  const name = { text: contact.name, speak: contact.spokenName };
  return renderMessage(pack, 'outside', { label, name, phone: knownWording(contact.phone, spokenPhone) });
}
