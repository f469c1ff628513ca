import type { HttpReply } from '../http/route';
import type { StatisticsReport } from './wire-supervisor';

type Cell = string | number | null;

/** A cell that begins so is taken for a formula by spreadsheets (OWASP, "CSV injection"). */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
/** Without it Excel reads UTF-8 as Shift_JIS. */
const BOM = '\ufeff';

/** A report as a file that Excel opens: UTF-8 with a byte order mark, lines end with CR LF (RFC 4180). */
export function statisticsCsv(report: StatisticsReport): HttpReply {
  const { from, to } = report;
  const lines = rowsOf(report).map((row) => row.map(cell).join(','));
  return {
    status: 200,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="statistics_${from}_${to}.csv"`,
    },
    body: `${BOM}${lines.join('\r\n')}\r\n`,
  };
}

function rowsOf({ from, to, figures, byCause, byTopic, byChannel, entries }: StatisticsReport): Cell[][] {
  const period = `${from}〜${to}`;
  const counts = [
    ...byCause.map((one) => ({ ...one, kind: '職員への相談のきっかけ' })),
    ...byTopic.map((one) => ({ ...one, kind: '職員への相談の話題' })),
    ...byChannel.map((one) => ({ ...one, kind: '職員への相談の入口' })),
  ];
  const uses = entries.flatMap(({ id, label, bot, operator, call }) => [
    [period, '項目で答えた回数（窓口）', label, bot, '件', id],
    [period, '項目で答えた回数（職員の返事）', label, operator, '件', id],
    [period, '項目で答えた回数（電話）', label, call, '件', id],
  ]);
  return [
    ['期間', '区分', '名前', '値', '単位', '定義・番号'],
    ...figures.map(({ label, value, unit, definition }) => [period, '指標', label, value, unit, definition]),
    ...counts.map(({ kind, id, label, count }) => [period, kind, label, count, '件', id]),
    ...uses,
  ];
}

/** Nothing happened: an empty cell, which spreadsheets leave out of means. */
function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return `"${text.replace(/"/g, '""')}"`;
}
