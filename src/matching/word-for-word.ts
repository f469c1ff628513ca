import type { Corpus } from './corpus';

/** Phrasings that belong to exactly one owner, and that owner is an entry: who says these very words gets its answer. */
export class WordForWord {
  private readonly entries = new Map<string, string>();

  constructor(corpus: Corpus) {
    const shared = new Set<string>();
    corpus.normalized.forEach((text, position) => {
      const owner = corpus.owners[corpus.ownerOf[position] as number];
      const words = bare(text);
      if (!owner) return;
      if (owner.kind !== 'entry' || (this.entries.get(words) ?? owner.id) !== owner.id) shared.add(words);
      this.entries.set(words, owner.id);
    });
    for (const words of shared) this.entries.delete(words);
  }

  /** `text` is normalised. */
  find(text: string): string | undefined {
    return this.entries.get(bare(text));
  }
}

function bare(text: string): string {
  return text.replace(/[\s、。,.!?]/g, '');
}
