/** What the queue itself tells the citizen. `personBegins` is given the operator's `name`. */
export type HandoffWordingKey = 'personBegins' | 'personEnds' | 'personGone' | 'heldBegins' | 'waitedTooLong';

/** The city's words for it: to be shown, and to be said. */
export type HandoffWording = (
  key: HandoffWordingKey,
  values: Readonly<Record<string, string>>,
) => { readonly text: string; readonly speak: string };
