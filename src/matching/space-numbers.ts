import type { Corpus } from './corpus';
import { ownersByFeature, type Postings } from './postings';
import type { Space } from './spaces';

/** What is counted once of phrasings seen through one space. Plain data: it is kept in a file. */
export interface SpaceNumbers {
  /** ln(1 + N / (1 + df)) of each feature, in nats (inverse document frequency); 0 when no phrasing counted has it. */
  readonly rarity: Float32Array;
  /** Rarity of what no phrasing has. */
  readonly strangeness: number;
  /** 1 / length of each phrasing's vector. */
  readonly scale: Float32Array;
  readonly postings: Postings;
}

/** Counts the phrasings at these positions. */
export function spaceNumbers(corpus: Corpus, space: Space, positions: Uint32Array): SpaceNumbers {
  const { ids, starts } = corpus.tables[space];
  const frequency = new Uint32Array(corpus.vocabularySize(space));
  for (const position of positions)
    for (let i = starts[position] as number; i < (starts[position + 1] as number); i += 1)
      frequency[ids[i] as number] = (frequency[ids[i] as number] as number) + 1;
  const rarity = Float32Array.from(frequency, (df) =>
    df === 0 ? 0 : Math.log(1 + positions.length / (1 + df)),
  );
  const scale = new Float32Array(corpus.size);
  for (const position of positions) {
    let squares = 0;
    for (let i = starts[position] as number; i < (starts[position + 1] as number); i += 1)
      squares += (rarity[ids[i] as number] as number) ** 2;
    scale[position] = 1 / (Math.sqrt(squares) || 1);
  }
  return {
    rarity,
    strangeness: Math.log(1 + positions.length),
    scale,
    postings: ownersByFeature({ corpus, space, positions, frequency }),
  };
}
