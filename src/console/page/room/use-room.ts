import { useCallback, useEffect, useState } from 'preact/hooks';
import type { RoomState } from '../../wire-supervisor';
import { ApiRefusal } from '../api';
import { useSession } from '../session-context';
import type { SupervisorApi } from './supervisor-api';

const EVERY_MS = 5_000;
/** The queue may change many times a second: one look serves them all. */
const SETTLE_MS = 500;

export interface RoomNow {
  readonly room?: RoomState;
  /** Why the numbers are old. */
  readonly fault?: string;
  readonly refresh: () => void;
}

/** The room, read anew every five seconds and soon after the feed tells of a change. */
export function useRoom(supervisor: SupervisorApi): RoomNow {
  const { store } = useSession();
  const [state, setState] = useState<Omit<RoomNow, 'refresh'>>({});
  const refresh = useCallback(() => {
    void supervisor.room().then(
      (room) => setState({ room }),
      (error: unknown) =>
        setState((last) => ({ ...last, fault: error instanceof ApiRefusal ? error.message : '' })),
    );
  }, [supervisor]);
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined;
    const timer = setInterval(refresh, EVERY_MS);
    const unsubscribe = store.subscribe((after, before) => {
      if (soon !== undefined || (after.rows === before.rows && after.operators === before.operators)) return;
      soon = setTimeout(() => {
        soon = undefined;
        refresh();
      }, SETTLE_MS);
    });
    refresh();
    return () => {
      clearInterval(timer);
      clearTimeout(soon);
      unsubscribe();
    };
  }, [store, refresh]);
  return { ...state, refresh };
}
