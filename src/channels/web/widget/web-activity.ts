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
    /** Both ends of the stretch in which a person answers. */
    readonly mark?: string;
  };
  readonly name?: string;
  readonly value?: unknown;
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

/** Where the citizen stands in the queue, when the activity tells it; position null: not in it any more. */
export function queueOf({ type, name, value }: WebActivity): QueuePlace | undefined {
  return type === 'event' && name === 'madoguchi/queue' && value ? value : undefined;
}

interface QueuePlace {
  readonly position?: number | null;
  readonly waitBand?: string | null;
}
