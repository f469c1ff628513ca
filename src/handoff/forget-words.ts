import { amendHandoff, lockOpen } from './handoff-store';
import { stepWithin, type QueueParts, type QueueStep } from './queue-step';
import { deedOf } from './talk';

/** Takes words that a citizen has taken back out of the queue's own copies, and lets open consoles see it. `step` holds the
 *  conversation. */
export async function forgetWords(
  parts: QueueParts,
  { q }: Pick<QueueStep, 'q'>,
  conversationId: string,
  text: string,
): Promise<void> {
  const forgotten = await q.query<{ id: string }>(FORGET, [parts.city, conversationId, text]);
  if (forgotten.length === 0) return;
  const open = await lockOpen(q, parts.city, conversationId);
  if (open !== undefined)
    await amendHandoff(stepWithin(q), open, {}, deedOf(parts, 'citizen', 'words-taken-back'));
}

const FORGET = `
  update handoff set last_text = case when last_text = $3 then '' else last_text end,
    summary = (select coalesce(jsonb_agg(line order by n), '[]') from jsonb_array_elements(summary) with ordinality as s (line, n)
      where line ->> 'text' <> $3)
  where city = $1 and conversation_id = $2
    and (last_text = $3 or exists (select from jsonb_array_elements(summary) as line where line ->> 'text' = $3))
  returning id`;
