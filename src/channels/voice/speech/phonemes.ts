/** Kana as the phonemes that Open JTalk's labels use. Only for comparing how something is read: 「おう」 and 「おー」, 「えい」 and 「えー」
 *  count as the same, as they do in careful speech. */

const VOWELS = ['a', 'i', 'u', 'e', 'o'] as const;
/** Rows of the kana table by consonant; a space where there is no kana. */
const ROWS: readonly (readonly [string, string])[] = [
  ['', 'アイウエオ'],
  ['k', 'カキクケコ'],
  ['g', 'ガギグゲゴ'],
  ['s', 'サ スセソ'],
  ['z', 'ザ ズゼゾ'],
  ['t', 'タ  テト'],
  ['d', 'ダ  デド'],
  ['n', 'ナニヌネノ'],
  ['h', 'ハヒ ヘホ'],
  ['b', 'バビブベボ'],
  ['p', 'パピプペポ'],
  ['m', 'マミムメモ'],
  ['y', 'ヤ ユ ヨ'],
  ['r', 'ラリルレロ'],
  ['w', 'ワ    '],
];
/** Consonants that change before a vowel, and the ones that small ゃゅょ soften. */
const IRREGULAR: Readonly<Record<string, string>> = {
  シ: 'sh i',
  ジ: 'j i',
  チ: 'ch i',
  ヂ: 'j i',
  ツ: 'ts u',
  ヅ: 'z u',
  フ: 'f u',
  ヲ: 'o',
  ン: 'N',
  ッ: 'cl',
  ヴ: 'v u',
};
const SMALL: Readonly<Record<string, string>> = {
  ャ: 'a',
  ュ: 'u',
  ョ: 'o',
  ァ: 'a',
  ィ: 'i',
  ゥ: 'u',
  ェ: 'e',
  ォ: 'o',
};
/** Stands for the ウ of ウィ, which is a consonant. */
const W = 'w';
const PALATAL = new Set(['ャ', 'ュ', 'ョ']);
const ALREADY_SOFT = new Set(['sh', 'j', 'ch', 'ts', 'f', 'v']);

const MORAE: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...ROWS.flatMap(([consonant, kana]) =>
    [...kana].flatMap((one, index): [string, string[]][] =>
      one === ' ' ? [] : [[one, [consonant, VOWELS[index] ?? ''].filter((part) => part !== '')]],
    ),
  ),
  [W, [W, 'u']],
  ...Object.entries(IRREGULAR).map(([kana, phonemes]): [string, string[]] => [kana, phonemes.split(' ')]),
]);

/** Hiragana to katakana; anything else stays. */
export function katakana(text: string): string {
  return text.normalize('NFKC').replace(/[ぁ-ゖ]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0x60));
}

/** Katakana to hiragana; anything else stays. */
export function hiragana(text: string): string {
  return text.replace(/[ァ-ヶ]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0x60));
}

/** The phonemes of a reading in kana; commas and unknown characters are passed over. */
export function kanaPhonemes(kana: string): string[] {
  const phonemes: string[] = [];
  for (const one of katakana(kana).replaceAll(/ウ(?=[ィェォ])/g, W)) {
    const small = SMALL[one];
    if (small !== undefined) soften(phonemes, small, PALATAL.has(one));
    else if (one === 'ー') phonemes.push(phonemes.at(-1) ?? '');
    else phonemes.push(...(MORAE.get(one) ?? []));
  }
  return comparable(phonemes);
}

/** キ and ャ: the vowel goes, the consonant is softened (ky a), but not where it is soft already (sh a). */
function soften(phonemes: string[], vowel: string, palatal: boolean): void {
  const before = phonemes.at(-2) ?? '';
  if (phonemes.length > 0) phonemes.pop();
  if (palatal && before !== '' && !ALREADY_SOFT.has(before)) phonemes[phonemes.length - 1] = `${before}y`;
  phonemes.push(vowel);
}

/** Devoiced vowels (I, U) as voiced ones; long vowels in one form. */
export function comparable(phonemes: readonly string[]): string[] {
  const voiced = phonemes.map((phoneme) => (/^[AIUEO]$/.test(phoneme) ? phoneme.toLowerCase() : phoneme));
  return voiced.map((phoneme, index) => {
    const before = voiced[index - 1];
    if (phoneme === 'u' && before === 'o') return 'o';
    return phoneme === 'i' && before === 'e' ? 'e' : phoneme;
  });
}

/** How many morae these phonemes have: every vowel, ん and っ is one. */
export function countMorae(phonemes: readonly string[]): number {
  return phonemes.filter((phoneme) => /^([aiueoAIUEO]|N|cl)$/.test(phoneme)).length;
}
