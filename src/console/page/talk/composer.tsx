import { useState } from 'preact/hooks';
import { withInsertion, type Draft } from '../drafts';
import { focusComposer } from '../focus';
import { LIMIT, useCompose } from '../hooks/use-compose';
import type { SendKey } from '../ime';
import { useSession } from '../session-context';
import { CannedDialog } from './canned-dialog';
import { EntryChips } from './entry-chips';

interface ComposerProps {
  readonly conversationId: string;
  readonly sendKey: SendKey;
}

/** Where the answer is written. Enter during a conversion never sends. */
export function Composer({ conversationId, sendKey }: ComposerProps) {
  const { me } = useSession();
  const { draft, keep, long, send, field } = useCompose(conversationId, sendKey);
  const [choosing, setChoosing] = useState(false);
  const remove = (entryId: string): void =>
    keep({ ...draft, inserted: draft.inserted.filter((entry) => entry.entryId !== entryId) });
  const choose = (text: string): void => {
    keep(withInsertion(draft, text));
    setChoosing(false);
    focusComposer();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <EntryChips draft={draft} onRemove={({ entryId }) => remove(entryId)} />
      <label class="hidden" for="composer">
        返事を書く
      </label>
      <textarea
        id="composer"
        rows={2}
        value={draft.text}
        placeholder="返事を書く"
        autocomplete="off"
        aria-invalid={long}
        aria-describedby="composer-hint"
        {...field}
      />
      <ComposerFoot draft={draft} sendKey={sendKey} onCanned={() => setChoosing(true)} />
      {choosing && (
        <CannedDialog replies={me.cannedReplies} onChoose={choose} onClose={() => setChoosing(false)} />
      )}
    </form>
  );
}

interface ComposerFootProps {
  readonly draft: Draft;
  readonly sendKey: SendKey;
  readonly onCanned: () => void;
}

function ComposerFoot({ draft: { text }, sendKey, onCanned }: ComposerFootProps) {
  return (
    <p class="composer-foot">
      <span id="composer-hint" class="hint">
        {sendKey === 'enter' ? 'Enterで送信、Shift+Enterで改行' : 'Ctrl+Enterで送信、Enterで改行'}
        {text.length > LIMIT - 200 && `　${text.length}／${LIMIT}文字`}
      </span>
      <button type="button" id="canned" aria-keyshortcuts="Alt+Q" aria-haspopup="dialog" onClick={onCanned}>
        定型文
      </button>
      <button type="submit" class="primary" disabled={text.trim() === ''}>
        送信
      </button>
    </p>
  );
}
