import type { KindCounts, Score } from './score';

const COLUMNS = ['right', 'asked', 'half', 'missed', 'wrong'] as const;

/** The score as two tables to read in a terminal: the figures, then the verdicts of each kind of query. */
export function describeScore({ summary, kinds }: Score): string {
  const figures = Object.entries(summary).map(([name, value]) => `${name.padEnd(18)} ${figure(name, value)}`);
  const heading = `${'kind'.padEnd(16)} rows  top1 ${COLUMNS.map((column) => column.padStart(7)).join('')}`;
  const rows = Object.entries(kinds)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, counts]) => describeKind(kind, counts));
  return [...figures, '', heading, ...rows].join('\n');
}

function figure(name: string, value: number | null): string {
  if (value === null) return '-';
  return name === 'rows' || name.startsWith('ms_') ? String(value) : percent(value, 1);
}

function describeKind(kind: string, counts: KindCounts): string {
  const first = percent(counts.sr1 / counts.rows, 0).padStart(6);
  const verdicts = COLUMNS.map((column) => String(counts[column]).padStart(7)).join('');
  return `${kind.padEnd(16)} ${String(counts.rows).padStart(4)} ${first}${verdicts}`;
}

function percent(value: number, digits: number): string {
  return `${(100 * value).toFixed(digits)} %`;
}
