import { usePresence } from '../hooks/use-presence';
import { PRESENCE_WORDS } from '../words';

/** Why nobody is offered, for whoever has just signed in or come back from a break. */
export function NotOpen() {
  const [state, change] = usePresence();
  if (state === 'available') return null;
  return (
    <p class="not-open">
      いまは「{PRESENCE_WORDS[state]}」です。新しい方の呼び出しは届きません。
      <button type="button" onClick={() => void change('available')}>
        受付を始める
      </button>
    </p>
  );
}
