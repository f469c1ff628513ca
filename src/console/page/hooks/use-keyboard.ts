import { useEffect, useRef } from 'preact/hooks';
import { actOf, type Act } from '../keys';

/** Whether letters typed there are text. */
function takesText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.matches('input, textarea, select') || target.isContentEditable)
  );
}

/** Keys that work everywhere on the page. Not during a conversion, and not while a dialog is open: it has keys of its own. */
export function useKeyboard(letterKeys: boolean, perform: (act: Act) => void): void {
  const newest = useRef({ letterKeys, perform });
  newest.current = { letterKeys, perform };
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.isComposing || event.keyCode === 229 || event.repeat || event.defaultPrevented) return;
      if (document.querySelector('dialog[open]')) return;
      const act = actOf(event, { inText: takesText(event.target), letterKeys: newest.current.letterKeys });
      if (!act) return;
      event.preventDefault();
      newest.current.perform(act);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}
