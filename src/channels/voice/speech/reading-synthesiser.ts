import type { Pace, SpokenText, Synthesiser } from '../ports';

/** A synthesiser that may know how it read: it names the words that it did not read as their kana say. */
export interface ReadingSynthesiser extends Synthesiser {
  synthesise(spoken: SpokenText, pace: Pace, onMisread?: (words: readonly string[]) => void): Promise<Buffer>;
}
