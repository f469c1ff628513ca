import { useNow } from '../hooks/use-now';
import { durationText } from '../words';

/** How long ago, ticking. */
export function Age({ since }: { readonly since: string }) {
  const now = useNow();
  return <time dateTime={since}>{durationText(now - Date.parse(since))}</time>;
}
