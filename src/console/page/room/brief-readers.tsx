import { useCallback } from 'preact/hooks';
import { dayText } from '../words';
import type { SupervisorApi } from './supervisor-api';
import { useAnswer } from './use-answer';

/** Who has ticked off the newest answers, and who has not. */
export function BriefReaders({ supervisor }: { readonly supervisor: SupervisorApi }) {
  const { answer, again } = useAnswer(useCallback(() => supervisor.briefReaders(), [supervisor]));
  if (answer === undefined) return null;
  const behind = answer.filter(({ upToDate }) => !upToDate).length;
  return (
    <>
      <p>
        {behind === 0 ? '全員が確認しました。' : `まだ確認していない職員が${behind}人います。`}{' '}
        <button type="button" class="small" onClick={again}>
          読み直す
        </button>
      </p>
      <table class="sheet">
        <caption class="hidden">申し送りの確認</caption>
        <thead>
          <tr>
            <th scope="col">職員</th>
            <th scope="col">確認</th>
            <th scope="col">最後に確認した時刻</th>
          </tr>
        </thead>
        <tbody>
          {answer.map(({ operatorId, name, upToDate, tickedAt }) => (
            <tr key={operatorId}>
              <th scope="row">{name}</th>
              <td>{upToDate ? '済み' : '未確認'}</td>
              <td>{tickedAt === undefined ? '—' : dayText(tickedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
