import { useCallback, useState } from 'preact/hooks';
import type { OpeningChange, OpeningState } from '../../wire-supervisor';
import { useSession } from '../session-context';
import { dayText } from '../words';
import { DayForm, TodayForm } from './opening-forms';
import { blocksText, dateText, dayKindText } from './room-words';
import type { SupervisorApi } from './supervisor-api';
import { useAnswer } from './use-answer';

/** When operators answer: now, in the two weeks ahead, and a word about one day. */
export function OpeningPanel({ supervisor }: { readonly supervisor: SupervisorApi }) {
  const session = useSession();
  const { answer } = useAnswer(useCallback(() => supervisor.opening(), [supervisor]));
  const [changed, setChanged] = useState<OpeningState>();
  const opening = changed ?? answer;
  const change = async (wanted: OpeningChange): Promise<boolean> => {
    const now = await session.attempt(() => supervisor.changeOpening(wanted));
    if (now === undefined) return false;
    setChanged(now);
    session.notices.dispatch({ type: 'show', text: '応対の時間を変えました。', fault: false });
    return true;
  };
  if (opening === undefined) return null;
  return (
    <>
      <p>
        <strong>{opening.open ? 'いまは応対の時間です。' : 'いまは応対の時間外です。'}</strong>
        {opening.nextOpening !== undefined && `次の始まりは${dayText(opening.nextOpening)}です。`}
      </p>
      <p class="hint">ふだんの時間：{opening.hoursText}</p>
      <div class="room-forms">
        <TodayForm open={opening.open} onChange={change} />
        <DayForm onChange={change} />
      </div>
      <DayTable opening={opening} onUsual={(date) => void change({ act: 'usual', date })} />
    </>
  );
}

interface DayTableProps {
  readonly opening: OpeningState;
  readonly onUsual: (date: string) => void;
}

function DayTable({ opening, onUsual }: DayTableProps) {
  return (
    <table class="sheet">
      <caption>これからの応対の時間</caption>
      <thead>
        <tr>
          <th scope="col">日</th>
          <th scope="col">時間</th>
          <th scope="col">理由</th>
          <th scope="col">操作</th>
        </tr>
      </thead>
      <tbody>
        {opening.days.map((day) => (
          <tr key={day.date}>
            <th scope="row">
              {dateText(day.date)}（{day.weekday}）
            </th>
            <td>{blocksText(day.blocks)}</td>
            <td>{dayKindText(day)}</td>
            <td>
              {day.kind === 'special' && (
                <button
                  type="button"
                  class="small"
                  aria-label={`${dateText(day.date)}をふだんの時間に戻す`}
                  onClick={() => onUsual(day.date)}
                >
                  ふだんに戻す
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
