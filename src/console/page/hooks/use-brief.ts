import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Brief } from '../../wire';
import { useSession } from '../session-context';
import { useStore } from './use-store';

export interface BriefToTick {
  readonly brief: Brief | undefined;
  readonly unticked: number;
  readonly tick: (id: string) => Promise<void>;
}

/** What changed since this operator's last shift. */
export function useBrief(): BriefToTick {
  const session = useSession();
  const { api } = session;
  const [brief, setBrief] = useState<Brief>();
  const open = useStore(session.store).link === 'open';
  useEffect(() => {
    if (open) void api.brief().then(setBrief, () => undefined); // asked again when the connection is back
  }, [open, api]);
  const tick = useCallback(
    async (id: string) => {
      const done = await session.attempt(async () => {
        await api.tick(id);
        return true;
      });
      if (done) setBrief((before) => before && ticked(before, id));
    },
    [session, api],
  );
  return { brief, unticked: brief?.changes.filter((change) => !change.ticked).length ?? 0, tick };
}

function ticked(brief: Brief, id: string): Brief {
  return {
    ...brief,
    changes: brief.changes.map((change) => (change.id === id ? { ...change, ticked: true } : change)),
  };
}
