import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

const NEAR_PX = 80;

/** Keeps the newest line in sight, unless the reader has scrolled up; each conversation keeps its own place. Also when the log becomes
 *  smaller, because the answer below it grows. */
export function useScroll(
  log: RefObject<HTMLElement | null>,
  conversationId: string,
  length: number,
): () => void {
  const places = useRef(new Map<string, number>());
  const shown = useRef('');
  const size = useRef(0);
  useLayoutEffect(() => {
    const element = log.current;
    if (!element) return;
    const place = places.current.get(conversationId);
    if (place === undefined) element.scrollTop = element.scrollHeight;
    else if (shown.current !== conversationId) element.scrollTop = place;
    shown.current = conversationId;
  }, [conversationId, length, log]);
  useEffect(() => {
    const element = log.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (!places.current.has(shown.current)) element.scrollTop = element.scrollHeight;
      size.current = element.clientHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [log]);
  return () => {
    const element = log.current;
    // A scroll that comes from a new size is not the reader's.
    if (!element || shown.current !== conversationId || element.clientHeight !== size.current) return;
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (below < NEAR_PX) places.current.delete(conversationId);
    else places.current.set(conversationId, element.scrollTop);
  };
}
