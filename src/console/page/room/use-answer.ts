import { useCallback, useEffect, useState } from 'preact/hooks';
import { useSession } from '../session-context';

/** What the desk answers to `ask`, asked when the part is first drawn, when `ask` changes, and by `again`. A refusal is told on the
 *  page's line, and the answer before stays. */
export function useAnswer<T>(ask: () => Promise<T>): { readonly answer?: T; readonly again: () => void } {
  const session = useSession();
  const [answer, setAnswer] = useState<T>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    let left = false;
    void session.attempt(ask).then((found) => {
      if (!left && found !== undefined) setAnswer(() => found);
    });
    return () => {
      left = true;
    };
  }, [session, ask, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  return { ...(answer === undefined ? {} : { answer }), again };
}
