import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Alerts } from '../alerts';
import { newsBetween } from '../news';
import type { Preferences } from '../preferences';
import { useSession } from '../session-context';
import { titleOf } from '../unread';

const URGENT = new Set(['offer', 'emergency', 'lost', 'taken-away']);

/** Tells what is new: in the live regions, by sound and notification, and in the tab's title. */
export function useNews(preferences: Preferences): Alerts {
  const session = useSession();
  const alerts = useMemo(() => new Alerts(), []);
  const newest = useRef(preferences);
  newest.current = preferences;
  useEffect(() => {
    const { store, notices, me } = session;
    document.title = titleOf(store.state, me.operatorId);
    return store.subscribe((after, before) => {
      const seen = after.current !== undefined && session.view.state === 'chat' && !document.hidden;
      const news = newsBetween(before, after, me.operatorId).filter(
        // What is on the screen is read by the log itself.
        ({ kind, conversationId }) => !(seen && kind === 'message' && conversationId === after.current),
      );
      for (const { kind, text } of news) notices.dispatch({ type: 'say', text, urgent: URGENT.has(kind) });
      alerts.tell(news, newest.current);
      const title = titleOf(after, me.operatorId);
      if (document.title !== title) document.title = title;
    });
  }, [session, alerts]);
  return alerts;
}
