import type { SpokenText } from '../ports';

const SMALL = /[ぁぃぅぇぉゃゅょゎァィゥェォャュョヮ]/;
const KANA = /[ぁ-ゖァ-ヺー]/;
/** Most kanji are read with two. */
const KANJI_MORA = 2;

/** Mora of a reading in kana: ッ, ン and ー count, small vowels and ャュョ do not, punctuation does not. */
export function countMora(kana: string): number {
  return [...kana].filter((one) => KANA.test(one) && !SMALL.test(one)).length;
}

/** Mora of a text whose readings are only partly known. */
export function roughMora({ text, readings }: SpokenText): number {
  const kana = withReadings(text, readings);
  const kanji = [...kana].filter((one) => /[\p{Script=Han}0-9]/u.test(one)).length;
  return countMora(kana) + kanji * KANJI_MORA;
}

/** The text with its words of known reading in kana; of two words at one place the longer wins. */
export function withReadings(text: string, readings: SpokenText['readings']): string {
  const longestFirst = [...readings].sort((a, b) => b.word.length - a.word.length);
  let kana = '';
  for (let at = 0; at < text.length;) {
    const found = longestFirst.find(({ word }) => word !== '' && text.startsWith(word, at));
    kana += found?.kana ?? text.charAt(at);
    at += found?.word.length ?? 1;
  }
  return kana;
}
