import { useState } from 'preact/hooks';
import type { ConsoleRow } from '../../wire';
import { Modal } from '../frame/modal';
import { useStore } from '../hooks/use-store';
import { useSession } from '../session-context';
import { PRESENCE_WORDS } from '../words';

interface TransferDialogProps {
  readonly row: ConsoleRow;
  readonly onClose: () => void;
}

/** To a person or to a skill, with a note for whoever takes over. */
export function TransferDialog({ row, onClose }: TransferDialogProps) {
  const session = useSession();
  const [target, setTarget] = useState('');
  const [note, setNote] = useState('');
  const hand = async (event: Event): Promise<void> => {
    event.preventDefault();
    const [kind, id] = [target.slice(0, 1), target.slice(2)];
    const done = await session.attempt(async () => {
      await session.api.transfer(row.handoffId, {
        assignment: row.assignment,
        note: note.trim(),
        ...(kind === 'p' ? { operatorId: id } : { skill: id }),
      });
      return true;
    });
    if (done) session.notices.dispatch({ type: 'show', text: '引き継ぎました。', fault: false });
    onClose();
  };
  return (
    <Modal title="ほかの人に引き継ぐ" onClose={onClose}>
      <form onSubmit={(event) => void hand(event)}>
        <label for="transfer-to">引き継ぐ相手</label>
        <Targets value={target} onChange={setTarget} />
        <label for="transfer-note">伝えること</label>
        <textarea
          id="transfer-note"
          rows={3}
          required
          maxLength={500}
          value={note}
          placeholder="例：接種券は届いている。会場への行き方を知りたい"
          onInput={(event) => setNote(event.currentTarget.value)}
        />
        <p class="acts">
          <button type="submit" class="primary">
            引き継ぐ
          </button>
          <button type="button" onClick={onClose}>
            やめる
          </button>
        </p>
      </form>
    </Modal>
  );
}

interface TargetsProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Targets({ value, onChange }: TargetsProps) {
  const { store, me } = useSession();
  const { operators } = useStore(store);
  const others = operators.filter(
    ({ operatorId, state }) => operatorId !== me.operatorId && state !== 'offline',
  );
  return (
    <select id="transfer-to" required value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="">選んでください</option>
      <optgroup label="職員">
        {others.map(({ operatorId, name, state }) => (
          <option key={operatorId} value={`p:${operatorId}`}>
            {name}（{PRESENCE_WORDS[state]}）
          </option>
        ))}
      </optgroup>
      <optgroup label="担当の分野">
        {me.skillsKnown.map(({ id, label }) => (
          <option key={id} value={`s:${id}`}>
            {label}
          </option>
        ))}
      </optgroup>
    </select>
  );
}
