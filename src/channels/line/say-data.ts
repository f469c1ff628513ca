/** What a button of the desk's says when it is pressed, from its postback data `say=…`; undefined for another system's button. */
export function sayOf(data: string | undefined): string | undefined {
  return new URLSearchParams(data ?? '').get('say') ?? undefined;
}
