import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, last) => last,
};

/** One stop for Tab in a list of `[data-row]`; the arrow keys, Home and End move inside. Set on the elements themselves after each
 *  drawing, since rows come and go under the focus. */
export function useRoving(list: RefObject<HTMLElement | null>): (event: KeyboardEvent) => void {
  const rows = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  useEffect(() => {
    const all = rows();
    const stop = all.find((row) => row === document.activeElement) ?? all.find((row) => row.tabIndex === 0);
    for (const row of all) row.tabIndex = row === (stop ?? all[0]) ? 0 : -1;
  });
  return (event) => {
    const step = STEPS[event.key];
    const all = rows();
    const at = all.findIndex((row) => row === document.activeElement);
    if (!step || at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = all[step(at, all.length - 1)];
    for (const row of all) row.tabIndex = row === next ? 0 : -1;
    next?.focus();
  };
}
