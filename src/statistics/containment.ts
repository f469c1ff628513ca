import type { Queryable } from '../storage/db';
import { share, type FigureValues } from './figure';
import type { Period } from './period';

type ContainmentValues = Pick<FigureValues<'period'>, 'conversations' | 'containment' | 'containment.voice'>;

/** Conversations in which a citizen wrote in the period, and how many of them needed nobody: no handoff was open in the period, and the
 *  bot did not answer a wish for a person. A LINE conversation lives for years, so only what happened in the period counts. */
export async function containmentValues(q: Queryable, period: Period): Promise<ContainmentValues> {
  const [row] = await q.query<{ conversations: number; contained: number; calls: number; by_voice: number }>(
    `with wrote as (
       select distinct conversation_id from message where city = $1 and author = 'citizen' and visible and text <> ''
         and received_at >= $2 and received_at < $3),
     needed as (
       select conversation_id from handoff
         where city = $1 and waiting_since < $3 and (state not in ('closed', 'abandoned') or state_since >= $2)
       union
       select conversation_id from message where city = $1 and record->>'decision' = 'handoff' and received_at >= $2 and received_at < $3)
     select count(*)::int as conversations, count(*) filter (where n.conversation_id is null)::int as contained,
       count(*) filter (where c.channel = 'voice')::int as calls,
       count(*) filter (where c.channel = 'voice' and n.conversation_id is null)::int as by_voice
     from wrote join conversation c on c.id = conversation_id left join needed n using (conversation_id)`,
    [period.city, period.from, period.to],
  );
  const { conversations = 0, contained = 0, calls = 0, by_voice: byVoice = 0 } = row ?? {};
  return {
    conversations,
    containment: share(contained, conversations),
    'containment.voice': share(byVoice, calls),
  };
}
