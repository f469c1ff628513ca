import type { Wording } from '../knowledge/texts';

/** Several statements as one: paragraphs on a screen, sentences one after another aloud. */
export function joinWordings(...parts: readonly Wording[]): Wording {
  return {
    text: parts.map(({ text }) => text.trim()).join('\n\n'),
    speak: parts.map(({ speak }) => speak.trim()).join(''),
  };
}
