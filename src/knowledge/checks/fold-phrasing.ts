/** Phrasings that differ only in width, spaces, case or punctuation are the same. */
export function foldPhrasing(text: string): string {
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s、。,.!?「」『』()・…:;'"/]/g, '');
  return folded === '' ? text : folded;
}
