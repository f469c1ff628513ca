import type { Channel } from '../conversation/channel';
import type { Decision } from '../conversation/decision';
import type { Memory } from '../conversation/memory';
import type { Reply } from '../conversation/reply';
import { normalize } from '../language/normalize';
import { composeReply } from './compose-reply';
import type { Desk } from './desk';
import { remember } from './remember';
import { understand } from './understand';

export interface TurnInput {
  readonly text: string;
  readonly channel: Channel;
  readonly memory: Memory;
  /** Milliseconds, as the desk sees the time. */
  readonly now: number;
}

export interface Answer {
  readonly decision: Decision;
  readonly reply: Reply;
  readonly memory: Memory;
  /** The desk asked for the year of birth and waits for it. */
  readonly asks?: 'cohort';
}

/**
 * THE flow: what a citizen said becomes what the desk says. Pure but for the desk given, so the web page, LINE, the
 * telephone, the operator's suggestions and `npm run ask` all get the same answer.
 */
export function answerTurn(desk: Desk, { text, channel, memory, now }: TurnInput): Answer {
  const thresholds = desk.pack.policy.thresholds[channel];
  const understood = normalize(text);
  const decision = oneSchedule(desk, understand(desk.matcher, { text: understood, memory, thresholds }));
  const { reply, asks } = composeReply(desk, decision, { text, now });
  return { decision, reply, memory: remember(memory, decision, understood), ...(asks ? { asks } : {}) };
}

/** "When is it my turn?" may mean ticket, booking or schedule, but one question about the year of birth answers all three. */
function oneSchedule({ pack }: Desk, decision: Decision): Decision {
  if (decision.kind !== 'disambiguate') return decision;
  const [first, ...others] = decision.choices.filter(({ entryId }) =>
    pack.entries.some(({ id, ask }) => id === entryId && ask === 'cohort'),
  );
  if (!first || others.length === 0 || first !== decision.choices[0]) return decision;
  return {
    kind: 'answer',
    answers: [first],
    candidates: decision.candidates,
    reason: `${decision.reason}; one schedule answers ${others.length + 1} of them`,
  };
}
