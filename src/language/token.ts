/** One piece of an analysed text. Surfaces joined give the text back. */
export interface Token {
  readonly surface: string;
  /** Dictionary form (予約し → する etc.); the canonical spelling for a protected term. */
  readonly base: string;
  /** Hiragana; the surface itself when the reading is unknown. */
  readonly reading: string;
  /** Whether it carries meaning by itself (nouns, verbs, adjectives, …), as opposed to particles and endings. */
  readonly content: boolean;
  /** Whether the dictionary knows it as a person's name (family or given). */
  readonly personName?: boolean;
}

/** Text (normalised) to tokens. Synchronous; the dictionary is loaded before one is handed out. */
export type Tokenizer = (text: string) => Token[];
