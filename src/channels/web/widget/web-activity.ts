/** What the widget reads of a Direct Line activity; everything in it may be missing. */
export interface WebActivity {
  readonly id?: string;
  readonly type?: string;
  readonly text?: string;
  readonly timestamp?: string;
  readonly from?: { readonly role?: string; readonly name?: string };
  readonly channelData?: {
    readonly clientActivityID?: string;
    readonly author?: string;
    readonly senderName?: string;
  };
  readonly suggestedActions?: { readonly actions?: readonly SuggestedAction[] };
}

interface SuggestedAction {
  readonly title?: string;
  readonly value?: unknown;
}

export type Speaker = 'citizen' | 'bot' | 'operator' | 'system';

/** Who wrote an activity: the desk says so in `channelData.author`; the role is the fallback for foreign servers. */
export function speakerOf(activity: WebActivity): Speaker {
  if (activity.from?.role === 'user') return 'citizen';
  const author = activity.channelData?.author;
  if (author === 'operator' || author === 'system') return author;
  return activity.channelData?.senderName ? 'operator' : 'bot';
}
