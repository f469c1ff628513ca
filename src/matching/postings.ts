import type { Corpus } from './corpus';
import type { Space } from './spaces';

/** How often a feature may be unseen in an owner's phrasings and still be its own (additive smoothing). */
const SMOOTHING = 0.02;
/** Log odds below this say nothing (です, ます) and only cost time. */
const WORTHLESS = 0.05;

/** For each feature the owners it speaks for, ascending, and how much: those of feature `f` stand from `starts[f]` up to `starts[f + 1]`. */
export interface Postings {
  readonly starts: Uint32Array;
  readonly owners: Uint32Array;
  /** Log odds, in nats. */
  readonly odds: Float32Array;
}

/** What postings are made from: some phrasings of a corpus, ascending, and in how many of them each feature occurs. */
interface Source {
  readonly corpus: Corpus;
  readonly space: Space;
  readonly positions: Uint32Array;
  readonly frequency: Uint32Array;
}

/**
 * Naive Bayes over the phrasings, keeping only evidence *for* an owner (features absent from its phrasings do not count
 * against it, because no list of phrasings is complete): max(0, ln (p(f|owner) / p(f|others))).
 */
export function ownersByFeature(source: Source): Postings {
  const { corpus, positions, frequency } = source;
  const { rooms, ends, owners, counts } = tally(source);
  const phrasings = new Uint32Array(corpus.owners.length);
  for (const position of positions) increase(phrasings, corpus.ownerOf[position] as number);
  const starts = new Uint32Array(frequency.length + 1);
  const odds = new Float32Array(owners.length);
  let kept = 0;
  for (let id = 0; id < frequency.length; id += 1) {
    for (let cell = rooms[id] as number; cell < (ends[id] as number); cell += 1) {
      const owner = owners[cell] as number;
      const count = counts[cell] as number;
      const own = phrasings[owner] as number;
      const within = (count + SMOOTHING) / (own + 1);
      const elsewhere = ((frequency[id] as number) - count + 0.5) / (positions.length - own + 1);
      const value = Math.log(within / elsewhere);
      if (value <= WORTHLESS) continue;
      owners[kept] = owner; // never ahead of what is still to be read
      odds[kept] = value;
      kept += 1;
    }
    starts[id + 1] = kept;
  }
  return { starts, owners: owners.slice(0, kept), odds: odds.slice(0, kept) };
}

/** Counts the phrasings of each owner that have each feature. A feature has as many cells as phrasings, its owners may need fewer:
 *  they fill the cells from `rooms[f]` up to `ends[f]`. */
function tally({ corpus, space, positions, frequency }: Source) {
  const rooms = new Uint32Array(frequency.length + 1);
  for (let id = 0; id < frequency.length; id += 1)
    rooms[id + 1] = (rooms[id] as number) + (frequency[id] as number);
  const ends = rooms.slice(0, -1);
  const cells = rooms[frequency.length] as number;
  const owners = new Uint32Array(cells);
  const counts = new Uint32Array(cells);
  for (const position of positions) {
    const owner = corpus.ownerOf[position] as number;
    for (const id of corpus.features(space, position)) {
      const end = ends[id] as number;
      const known = end > (rooms[id] as number) && owners[end - 1] === owner; // phrasings of one owner stand together
      if (known) {
        increase(counts, end - 1);
      } else {
        owners[end] = owner;
        counts[end] = 1;
        ends[id] = end + 1;
      }
    }
  }
  return { rooms, ends, owners, counts };
}

function increase(counts: Uint32Array, at: number): void {
  counts[at] = (counts[at] as number) + 1;
}
