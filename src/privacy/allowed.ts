import { fold } from './fold';

/**
 * Whether a piece of text is something the city publishes itself: spelled differently (3丁目15番1号 for 3-15-1)
 * or cut short, but not longer by a room number.
 */
export function allowedCheck(allow: readonly string[]): (folded: string) => boolean {
  const published = allow.map(plain).filter((text) => text !== '');
  return (folded) => {
    const piece = plain(folded);
    return published.some((text) => text.includes(piece) || endsWith(piece, text));
  };
}

function endsWith(piece: string, text: string): boolean {
  return piece.endsWith(text) && !/[0-9]$/.test(piece.slice(0, piece.length - text.length));
}

function plain(text: string): string {
  return fold(text)
    .replace(/[〇零一二三四五六七八九]/g, (c) =>
      String('〇一二三四五六七八九'.indexOf(c === '零' ? '〇' : c)),
    )
    .replace(/(?<=[0-9]) ?(?:丁目の?|番地の?|番|の|[-ー]) ?(?=[0-9])/g, '-')
    .replace(/(?<=[0-9])号(?!室)/g, '')
    .replace(/ /g, '');
}
