/** One thing that the setup looked at. `bad` makes the command fail. */
export interface Finding {
  readonly state: 'good' | 'note' | 'bad';
  readonly what: string;
  readonly said: string;
  /** What to do, in Japanese for the officer and in English for who runs the server. */
  readonly hint?: { readonly ja: string; readonly en: string };
}
