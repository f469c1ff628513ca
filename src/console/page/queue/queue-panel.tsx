import { useRef } from 'preact/hooks';
import { Key } from '../frame/key';
import { useRoving } from '../hooks/use-roving';
import { useStore } from '../hooks/use-store';
import { queueSections } from '../queue-sections';
import { useSession } from '../session-context';

import { NotOpen } from './not-open';
import { QueueSection } from './queue-section';

const EMPTY = 'いま待っている方はいません。どなたか来ると、ここに出ます。音と通知は「設定」から使えます。';

/** Everybody this operator may care about, on the left. */
export function QueuePanel({ onTake }: { readonly onTake: () => void }) {
  const { store, me } = useSession();
  const { rows, current, ready } = useStore(store);
  const panel = useRef<HTMLElement>(null);
  const rove = useRoving(panel);
  return (
    <aside id="queue" class="queue" aria-label="一覧" ref={panel} tabIndex={-1} onKeyDown={rove}>
      <div class="queue-head">
        <button type="button" class="primary take" aria-keyshortcuts="F2" onClick={onTake}>
          次の方に応対する <Key name="F2" />
        </button>
      </div>
      <NotOpen />
      {ready ? (
        queueSections(rows.values(), me.operatorId).map((section) => (
          <QueueSection
            key={section.id}
            section={section}
            current={current}
            empty={section.id === 'waiting' ? EMPTY : undefined}
          />
        ))
      ) : (
        <p class="hint">読み込んでいます…</p>
      )}
    </aside>
  );
}
