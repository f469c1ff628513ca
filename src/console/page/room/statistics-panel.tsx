import { useCallback, useState } from 'preact/hooks';
import type { NamedCount, StatisticsReport } from '../../wire-supervisor';
import { FigureGrid } from './figure-grid';
import { dateText, daysBefore } from './room-words';
import { csvAddress, type SupervisorApi } from './supervisor-api';
import { useAnswer } from './use-answer';

interface StatisticsPanelProps {
  readonly supervisor: SupervisorApi;
  /** The desk's day, YYYY-MM-DD. */
  readonly today: string;
}

/** What happened on a day or in a week, and the same for Excel. */
export function StatisticsPanel({ supervisor, today }: StatisticsPanelProps) {
  const [{ from, to }, setPeriod] = useState({ from: daysBefore(today, 6), to: today });
  const ask = useCallback(() => supervisor.statistics(from, to), [supervisor, from, to]);
  const { answer } = useAnswer(ask);
  const presets = [
    { label: '今日', from: today, to: today },
    { label: '昨日', from: daysBefore(today, 1), to: daysBefore(today, 1) },
    { label: '直近7日', from: daysBefore(today, 6), to: today },
  ];
  return (
    <>
      <div class="room-period">
        {presets.map(({ label, ...period }) => (
          <button
            key={label}
            type="button"
            aria-pressed={period.from === from && period.to === to}
            onClick={() => setPeriod(period)}
          >
            {label}
          </button>
        ))}
        <DayInput label="始まりの日" value={from} onDay={(day) => setPeriod({ from: day, to })} />
        <DayInput label="終わりの日" value={to} onDay={(day) => setPeriod({ from, to: day })} />
        <a class="button" href={csvAddress(from, to)} download>
          表（CSV）を保存
        </a>
      </div>
      {answer && <Report report={answer} />}
    </>
  );
}

interface DayInputProps {
  readonly label: string;
  readonly value: string;
  readonly onDay: (day: string) => void;
}

function DayInput({ label, value, onDay }: DayInputProps) {
  return (
    <label>
      {label}
      <input
        type="date"
        value={value}
        onChange={(event) => event.currentTarget.value !== '' && onDay(event.currentTarget.value)}
      />
    </label>
  );
}

function Report({ report }: { readonly report: StatisticsReport }) {
  const { from, to, figures, byCause, byTopic, byChannel, entries } = report;
  const period = from === to ? dateText(from) : `${dateText(from)}から${dateText(to)}まで`;
  return (
    <>
      <h4>{period}の数字</h4>
      <FigureGrid label={`${period}の数字`} figures={figures} />
      <div class="room-counts">
        <CountTable caption="職員への相談のきっかけ" counts={byCause} />
        <CountTable caption="職員への相談の話題" counts={byTopic} />
        <CountTable caption="職員への相談の入口" counts={byChannel} />
      </div>
      {entries.length > 0 && <EntryTable entries={entries} />}
    </>
  );
}

function CountTable({
  caption,
  counts,
}: {
  readonly caption: string;
  readonly counts: readonly NamedCount[];
}) {
  if (counts.length === 0) return null;
  return (
    <table class="sheet">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">名前</th>
          <th scope="col">件数</th>
        </tr>
      </thead>
      <tbody>
        {counts.map(({ id, label, count }) => (
          <tr key={id}>
            <th scope="row">{label}</th>
            <td class="number">{count}件</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function EntryTable({ entries }: Pick<StatisticsReport, 'entries'>) {
  return (
    <table class="sheet">
      <caption>どの項目で答えたか</caption>
      <thead>
        <tr>
          <th scope="col">項目</th>
          <th scope="col">自動応答</th>
          <th scope="col">職員の返事</th>
          <th scope="col">電話</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ id, label, bot, operator, call }) => (
          <tr key={id}>
            <th scope="row">{label}</th>
            <td class="number">{bot}</td>
            <td class="number">{operator}</td>
            <td class="number">{call}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
