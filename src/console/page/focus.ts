/** What was asked for may still be on its way from the desk: this many frames are waited for. */
const FRAMES = 90;

/** Moves the focus to the first of these that is there, or comes soon; not when the operator has moved on meanwhile. */
function focusSoon(selectors: readonly string[], otherwise?: string): void {
  const before = document.activeElement;
  const attempt = (left: number): void => {
    if (document.activeElement !== before && document.activeElement !== document.body) return;
    const found = selectors
      .map((selector) => document.querySelector<HTMLElement>(selector))
      .find((element) => element !== null);
    const target = found ?? (left === 0 && otherwise ? document.querySelector<HTMLElement>(otherwise) : null);
    if (target) target.focus();
    else if (left > 0) requestAnimationFrame(() => attempt(left - 1));
  };
  // One frame first, for what is about to be drawn.
  requestAnimationFrame(() => requestAnimationFrame(() => attempt(FRAMES)));
}

/** At once when it is there: what is typed right after the key belongs there. */
function focusNow(selectors: readonly string[]): boolean {
  const target = document.querySelector<HTMLElement>(selectors.join());
  target?.focus();
  return target !== null;
}

const ANSWER = ['#composer', '#wrap-up-code'];
const SEARCH = ['#search', '#call-words'];

/** Where the next thing is to be written when the page has drawn it: the answer, or the wrap-up. */
export const focusComposer = (): void => focusSoon(ANSWER, '#talk-title');
/** The same for a key: what is drawn already is meant. */
export const focusAnswer = (): void => {
  if (!focusNow(ANSWER)) focusComposer();
};
export const focusSearch = (): void => {
  if (!focusNow(SEARCH)) focusSoon(SEARCH);
};
export const focusList = (): void => focusSoon(['#queue [data-row][tabindex="0"]', '#queue']);
