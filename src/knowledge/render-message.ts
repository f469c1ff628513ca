import type { MessageKey } from './messages';
import type { Pack } from './pack';
import { fillPlaceholders } from './placeholders';
import type { Wording } from './texts';

/** Fills one of the desk's own texts. `values`: for each {{name}} of the text, a word or its two forms. */
export function renderMessage(
  pack: Pick<Pack, 'messages'>,
  key: MessageKey,
  values: Readonly<Record<string, string | number | Wording>> = {},
): Wording {
  const { text, speak } = pack.messages[key];
  const resolve = (name: string) => {
    const value = values[name];
    if (value === undefined) return undefined;
    const wording = typeof value === 'object' ? value : { text: String(value), speak: String(value) };
    return { ...wording, block: false };
  };
  return {
    text: fillPlaceholders(text, 'text', resolve).trim(),
    speak: fillPlaceholders(speak, 'speak', resolve).replace(/\s*\n\s*/g, ''),
  };
}
