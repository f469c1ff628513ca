import type { PeriodStatistics } from '../statistics/statistics';
import type { DeskLabels } from './supervisor-labels';
import type { NamedCount, StatisticsReport } from './wire-supervisor';

/** What happened in a period, with names in place of ids. */
export function statisticsReport(
  { from, to }: { readonly from: string; readonly to: string },
  found: PeriodStatistics,
  labels: DeskLabels,
): StatisticsReport {
  return {
    from,
    to,
    figures: found.figures,
    byCause: named(found.byCause, labels.cause),
    byTopic: named(found.byTopic, labels.topic),
    byChannel: named(found.byChannel, labels.channel),
    entries: found.entries.map(({ entryId, ...counts }) => ({
      id: entryId,
      label: labels.entry(entryId),
      ...counts,
    })),
  };
}

function named(
  counts: readonly { readonly id: string; readonly count: number }[],
  labelOf: (id: string) => string,
): NamedCount[] {
  return counts.map(({ id, count }) => ({ id, label: labelOf(id), count }));
}
