import type { Queryable } from '../storage/db';
import { share, type FigureValues } from './figure';
import type { Period } from './period';

type QuestionValues = Pick<
  FigureValues<'period'>,
  'calls' | 'questions' | 'questions.answered' | 'questions.unanswered' | 'questions.answered-share'
>;

/** How often an entry was the answer, and by whom. */
export interface EntryCount {
  readonly entryId: string;
  readonly bot: number;
  readonly operator: number;
  readonly call: number;
}

/** Replies that told entries: the bot's answers and what operators inserted. A disambiguation only names its choices. */
const TOLD = `city = $1 and received_at >= $2 and received_at < $3 and record->>'decision' in ('answer', 'operator')
  and jsonb_array_length(record->'entryIds') > 0`;

/** Questions of conversations and of telephone calls, counted alike. */
export async function questionValues(q: Queryable, period: Period): Promise<QuestionValues> {
  const [row] = await q.query<{
    told: number;
    fallbacks: number;
    given_up: number;
    calls: number;
    open: number;
  }>(
    `select (select count(*)::int from message where ${TOLD}) as told,
       (select count(*)::int from message where city = $1 and received_at >= $2 and received_at < $3
         and record->>'decision' = 'fallback') as fallbacks,
       (select count(*)::int from handoff where city = $1 and waiting_since >= $2 and waiting_since < $3
         and cause = 'two-failures' and last_text <> '') as given_up,
       (select count(*)::int from call_record where city = $1 and recorded_at >= $2 and recorded_at < $3) as calls,
       (select count(*)::int from call_record where city = $1 and recorded_at >= $2 and recorded_at < $3
         and entry_id is null) as open`,
    [period.city, period.from, period.to],
  );
  const { told = 0, fallbacks = 0, given_up: givenUp = 0, calls = 0, open = 0 } = row ?? {};
  const answered = told + calls - open;
  const unanswered = fallbacks + givenUp + open;
  return {
    calls,
    questions: answered + unanswered,
    'questions.answered': answered,
    'questions.unanswered': unanswered,
    'questions.answered-share': share(answered, answered + unanswered),
  };
}

/** Entries that were told in the period, most used first. */
export async function entryCounts(q: Queryable, period: Period): Promise<EntryCount[]> {
  return q.query<EntryCount>(
    `select entry as "entryId", count(*) filter (where by = 'answer')::int as bot,
       count(*) filter (where by = 'operator')::int as operator, count(*) filter (where by = 'call')::int as call
     from (
       select e.entry, record->>'decision' as by from message cross join lateral jsonb_array_elements_text(record->'entryIds') e(entry)
         where ${TOLD}
       union all
       select entry_id, 'call' from call_record
         where city = $1 and entry_id is not null and recorded_at >= $2 and recorded_at < $3) told
     group by entry order by count(*) desc, entry`,
    [period.city, period.from, period.to],
  );
}
