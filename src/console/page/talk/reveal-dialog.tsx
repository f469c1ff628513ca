import { Modal } from '../frame/modal';

interface RevealDialogProps {
  readonly onReveal: () => void;
  readonly onClose: () => void;
}

/** Says before, not after, that it is written down. */
export function RevealDialog({ onReveal, onClose }: RevealDialogProps) {
  return (
    <Modal title="個人情報を表示しますか" onClose={onClose}>
      <p>応対に必要なときだけ表示してください。だれが、いつ、どの行を見たかが記録に残ります。</p>
      <p class="acts">
        <button type="button" class="primary" onClick={onReveal}>
          記録に残して表示する
        </button>
        <button type="button" onClick={onClose}>
          やめる
        </button>
      </p>
    </Modal>
  );
}
