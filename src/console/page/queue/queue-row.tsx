import type { ConsoleRow } from '../../wire';
import { useSession } from '../session-context';
import { unreadIn } from '../unread';
import { CAUSE_WORDS, CHANNEL_WORDS, STATE_WORDS, subjectOf } from '../words';
import { RowMarks } from './row-marks';

/** One citizen in the list. Pressing shows the conversation; taking it is another step. */
export function QueueRow({ row, current }: { readonly row: ConsoleRow; readonly current: boolean }) {
  const session = useSession();
  const unread = row.state === 'active' ? unreadIn(session.store.state.talks.get(row.conversationId)) : 0;
  const other = row.operator && row.operator.id !== session.me.operatorId ? row.operator.label : undefined;
  return (
    <li>
      <button
        type="button"
        class="row"
        data-row
        aria-current={current ? 'true' : undefined}
        onClick={() => session.open(row.conversationId)}
      >
        <span class="row-top">
          <span class="row-subject">{subjectOf(row)}</span>
          {unread > 0 && (
            <span class="badge">
              {unread}
              <span class="hidden">件の未読</span>
            </span>
          )}
        </span>
        <span class="row-marks">
          <span class="tag">{CHANNEL_WORDS[row.channel]}</span>
          <RowMarks row={row} />
        </span>
        <span class="row-why">
          {other ? `${other}（${STATE_WORDS[row.state]}）` : (CAUSE_WORDS[row.cause] ?? '')}
          {row.topic && row.lastText && `：${row.lastText}`}
        </span>
      </button>
    </li>
  );
}
