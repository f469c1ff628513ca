import { useState } from 'preact/hooks';
import type { PresenceState } from '../../../conversation/operator';
import { useSession } from '../session-context';
import { useStore } from './use-store';

/** Whether this operator is offered new citizens, and how to change it. The desk's word counts, since it may set somebody offline. */
export function usePresence(): [PresenceState, (next: PresenceState) => Promise<void>] {
  const session = useSession();
  const { operators } = useStore(session.store);
  const [asked, setAsked] = useState<PresenceState>();
  const told = operators.find(({ operatorId }) => operatorId === session.me.operatorId)?.state;
  const change = async (next: PresenceState): Promise<void> => {
    setAsked(next);
    await session.attempt(() => session.api.setPresence(next));
    setAsked(undefined);
  };
  return [asked ?? told ?? session.me.presence, change];
}
