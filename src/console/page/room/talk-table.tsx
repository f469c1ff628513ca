import { useState } from 'preact/hooks';
import type { ConsoleRow } from '../../wire';
import { Modal } from '../frame/modal';
import { useNow } from '../hooks/use-now';
import { useStore } from '../hooks/use-store';
import { useSession } from '../session-context';
import { CHANNEL_WORDS, durationText, STATE_WORDS, subjectOf } from '../words';
import type { SupervisorApi } from './supervisor-api';
import { WhisperDialog } from './whisper-dialog';

type Act = { readonly kind: 'whisper' | 'take-over'; readonly row: ConsoleRow } | undefined;

/** Every open conversation: listen in, whisper, take over. */
export function TalkTable({ supervisor }: { readonly supervisor: SupervisorApi }) {
  const session = useSession();
  const rows = [...useStore(session.store).rows.values()];
  const [act, setAct] = useState<Act>();
  const listen = async (row: ConsoleRow): Promise<void> => {
    const heard = await session.attempt(async () => {
      await supervisor.listen(row.conversationId);
      return true;
    });
    if (!heard) return; // what cannot be logged is not opened
    session.open(row.conversationId, 'listening');
    session.view.dispatch('chat');
  };
  if (rows.length === 0) return <p class="hint">いま開いている相談はありません。</p>;
  return (
    <>
      <table class="sheet">
        <caption class="hidden">開いている相談</caption>
        <thead>
          <tr>
            <th scope="col">相談</th>
            <th scope="col">入口</th>
            <th scope="col">状態</th>
            <th scope="col">担当</th>
            <th scope="col">待ち始めてから</th>
            <th scope="col">操作</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <TalkRow key={row.handoffId} row={row} onListen={() => void listen(row)} onAct={setAct} />
          ))}
        </tbody>
      </table>
      {act?.kind === 'whisper' && (
        <WhisperDialog row={act.row} supervisor={supervisor} onClose={() => setAct(undefined)} />
      )}
      {act?.kind === 'take-over' && (
        <TakeOverDialog row={act.row} supervisor={supervisor} onClose={() => setAct(undefined)} />
      )}
    </>
  );
}

interface TalkRowProps {
  readonly row: ConsoleRow;
  readonly onListen: () => void;
  readonly onAct: (act: Act) => void;
}

function TalkRow({ row, onListen, onAct }: TalkRowProps) {
  const now = useNow();
  const { me } = useSession();
  const subject = subjectOf(row);
  const others = row.operator !== undefined && row.operator.id !== me.operatorId;
  return (
    <tr>
      <th scope="row">{subject}</th>
      <td>{CHANNEL_WORDS[row.channel] ?? row.channel}</td>
      <td>{STATE_WORDS[row.state]}</td>
      <td>{row.operator?.label ?? '—'}</td>
      <td class="number">{durationText(now - Date.parse(row.waitingSince))}</td>
      <td>
        <span class="row-acts">
          <button type="button" class="small" aria-label={`「${subject}」を見守る`} onClick={onListen}>
            見守る
          </button>
          {others && (
            <button
              type="button"
              class="small"
              aria-label={`「${subject}」の担当に助言する`}
              onClick={() => onAct({ kind: 'whisper', row })}
            >
              助言する
            </button>
          )}
          {row.operator?.id !== me.operatorId && row.state !== 'wrap-up' && (
            <button
              type="button"
              class="small"
              aria-label={`「${subject}」を代わる`}
              onClick={() => onAct({ kind: 'take-over', row })}
            >
              代わる
            </button>
          )}
        </span>
      </td>
    </tr>
  );
}

interface TakeOverProps {
  readonly row: ConsoleRow;
  readonly supervisor: SupervisorApi;
  readonly onClose: () => void;
}

function TakeOverDialog({ row, supervisor, onClose }: TakeOverProps) {
  const session = useSession();
  const take = async (): Promise<void> => {
    const taken = await session.attempt(() => supervisor.takeOver(row.handoffId));
    onClose();
    if (taken === undefined) return;
    session.open(taken.conversationId, 'leading');
    session.view.dispatch('chat');
  };
  return (
    <Modal title="この相談を代わりますか" onClose={onClose}>
      <p>
        {row.operator === undefined
          ? '待っている方への応対を、あなたが始めます。'
          : `${row.operator.label}さんの画面では、この相談に書けなくなります。`}
        記録に残ります。
      </p>
      <p class="acts">
        <button type="button" class="primary" onClick={() => void take()}>
          代わる
        </button>
        <button type="button" onClick={onClose}>
          やめる
        </button>
      </p>
    </Modal>
  );
}
