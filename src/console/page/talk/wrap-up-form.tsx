import { useEffect, useState } from 'preact/hooks';
import type { ConsoleRow, Labelled } from '../../wire';
import { NO_DRAFT } from '../drafts';
import type { Session } from '../session';
import { useSession } from '../session-context';

/** What was done and how it ended; both must be chosen before the next citizen gets this place. */
export function WrapUpForm({ row }: { readonly row: ConsoleRow }) {
  const session = useSession();
  const [code, setCode] = useState('');
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  useEffect(takeLostFocus, []);
  const close = (event: Event): void => {
    event.preventDefault();
    void closeTalk(session, row, { code, reason, note: note.trim() });
  };
  return (
    <form class="wrap-up" onSubmit={close}>
      <h3>後処理</h3>
      <p class="hint">市民の方への応対は終わり、自動応答に戻っています。記録すると、次の方を受けられます。</p>
      <div class="wrap-up-picks">
        <Pick
          id="wrap-up-code"
          label="したこと"
          options={session.me.wrapUpCodes}
          value={code}
          onPick={setCode}
        />
        <Pick
          id="wrap-up-reason"
          label="結果"
          options={session.me.closeReasons}
          value={reason}
          onPick={setReason}
        />
      </div>
      <label for="wrap-up-note">メモ（なくてもかまいません）</label>
      <textarea
        id="wrap-up-note"
        rows={2}
        maxLength={1000}
        value={note}
        onInput={(event) => setNote(event.currentTarget.value)}
      />
      <button type="submit" class="primary">
        記録して閉じる
      </button>
    </form>
  );
}

/** The answer's field has gone, and the focus with it: the first thing to choose gets it. An operator elsewhere is not called away. */
function takeLostFocus(): void {
  const { activeElement } = document;
  if (activeElement === document.body || activeElement?.id === 'talk-title')
    document.getElementById('wrap-up-code')?.focus();
}

/** Done, the conversation leaves the screen; refused, everything chosen stays. */
async function closeTalk(
  session: Session,
  row: ConsoleRow,
  { code, reason, note }: { code: string; reason: string; note: string },
): Promise<void> {
  const closed = await session.attempt(async () => {
    await session.api.close(row.handoffId, {
      assignment: row.assignment,
      code,
      reason,
      ...(note !== '' && { note }),
    });
    return true;
  });
  if (!closed) return;
  session.keepDraft(row.conversationId, NO_DRAFT);
  session.leave(row.conversationId);
  session.notices.dispatch({ type: 'show', text: '記録して閉じました。', fault: false });
}

interface PickProps {
  readonly id: string;
  readonly label: string;
  readonly options: readonly Labelled[];
  readonly value: string;
  readonly onPick: (value: string) => void;
}

function Pick({ id, label, options, value, onPick }: PickProps) {
  return (
    <div>
      <label for={id}>
        {label}
        <span class="must">必ず選ぶ</span>
      </label>
      <select id={id} required value={value} onChange={(event) => onPick(event.currentTarget.value)}>
        <option value="">選んでください</option>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
