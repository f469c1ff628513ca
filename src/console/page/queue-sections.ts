import type { ConsoleRow } from '../wire';

type SectionId = 'offers' | 'mine' | 'wrapUp' | 'waiting' | 'callback' | 'message' | 'others';

export interface Section {
  readonly id: SectionId;
  readonly title: string;
  readonly rows: readonly ConsoleRow[];
}

const TITLES: Readonly<Record<SectionId, string>> = {
  offers: '呼び出し',
  mine: '対応中',
  wrapUp: '後処理',
  waiting: '待っている方',
  callback: '折り返し',
  message: '伝言',
  others: 'ほかの人が対応中',
};

/** The list on the left, in the order in which it matters to this operator. Who stands first in line stands first in the list. */
export function queueSections(rows: Iterable<ConsoleRow>, operatorId: string): readonly Section[] {
  const found: Record<SectionId, ConsoleRow[]> = {
    offers: [],
    mine: [],
    wrapUp: [],
    waiting: [],
    callback: [],
    message: [],
    others: [],
  };
  for (const row of rows) {
    const id = sectionOf(row, operatorId);
    if (id) found[id].push(row);
  }
  return (Object.keys(TITLES) as SectionId[]).map((id) => ({
    id,
    title: TITLES[id],
    rows: found[id].sort(byTurn),
  }));
}

function sectionOf({ state, operator }: ConsoleRow, operatorId: string): SectionId | undefined {
  const mine = operator?.id === operatorId;
  switch (state) {
    case 'waiting':
      return 'waiting';
    case 'offered':
      return mine ? 'offers' : 'waiting';
    case 'active':
      return mine ? 'mine' : 'others';
    case 'wrap-up':
      return mine ? 'wrapUp' : 'others';
    case 'callback':
    case 'message':
      return state;
    default:
      return undefined;
  }
}

function byTurn(a: ConsoleRow, b: ConsoleRow): number {
  return (
    b.priority - a.priority ||
    a.waitingSince.localeCompare(b.waitingSince) ||
    a.handoffId.localeCompare(b.handoffId)
  );
}
