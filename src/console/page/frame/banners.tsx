import { useStore } from '../hooks/use-store';
import { useSession } from '../session-context';

/** What must not be missed, on top of every view: the lost connection, and what the desk refused. */
export function Banners() {
  const session = useSession();
  const { link } = useStore(session.store);
  const { line } = useStore(session.notices);
  return (
    <div class="banners">
      {link === 'lost' && (
        <p class="banner fault">
          <span aria-hidden="true">▲</span> 接続が切れました。再接続しています。書いたものは残っています。
        </p>
      )}
      {line && (
        <p class={line.fault ? 'banner fault' : 'banner'}>
          <span>{line.text}</span>
          <button
            type="button"
            class="quiet small"
            onClick={() => session.notices.dispatch({ type: 'clear' })}
          >
            閉じる
          </button>
        </p>
      )}
    </div>
  );
}
