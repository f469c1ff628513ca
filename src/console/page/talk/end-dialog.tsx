import type { ConsoleRow } from '../../wire';
import { Modal } from '../frame/modal';
import { focusComposer } from '../focus';
import { useSession } from '../session-context';

interface EndDialogProps {
  readonly row: ConsoleRow;
  readonly onClose: () => void;
}

/** One step between a slipped key and a citizen who is left alone. */
export function EndDialog({ row, onClose }: EndDialogProps) {
  const session = useSession();
  const unsent = session.draft(row.conversationId).text.trim() !== '';
  const end = async (): Promise<void> => {
    await session.attempt(() => session.api.command(row, 'end'));
    onClose();
    focusComposer();
  };
  return (
    <Modal title="応対を終えますか" onClose={onClose}>
      {unsent && <p class="warning">まだ送っていない書きかけがあります。</p>}
      <p>市民の方には、職員の応対が終わり、自動応答に戻ることが伝わります。</p>
      <p class="acts">
        <button type="button" class="primary" onClick={() => void end()}>
          終えて後処理へ
        </button>
        <button type="button" onClick={onClose}>
          応対を続ける
        </button>
      </p>
    </Modal>
  );
}
