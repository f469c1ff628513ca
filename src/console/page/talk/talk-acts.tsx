import { useState } from 'preact/hooks';
import type { ConsoleRow } from '../../wire';
import { Key } from '../frame/key';
import { focusComposer } from '../focus';
import { claimRow } from '../queue-acts';
import { useSession } from '../session-context';
import { EndDialog } from './end-dialog';
import { TransferDialog } from './transfer-dialog';

interface TalkActsProps {
  readonly conversationId: string;
  readonly row: ConsoleRow | undefined;
}

/** What can be done with this conversation besides writing. */
export function TalkActs({ conversationId, row }: TalkActsProps) {
  const session = useSession();
  const leads = session.leads(conversationId);
  return (
    <p class="talk-acts">
      {row && leads && row.state === 'active' && <LeaderActs row={row} />}
      {row && !leads && <ClaimAct row={row} />}
      <a
        class="button"
        href={`/console/api/conversations/${encodeURIComponent(conversationId)}/transcript`}
        target="_blank"
        rel="noreferrer"
      >
        印刷用に開く
      </a>
    </p>
  );
}

function ClaimAct({ row }: { readonly row: ConsoleRow }) {
  const session = useSession();
  const free = row.state === 'waiting' || row.state === 'callback' || row.state === 'message';
  if (!free) return null;
  return (
    <button
      type="button"
      class="primary"
      onClick={() => void claimRow(session, row).then(() => focusComposer())}
    >
      この方に応対する
    </button>
  );
}

function LeaderActs({ row }: { readonly row: ConsoleRow }) {
  const session = useSession();
  const [open, setOpen] = useState<'transfer' | 'end'>();
  return (
    <>
      <button
        type="button"
        aria-pressed={row.held}
        onClick={() => void session.attempt(() => session.api.hold(row, !row.held))}
      >
        {row.held ? '保留をやめる' : '保留'}
      </button>
      <button type="button" aria-haspopup="dialog" onClick={() => setOpen('transfer')}>
        引き継ぐ
      </button>
      <button
        type="button"
        id="end-talk"
        aria-haspopup="dialog"
        aria-keyshortcuts="F8"
        onClick={() => setOpen('end')}
      >
        応対を終える <Key name="F8" />
      </button>
      {open === 'transfer' && <TransferDialog row={row} onClose={() => setOpen(undefined)} />}
      {open === 'end' && <EndDialog row={row} onClose={() => setOpen(undefined)} />}
    </>
  );
}
