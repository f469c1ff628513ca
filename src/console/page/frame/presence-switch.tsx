import type { PresenceState } from '../../../conversation/operator';
import { usePresence } from '../hooks/use-presence';
import { PRESENCE_WORDS } from '../words';

/** Whether this operator is offered new citizens. */
export function PresenceSwitch() {
  const [state, change] = usePresence();
  return (
    <label class={`presence ${state}`}>
      <span class="hidden">受付の状態</span>
      <span class="dot" aria-hidden="true">
        {state === 'available' ? '●' : '○'}
      </span>
      <select value={state} onChange={(event) => void change(event.currentTarget.value as PresenceState)}>
        {Object.entries(PRESENCE_WORDS).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
