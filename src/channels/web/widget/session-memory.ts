/** A message the desk has not acknowledged yet. */
export interface Unsent {
  readonly key: string;
  readonly text: string;
  failed?: boolean;
}

interface Remembered {
  conversationId: string;
  token: string;
  unsent: Unsent[];
  /** Whether the dialog was open, so that the next page of the same visit shows it again. */
  open: boolean;
  /** How many messages of the desk the citizen has had on the screen. */
  read: number;
}

const KEY = 'madoguchi-chat';
const NOTHING: Remembered = { conversationId: '', token: '', unsent: [], open: false, read: 0 };

function load(): Remembered {
  try {
    return {
      ...NOTHING,
      unsent: [],
      ...(JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Partial<Remembered>),
    };
  } catch {
    return { ...NOTHING, unsent: [] };
  }
}

/** What a tab keeps across reloads and pages. Without storage (blocked, full) it lives as long as the page. */
export class SessionMemory {
  readonly state = load();

  /** Goes on with this conversation; what another one had not sent yet stays behind. */
  sit({ token, conversationId }: { token: string; conversationId: string }): void {
    const other = this.state.conversationId !== conversationId;
    this.update({ token, conversationId, ...(other && { unsent: [], read: 0 }) });
  }

  update(change: Partial<Remembered>): void {
    Object.assign(this.state, change);
    try {
      sessionStorage.setItem(KEY, JSON.stringify(this.state));
    } catch {
      // The conversation goes on; only a reload would lose it.
    }
  }
}
