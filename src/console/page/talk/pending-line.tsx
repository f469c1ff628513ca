import type { Unsent } from '../outbox';
import { useSession } from '../session-context';

/** A message of this operator that the desk has not confirmed yet. */
export function PendingLine({ item }: { readonly item: Unsent }) {
  const { outbox, row, keepDraft, draft } = useActs();
  const { key, text } = item.request;
  const held = row(item.conversationId);
  const back = (): void => {
    const { text: written, inserted } = draft(item.conversationId);
    keepDraft(item.conversationId, { text: [text, written].filter(Boolean).join('\n'), inserted });
    outbox.discard(key);
  };
  return (
    <li class={item.refused ? 'message operator pending refused' : 'message operator pending'}>
      <p class="bubble">{text}</p>
      <p class="message-foot">{stateOf(item)}</p>
      {item.refused && (
        <p class="message-foot">
          {held && (
            <button type="button" class="small" onClick={() => outbox.retry(key, held.assignment)}>
              もう一度送る
            </button>
          )}
          <button type="button" class="small" onClick={back}>
            書く欄に戻す
          </button>
          <button type="button" class="small" onClick={() => outbox.discard(key)}>
            取り消す
          </button>
        </p>
      )}
    </li>
  );
}

function stateOf({ refused, retrying, seq }: Unsent): string {
  if (refused) return `送れませんでした。${refused}`;
  if (seq !== undefined) return '送信済み';
  return retrying ? '再送しています…' : '送信中…';
}

function useActs() {
  const session = useSession();
  return {
    outbox: session.outbox,
    row: session.row.bind(session),
    draft: session.draft.bind(session),
    keepDraft: session.keepDraft.bind(session),
  };
}
