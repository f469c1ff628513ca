/** The sentences of a text with their full stops, without line ends; a sentence is spoken in one breath. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[。！？!?])|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}
