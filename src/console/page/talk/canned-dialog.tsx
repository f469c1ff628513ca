import { useRef } from 'preact/hooks';
import type { CannedReply } from '../../wire';
import { Modal } from '../frame/modal';
import { useRoving } from '../hooks/use-roving';

interface CannedDialogProps {
  readonly replies: readonly CannedReply[];
  readonly onChoose: (text: string) => void;
  readonly onClose: () => void;
}

/** The city's prepared replies; the one chosen is put into the answer, where it can be changed. */
export function CannedDialog({ replies, onChoose, onClose }: CannedDialogProps) {
  const list = useRef<HTMLUListElement>(null);
  const rove = useRoving(list);
  return (
    <Modal title="定型文を選ぶ" onClose={onClose} wide>
      {replies.length === 0 && <p class="hint">定型文はまだありません。</p>}
      <ul class="rows" ref={list} onKeyDown={rove}>
        {replies.map(({ id, label, text }) => (
          <li key={id}>
            <button type="button" class="row" data-row onClick={() => onChoose(text)}>
              <span class="row-subject">{label}</span>
              <span class="canned-text">{text}</span>
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
