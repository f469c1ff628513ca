import type { ConsoleMessage, Note } from '../wire';

export type LogLine =
  | { readonly kind: 'message'; readonly message: ConsoleMessage }
  | { readonly kind: 'note'; readonly note: Note };

/** Messages by number, with each note before the first message that is later than it. Numbers rule: clocks may jump. */
export function logLines(messages: readonly ConsoleMessage[], notes: readonly Note[]): readonly LogLine[] {
  const rest = [...notes];
  const lines: LogLine[] = [];
  for (const message of messages) {
    while (rest[0] && Date.parse(rest[0].at) < Date.parse(message.at))
      lines.push({ kind: 'note', note: rest.shift()! });
    lines.push({ kind: 'message', message });
  }
  return [...lines, ...rest.map((note) => ({ kind: 'note' as const, note }))];
}
