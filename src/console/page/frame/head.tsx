import { useStore } from '../hooks/use-store';
import { useSession } from '../session-context';
import type { View } from '../session';
import { PresenceSwitch } from './presence-switch';

interface HeadProps {
  readonly unticked: number;
  readonly onKeys: () => void;
  readonly onSettings: () => void;
}

const TABS: readonly { view: View; label: string }[] = [
  { view: 'chat', label: 'チャット' },
  { view: 'call', label: '電話' },
  { view: 'brief', label: '申し送り' },
  { view: 'room', label: '窓口の様子' },
];

/** Who sits here, where she is, and the way elsewhere. */
export function Head({ unticked, onKeys, onSettings }: HeadProps) {
  const { me, answers } = useSession();
  return (
    <header class="head">
      <p class="brand">
        {me.cityName}
        <small>オペレーター画面{me.demonstration && <span class="tag">見本</span>}</small>
      </p>
      <Tabs unticked={unticked} />
      <div class="self">
        {answers && <PresenceSwitch />}
        {answers && (
          <button type="button" class="quiet" aria-keyshortcuts="?" onClick={onKeys}>
            キー一覧
          </button>
        )}
        <button type="button" class="quiet" onClick={onSettings}>
          設定
        </button>
        <a href="/console/account">{me.displayName}</a>
        <form method="post" action="/console/sign-out">
          <input type="hidden" name="csrf" value={me.csrfToken} />
          <button type="submit" class="quiet">
            サインアウト
          </button>
        </form>
      </div>
    </header>
  );
}

function Tabs({ unticked }: { readonly unticked: number }) {
  const { me, answers, view: store } = useSession();
  const view = useStore(store);
  const looks = !answers || me.roles.includes('supervisor') || me.roles.includes('administrator');
  const shown = TABS.filter((tab) => (tab.view === 'room' ? looks : answers));
  return (
    <nav class="tabs" aria-label="画面">
      {shown.map((tab) => (
        <button
          key={tab.view}
          type="button"
          class="tab"
          aria-current={tab.view === view ? 'page' : undefined}
          onClick={() => store.dispatch(tab.view)}
        >
          {tab.label}
          {tab.view === 'brief' && unticked > 0 && (
            <span class="badge">
              {unticked}
              <span class="hidden">件が未確認</span>
            </span>
          )}
        </button>
      ))}
    </nav>
  );
}
