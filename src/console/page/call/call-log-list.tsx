import type { LoggedCall } from '../call-log';
import { useStore } from '../hooks/use-store';
import { useSession } from '../session-context';
import { timeText } from '../words';

const SHOWN = 10;
const STATES = { sending: '（送信中）', done: '', refused: '（記録できませんでした）' } as const;

/** The last calls of this session. */
export function CallLogList() {
  const session = useSession();
  useStore(session.kept);
  const { calls } = session.calls;
  return (
    <section aria-label="最近の電話">
      <h3>最近の電話</h3>
      {calls.length === 0 && <p class="hint">この画面で記録した電話が、ここに並びます。</p>}
      <ul class="past">
        {calls.slice(0, SHOWN).map((call) => (
          <li key={call.record.key}>
            <time dateTime={call.at}>{timeText(call.at)}</time>
            <span>{call.record.text}</span>
            <span class="chip">{toldIn(call)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function toldIn({ record, state }: LoggedCall): string {
  const told = record.entryId ? `${record.entryId} を案内（版${record.release}）` : '該当なし';
  return told + STATES[state];
}
