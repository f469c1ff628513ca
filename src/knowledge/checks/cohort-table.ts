import type { Cohort } from '../cohort';
import { placeInFile, type Check } from '../draft';
import type { Problem } from '../problem';

/** Everybody belongs to exactly one row of the schedule, and its dates follow one another. */
export const checkCohortTable: Check = (draft) => {
  const rows = draft.pack.cohorts
    .map((cohort, i) => ({ cohort, i }))
    .sort((a, b) => (a.cohort.born.from ?? '').localeCompare(b.cohort.born.from ?? ''));
  const problem = (i: number, key: string, rest: Omit<Problem, 'file' | 'line' | 'column'>): Problem => ({
    ...placeInFile(draft, 'cohorts', i, key),
    ...rest,
  });
  return rows.flatMap(({ cohort, i }, at): Problem[] => {
    const seam = seamFault(rows[at - 1]?.cohort, cohort);
    const order = orderFault(cohort);
    return [...(seam ? [problem(i, 'born', seam)] : []), ...(order ? [problem(i, 'id', order)] : [])];
  });
};

function seamFault(before: Cohort | undefined, { id, born }: Cohort): Omit<Problem, 'file' | 'line' | 'column'> | undefined {
  if (!before) return undefined;
  const end = before.born.to ?? '9999-12-31';
  const expected = new Date(Date.parse(`${end}T00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  const start = born.from ?? '0000-01-01';
  if (start === expected) return undefined;
  const overlap = start <= end;
  return {
    code: overlap ? 'cohort.overlap' : 'cohort.gap',
    message: `${before.id} と ${id} の生年月日の範囲が、${overlap ? '重なっています' : '続いていません'}`,
    hint: `前の範囲は ${end} までです。次は、その翌日から始めてください`,
    severity: overlap ? 'error' : 'warning',
  };
}

function orderFault({ id, ticketPosted, ticketArrivesBy, bookingOpens }: Cohort): Omit<Problem, 'file' | 'line' | 'column'> | undefined {
  const dates = [ticketPosted, ticketArrivesBy, bookingOpens?.slice(0, 10)].filter((date) => date !== undefined);
  if (dates.every((date, i) => i === 0 || (dates[i - 1] ?? '') <= date)) return undefined;
  return {
    code: 'cohort.order',
    message: `${id} の日付が、発送、到着、予約の開始の順になっていません`,
    hint: 'ticketPosted、ticketArrivesBy、bookingOpens の日付を確かめてください',
    severity: 'warning',
  };
}
