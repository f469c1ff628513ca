import type { Queryable } from '../../src/storage/db';

/** What must hold in the database at any moment, whatever happened before: each query returns the ids that break its rule. */
const RULES: Readonly<Record<string, string>> = {
  'an ended handoff says why': `
    select id::text from handoff where state in ('closed', 'abandoned') and close_reason is null`,
  'a conversation has one open handoff': `
    select conversation_id as id from handoff where state in ('waiting', 'offered', 'active', 'callback', 'message')
    group by 1 having count(*) > 1`,
  'who may speak follows from the handoff': `
    select c.id from conversation c left join handoff h on h.conversation_id = c.id and h.state in ('waiting', 'offered', 'active')
    where c.owner <> case h.state when 'active' then 'operator:' || h.operator_id when 'waiting' then 'queue'
      when 'offered' then 'queue' else 'bot' end`,
  'a handoff with an operator has their live assignment, and no other handoff has one': `
    select h.id::text from handoff h left join assignment a on a.handoff_id = h.id and a.ended_at is null
    where (h.operator_id is null) <> (a.handoff_id is null) or a.operator_id <> h.operator_id or a.n <> h.assignment`,
  'no handoff has two live assignments': `
    select handoff_id::text as id from assignment where ended_at is null group by 1 having count(*) > 1`,
  'the log has no gaps, and ends with the state': `
    select h.id::text from handoff h left join lateral (
      select count(*) as count, max(n) as last, (array_agg(e.state order by n desc))[1] as state from handoff_event e
      where e.handoff_id = h.id) e on true
    where e.count <> h.events or e.last <> h.events or e.state <> h.state`,
  'nobody has more than their capacity, but by taking over': `
    select o.id from operator o where not 'supervisor' = any(o.roles)
      and (select count(*) from handoff h where h.operator_id = o.id) > o.capacity`,
  'the transcript marks both ends of the human stretch': `
    select c.id from conversation c left join lateral (
      select activity -> 'channelData' ->> 'mark' as mark from message m
      where m.conversation_id = c.id and activity -> 'channelData' ? 'mark' order by seq desc limit 1) m on true
    where (coalesce(m.mark, 'person-ends') = 'person-begins') <> (c.owner like 'operator:%')`,
  'messages have no gaps': `
    select c.id from conversation c where c.last_seq <> (select count(*) from message m where m.conversation_id = c.id)`,
};

/** The rules that do not hold, each with the ids that break it. */
export async function queueFaults(q: Queryable): Promise<string[]> {
  const names = Object.keys(RULES);
  const rows = await q.query<{ rule: number; ids: string }>(
    names
      .map(
        (name, n) =>
          `select ${n} as rule, string_agg(id, ', ') as ids from (${RULES[name]}) f having count(*) > 0`,
      )
      .join(' union all '),
  );
  return rows.map(({ rule, ids }) => `${names[rule]}: ${ids}`);
}
