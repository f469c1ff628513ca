import type { Memory } from './memory';

/** An entry that was put into an answer, and the knowledge it came from. */
export interface Inserted {
  readonly entryId: string;
  readonly release: number;
}

/** What an operator has begun to write. */
export interface Draft {
  readonly text: string;
  readonly inserted: readonly Inserted[];
}

export const NO_DRAFT: Draft = { text: '', inserted: [] };

/** One draft a conversation, kept over reloads, lost connections and a new sign-in in the same tab. In the tab's own storage, because
 *  consoles are shared machines; under the operator's id, so that the next person at the same tab does not see it. */
export class Drafts {
  constructor(
    private readonly memory: Memory,
    private readonly operatorId: string,
  ) {}

  of(conversationId: string): Draft {
    return this.memory.read<Draft | undefined>(this.key(conversationId), undefined) ?? NO_DRAFT;
  }

  keep(conversationId: string, draft: Draft): void {
    const empty = draft.text === '' && draft.inserted.length === 0;
    this.memory.write(this.key(conversationId), empty ? undefined : draft);
  }

  private key(conversationId: string): string {
    return `madoguchi-draft:${this.operatorId}:${conversationId}`;
  }
}

/** The draft with an answer put in at the end, on a line of its own; its entry is remembered whatever is changed in the text later. */
export function withInsertion(draft: Draft, text: string, entry?: Inserted): Draft {
  const joined = draft.text.trim() === '' ? text : `${draft.text.trimEnd()}\n${text}`;
  if (!entry) return { ...draft, text: joined };
  const others = draft.inserted.filter(({ entryId }) => entryId !== entry.entryId);
  return { text: joined, inserted: [...others, entry] };
}

/** Emptying the text takes the entries with it. */
export function withText(draft: Draft, text: string): Draft {
  return { text, inserted: text.trim() === '' ? [] : draft.inserted };
}

/** What is recorded with the message. One message names one release: the newest that was inserted. */
export function provenance({ inserted }: Draft): { entryIds?: string[]; release?: number } {
  if (inserted.length === 0) return {};
  return {
    entryIds: inserted.map(({ entryId }) => entryId),
    release: Math.max(...inserted.map(({ release }) => release)),
  };
}
