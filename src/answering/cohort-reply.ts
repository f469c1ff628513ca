import type { Choice } from '../conversation/reply';
import { cohortAnswer, findCohort } from '../knowledge/cohort-answer';
import type { Pack } from '../knowledge/pack';
import { parseBirth } from '../knowledge/parse-birth';
import type { Wording } from '../knowledge/texts';
import { renderMessage } from '../knowledge/render-message';
import { joinWordings } from './join-wordings';

interface CohortReply {
  readonly wording: Wording;
  readonly choices: readonly Choice[];
  /** True while the year of birth is not known yet. */
  readonly asks: boolean;
}

/** "When is it my turn": answers from the cohort table when the words tell the birth, else asks for the year. */
export function cohortReply(
  pack: Pack,
  text: string,
  { now, entryId }: { now: number; entryId: string },
): CohortReply {
  const birth = parseBirth(text, now);
  const cohorts = birth ? findCohort(pack.cohorts, birth) : [];
  if (cohorts.length === 0)
    return { wording: renderMessage(pack, birth ? 'cohortAskAgain' : 'cohortAsk'), choices: [], asks: true };
  const subject = entryId.startsWith('ticket.') ? 'ticket' : 'booking';
  const answers = cohorts.map((cohort) => cohortAnswer(pack, cohort, now, subject));
  if (answers.length === 1) return { wording: answers[0] as Wording, choices: [], asks: false };
  return {
    wording: joinWordings(renderMessage(pack, 'cohortSeveral'), ...answers),
    choices: [],
    asks: false,
  };
}
