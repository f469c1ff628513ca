/** One way of looking at a text: its words, its neighbouring characters, or its sounds. Each is a retriever of its own. */
export const SPACES = ['words', 'bigrams', 'sounds'] as const;
export type Space = (typeof SPACES)[number];

/** One of something for each space. */
export function bySpace<T>(make: (space: Space) => T): Record<Space, T> {
  return { words: make('words'), bigrams: make('bigrams'), sounds: make('sounds') };
}
