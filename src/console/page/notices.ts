/** What is said to the operator beside the views: once to screen readers, and on a line that stays until the next or until closed. */
export interface Notices {
  readonly polite: string;
  readonly assertive: string;
  readonly line?: { readonly text: string; readonly fault: boolean } | undefined;
}

export type NoticeEvent =
  /** Heard only. */
  | { readonly type: 'say'; readonly text: string; readonly urgent: boolean }
  /** Seen and heard. */
  | { readonly type: 'show'; readonly text: string; readonly fault: boolean }
  | { readonly type: 'clear' };

export const NO_NOTICES: Notices = { polite: '', assertive: '' };

export function reduceNotices(notices: Notices, event: NoticeEvent): Notices {
  switch (event.type) {
    case 'say':
      return event.urgent
        ? { ...notices, assertive: again(notices.assertive, event.text) }
        : { ...notices, polite: again(notices.polite, event.text) };
    case 'show':
      return {
        ...(event.fault
          ? { ...notices, assertive: again(notices.assertive, event.text) }
          : { ...notices, polite: again(notices.polite, event.text) }),
        line: { text: event.text, fault: event.fault },
      };
    case 'clear':
      return { ...notices, line: undefined };
  }
}

/** A live region that is given the same text again stays silent; a blank at the end makes it another text. */
function again(before: string, text: string): string {
  return before === text ? `${text}\u00a0` : text;
}
