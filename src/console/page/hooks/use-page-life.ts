import { useEffect } from 'preact/hooks';
import { useSession } from '../session-context';

/** What the browser tells about itself: shown again, network gone and back. */
export function usePageLife(): void {
  const session = useSession();
  useEffect(() => {
    const ends = [session.start()];
    const on = (target: EventTarget, type: string, act: () => void): void => {
      target.addEventListener(type, act);
      ends.push(() => target.removeEventListener(type, act));
    };
    on(window, 'online', () => session.feed.retryNow());
    on(window, 'offline', () => session.feed.lose());
    on(document, 'visibilitychange', () => {
      if (document.hidden) return;
      session.feed.retryNow();
      session.read();
    });
    on(window, 'focus', () => void session.signedInAgain());
    return () => ends.forEach((end) => end());
  }, [session]);
}
