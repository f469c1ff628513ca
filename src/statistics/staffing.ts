import type { Queryable } from '../storage/db';
import { serversNeeded } from './erlang-c';
import type { FigureValues } from './figure';
import type { Limits } from './limits';

/** One operator, as far as the figures need. */
export interface Staffed {
  readonly state: string;
  readonly site: string;
  readonly capacity: number;
  /** Conversations led, offers and wrap-ups. */
  readonly open: number;
}

const HALF_HOUR = 1800;

/** Operators who could take somebody at once. */
export function freeOperators(operators: readonly Staffed[], drainedSites: readonly string[]): number {
  return operators.filter(
    ({ state, site, capacity, open }) =>
      state === 'available' && open < capacity && !drainedSites.includes(site),
  ).length;
}

/** Operators that the last half hour's arrivals need: Erlang C counts conversations led at a time, an operator leads several. Null while
 *  nothing arrives or no handling time is known. `handling`: seconds. */
export async function neededOperators(
  q: Queryable,
  city: string,
  { handling, operators, limits }: { handling: number | null; operators: readonly Staffed[]; limits: Limits },
): Promise<FigureValues<'now'>['operators.needed']> {
  const [row] = await q.query<{ count: number }>(
    `select count(*)::int as count from handoff h where city = $1 and waiting_since > clock_timestamp() - $2 * interval '1 second'
       and not exists (select 1 from handoff_event e where e.handoff_id = h.id and e.state in ('callback', 'message'))`,
    [city, HALF_HOUR],
  );
  const servers = serversNeeded(
    {
      arrivalsPerSecond: (row?.count ?? 0) / HALF_HOUR,
      handlingSeconds: handling ?? Number.NaN,
      withinSeconds: limits.withinSeconds,
    },
    limits.targetPercent / 100,
  );
  return servers === undefined ? null : Math.ceil(servers / concurrency(operators));
}

/** Mean conversations at a time of those on duty; 1 when nobody is. */
function concurrency(operators: readonly Staffed[]): number {
  const capacities = operators
    .filter(({ state }) => state === 'available')
    .map(({ capacity }) => capacity)
    .filter((capacity) => capacity > 0);
  if (capacities.length === 0) return 1;
  return capacities.reduce((sum, capacity) => sum + capacity, 0) / capacities.length;
}
