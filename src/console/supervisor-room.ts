import type { Route } from '../http/route';
import { isOpen } from '../handoff/opening-hours';
import { dayInJapan } from '../knowledge/japan-time';
import { Statistics } from '../statistics/statistics';
import { briefStatus } from './brief-store';
import { consoleRoute } from './console-route';
import { deskLabels } from './supervisor-labels';
import { ROOM_ROLES, type SupervisorParts } from './supervisor-parts';
import { midnightOf, readPeriod } from './supervisor-period';
import { refuseSupervisor } from './supervisor-refusals';
import { statisticsCsv } from './statistics-csv';
import { statisticsReport } from './supervisor-report';
import type { RoomState } from './wire-supervisor';

/** A page asks every five seconds, and several supervisors may look: one answer serves all for so long. Milliseconds. */
const FRESH = 2000;

/** What supervisors look at: the room now, a stretch of time, and who knows the newest answers. */
export function roomRoutes(parts: SupervisorParts): Route[] {
  const { accounts, db, city, clock } = parts;
  const statistics = new Statistics(db, city);
  const room = remembered(() => roomState(parts, statistics), FRESH);
  return [
    consoleRoute(accounts, {
      method: 'GET',
      path: 'room',
      roles: ROOM_ROLES,
      handle: async () => ({ status: 200, json: await room() }),
    }),
    consoleRoute(accounts, {
      method: 'GET',
      path: 'statistics',
      roles: ROOM_ROLES,
      handle: async ({ request: { query } }) => {
        const period = readPeriod(query, clock());
        if (period === undefined) return refuseSupervisor('period.invalid');
        const found = await statistics.period(period.stretch, clock());
        const report = statisticsReport(period, found, deskLabels(parts));
        return query.get('format') === 'csv' ? statisticsCsv(report) : { status: 200, json: report };
      },
    }),
    consoleRoute(accounts, {
      method: 'GET',
      path: 'brief/status',
      roles: ROOM_ROLES,
      handle: async () => ({ status: 200, json: await briefStatus(db, city) }),
    }),
  ];
}

async function roomState(parts: SupervisorParts, statistics: Statistics): Promise<RoomState> {
  const { handoff, accounts, clock, opening } = parts;
  const now = clock();
  const today = dayInJapan(now);
  const [operators, drainedSites, people] = await Promise.all([
    handoff.presences(),
    handoff.drainedSites(),
    accounts.people.list(),
  ]);
  const found = await statistics.room({ since: midnightOf(today), now, operators, drainedSites });
  const { skill } = deskLabels(parts);
  return {
    now: new Date(now).toISOString(),
    today,
    open: isOpen(opening.hours(), now),
    figures: found.figures,
    lines: found.lines.map((line) => ({ ...line, skill: { id: line.skill, label: skill(line.skill) } })),
    operators,
    drainedSites,
    sites: [...new Set(people.filter(({ disabled }) => !disabled).map(({ site }) => site))].sort(),
  };
}

/** The same answer for `ms`, by the machine's steady clock; a failure is not kept. */
function remembered<T>(work: () => Promise<T>, ms: number): () => Promise<T> {
  let kept: { readonly value: Promise<T>; readonly until: number } | undefined;
  return () => {
    if (kept !== undefined && performance.now() < kept.until) return kept.value;
    const value = work();
    kept = { value, until: performance.now() + ms };
    value.catch(() => (kept = undefined));
    return value;
  };
}
