import type { Queryable } from '../storage/db';

/** What stands where a message was taken back. */
const UNSENT = '〔送信取り消し〕';

/** The message that was taken back, and what it said. */
export interface Unsaid {
  readonly seq: number;
  readonly text: string;
}

/**
 * Takes a citizen's message back: its words go from the transcript, from what is kept encrypted and from the bot's memory, and it is not
 * answered any more. `messageId`: as the channel knows it. Undefined when there is no such message, or it has been taken back before.
 */
export async function unsayMessage(
  q: Queryable,
  at: { city: string; conversationId: string; messageId: string },
): Promise<Unsaid | undefined> {
  const { city, conversationId, messageId } = at;
  await q.query('select from conversation where id = $1 and city = $2 for update', [conversationId, city]);
  const [said] = await q.query<Unsaid>(
    `select seq, text from message where conversation_id = $1 and city = $2 and id = $3 and author = 'citizen' and text <> $4`,
    [conversationId, city, messageId, UNSENT],
  );
  if (said === undefined) return undefined;
  const activity = JSON.stringify({ type: 'message', text: UNSENT });
  await q.query(
    `update message set text = $3, activity = $4::jsonb, turn = case turn when 'pending' then 'done' else turn end
     where conversation_id = $1 and seq = $2`,
    [conversationId, said.seq, UNSENT, activity],
  );
  await q.query('delete from sealed_original where conversation_id = $1 and seq = $2', [
    conversationId,
    said.seq,
  ]);
  await q.query(FORGET, [city, conversationId]);
  return said;
}

/** The question before, by which the bot understands "and there?". The key is botbuilder's. */
const FORGET = `
  update bot_state set value = value #- '{memory,previous}' where city = $1 and key = any(
    select c || '/conversations/' || $2 || s from unnest(array['web', 'line', 'voice']) c, unnest(array['', '/']) s)`;
