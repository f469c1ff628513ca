import { useSession } from '../session-context';
import { useStore } from '../hooks/use-store';

/** What screen readers are told: waiting ones politely, offers at once. Always in the page, since a region that appears with its text stays silent. */
export function LiveRegions() {
  const { polite, assertive } = useStore(useSession().notices);
  return (
    <div class="hidden">
      <p role="status">{polite}</p>
      <p role="alert">{assertive}</p>
    </div>
  );
}
