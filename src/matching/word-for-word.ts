import type { Corpus } from './corpus';
import type { Matchable } from './matchable';

/** Phrasings that belong to exactly one owner: who says these very words means it, however little else they say. */
export class WordForWord {
  private readonly owners = new Map<string, Matchable>();

  constructor(corpus: Corpus) {
    const shared = new Set<string>();
    corpus.normalized.forEach((text, position) => {
      const owner = corpus.owners[corpus.ownerOf[position] as number];
      const words = bare(text);
      if (!owner) return;
      if ((this.owners.get(words) ?? owner) !== owner) shared.add(words);
      this.owners.set(words, owner);
    });
    for (const words of shared) this.owners.delete(words);
  }

  /** `text` is normalised. */
  find(text: string): Matchable | undefined {
    return this.owners.get(bare(text));
  }
}

function bare(text: string): string {
  return text.replace(/[\s、。,.!?]/g, '');
}
