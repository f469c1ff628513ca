import { useEffect, useState } from 'preact/hooks';
import { useSession } from '../session-context';

/** The desk's clock, ms, drawn again every second. */
export function useNow(): number {
  const { ticker, store } = useSession();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => ticker.subscribe(() => setNow(Date.now())), [ticker]);
  return now + store.state.skewMs;
}
