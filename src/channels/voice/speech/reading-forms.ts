import type { SpokenText } from '../ports';
import { comparable, hiragana, kanaPhonemes, katakana } from './phonemes';

type Reading = SpokenText['readings'][number];

/** One stretch of a sentence: either as it stands, or a word whose reading is known. */
export interface Piece {
  readonly text: string;
  readonly kana: string | undefined;
}

/** Cuts a text at the words whose reading is given; of two words at the same place the longer wins. */
export function cutAtReadings(text: string, readings: readonly Reading[]): Piece[] {
  const longestFirst = readings
    .filter(({ word }) => word !== '')
    .toSorted((a, b) => b.word.length - a.word.length);
  const pieces: Piece[] = [];
  let plain = '';
  for (let at = 0; at < text.length;) {
    const found = longestFirst.find(({ word }) => text.startsWith(word, at));
    if (!found) {
      plain += text[at];
      at += 1;
      continue;
    }
    if (plain !== '') pieces.push({ text: plain, kana: undefined });
    plain = '';
    pieces.push({ text: found.word, kana: found.kana });
    at += found.word.length;
  }
  return plain === '' ? pieces : [...pieces, { text: plain, kana: undefined }];
}

/** Ways to write a word so that Open JTalk may read it as wanted, the most natural melody first. Its dictionary cuts unknown kana where
 *  it finds words (セッシュケン is read セッシ・ユケン), so none of them is safe: the trace decides. */
export function writings({ text, kana }: Piece): string[] {
  if (kana === undefined) return [text];
  const long = lengthened(katakana(kana));
  return [...new Set([text, long, hiragana(kana), katakana(kana), hiragana(long)])];
}

/** コウレイシャ → コーレーシャ. */
function lengthened(kana: string): string {
  return [...kana].map((one, index) => (prolongs([...kana].slice(0, index), one) ? 'ー' : one)).join('');
}

function prolongs(before: readonly string[], one: string): boolean {
  const vowel = kanaPhonemes(before.at(-1) === 'ー' ? before.join('') : before.slice(-2).join('')).at(-1);
  return before.length > 0 && ((one === 'ウ' && vowel === 'o') || (one === 'イ' && vowel === 'e'));
}

/** Which of the pieces were not spoken as their kana say, by the phonemes of the whole sentence. */
export function misread(pieces: readonly Piece[], phonemes: readonly string[]): Piece[] {
  const spoken = phonemes.filter((phoneme) => phoneme !== 'pau');
  let from = 0;
  return pieces.filter(({ kana }) => {
    if (kana === undefined) return false;
    const wanted = kanaPhonemes(kana);
    const at = indexOf(spoken, wanted, from);
    if (at >= 0) from = at + wanted.length;
    return at < 0;
  });
}

function indexOf(spoken: readonly string[], wanted: readonly string[], from: number): number {
  const last = spoken.length - wanted.length;
  for (let at = from; at <= last; at++)
    if (comparable(spoken.slice(at, at + wanted.length)).every((one, index) => one === wanted[index]))
      return at;
  return -1;
}
