/** What the desk remembers between two turns of one conversation; never personal data. */
export interface Memory {
  /** Consecutive turns that ended in a fallback. */
  readonly failures: number;
  /** The previous question as it was understood, and the entries that answered it. */
  readonly previous?: { readonly text: string; readonly entryIds: readonly string[] };
}

export const EMPTY_MEMORY: Memory = { failures: 0 };
