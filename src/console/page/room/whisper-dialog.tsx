import { useState } from 'preact/hooks';
import type { ConsoleRow } from '../../wire';
import { Modal } from '../frame/modal';
import { randomKey } from '../random-key';
import { useSession } from '../session-context';
import type { SupervisorApi } from './supervisor-api';

interface WhisperDialogProps {
  readonly row: ConsoleRow;
  readonly supervisor: SupervisorApi;
  readonly onClose: () => void;
}

/** Words for the operator that the citizen never sees. */
export function WhisperDialog({ row, supervisor, onClose }: WhisperDialogProps) {
  const session = useSession();
  const [text, setText] = useState('');
  const [key] = useState(randomKey); // pressing twice makes one whisper
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const sent = await session.attempt(
      async () => (await supervisor.whisper(row.conversationId, { key, text: text.trim() })) ?? {},
    );
    if (!sent) return; // what was written stays
    session.notices.dispatch({ type: 'show', text: '助言を送りました。', fault: false });
    session.tellMasked(sent, '助言を送りました。');
    onClose();
  };
  return (
    <Modal title={`${row.operator?.label ?? '職員'}さんへ助言する`} onClose={onClose}>
      <form onSubmit={(event) => void send(event)}>
        <label for="whisper-text">助言（市民の方には見えません）</label>
        <textarea
          id="whisper-text"
          rows={3}
          required
          maxLength={1000}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <p class="acts">
          <button type="submit" class="primary">
            送る
          </button>
          <button type="button" onClick={onClose}>
            やめる
          </button>
        </p>
      </form>
    </Modal>
  );
}
