import type { Queryable } from '../storage/db';
import { queueFigures } from './line-store';
import { DEFAULT_LIMITS } from './queue-limits';
import { waitBand, type WaitBand } from './wait-estimate';

export interface QueuePlacesOptions {
  readonly q: Queryable;
  readonly city: string;
  /** Whether operators answer now; else no wait is told. */
  readonly isOpen: () => boolean;
}

/** What a waiting citizen is told again and again. */
export interface QueuePlace {
  /** From 1. */
  readonly position: number;
  readonly waitBand: WaitBand | null;
}

/** Where those of these conversations stand that wait: one query for all of them, and one for each skill waited for. */
export function queuePlaces({ q, city, isOpen }: QueuePlacesOptions) {
  return async (conversationIds: readonly string[]): Promise<ReadonlyMap<string, QueuePlace>> => {
    const rows = await q.query<{ conversation_id: string; skill: string; position: number }>(PLACES, [
      city,
      conversationIds,
    ]);
    const skills = isOpen() ? [...new Set(rows.map(({ skill }) => skill))] : [];
    const figures = new Map(
      await Promise.all(
        skills.map(
          async (skill) => [skill, await queueFigures(q, city, skill, DEFAULT_LIMITS.leaseMs)] as const,
        ),
      ),
    );
    return new Map(
      rows.map(({ conversation_id: id, skill, position }) => {
        const known = figures.get(skill);
        return [id, { position, waitBand: known === undefined ? null : waitBand(position, known) }];
      }),
    );
  };
}

/** The same order as `placeOf`; an offered one is at the head. */
const PLACES = `
  with line as (
    select id, (row_number() over (partition by skill order by priority desc, waiting_since, id))::int as position
    from handoff where city = $1 and state = 'waiting'
  )
  select h.conversation_id, h.skill, coalesce(l.position, 1) as position from handoff h left join line l on l.id = h.id
  where h.city = $1 and h.conversation_id = any($2) and h.state in ('waiting', 'offered')`;
