const SEGMENTER = new Intl.Segmenter('ja', { granularity: 'grapheme' });

/** What a reader counts as characters: LINE counts labels this way, and nothing may be cut inside one. */
export function graphemesOf(text: string): string[] {
  return [...SEGMENTER.segment(text)].map(({ segment }) => segment);
}

/** The text with at most so many graphemes, and at most so many UTF-16 units; what is cut ends in 「…」. */
export function cutText(text: string, most: number, mostUnits = Infinity): string {
  const signs = graphemesOf(text);
  if (signs.length <= most && text.length <= mostUnits) return text;
  const kept: string[] = [];
  let units = 1;
  for (const sign of signs.slice(0, most - 1)) {
    units += sign.length;
    if (units > mostUnits) break;
    kept.push(sign);
  }
  return `${kept.join('')}…`;
}
