import type { Channel } from '../conversation/channel';
import type { Decision } from '../conversation/decision';
import type { Memory } from '../conversation/memory';
import type { Reply } from '../conversation/reply';
import type { Pack } from '../knowledge/pack';
import { normalize } from '../language/normalize';
import type { Matcher } from '../matching/matcher';
import { composeReply } from './compose-reply';
import { remember } from './remember';
import { understand } from './understand';

/** What answering needs: the knowledge in force, its number, and a matcher built from it. */
export interface Desk {
  readonly pack: Pack;
  readonly release: number;
  readonly matcher: Matcher;
}

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
  const { decision, text: understood } = understand(desk.matcher, { text: normalize(text), memory, thresholds });
  const { reply, asks } = composeReply(desk, decision, { text, now });
  return { decision, reply, memory: remember(memory, decision, understood), ...(asks ? { asks } : {}) };
}
