/** Katakana to hiragana, character by character; everything else stays. */
export function toHiragana(text: string): string {
  return text.replace(/[ァ-ヶ]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0x60));
}

/** Folds spellings that sound alike (づ/ず, ぢ/じ, を/お, は/わ are left) so that readings compare as they are heard. */
export function soundOf(kana: string): string {
  return toHiragana(kana)
    .replace(/づ/g, 'ず')
    .replace(/ぢ/g, 'じ')
    .replace(/を/g, 'お')
    .replace(/ゔ/g, 'ぶ')
    .replace(/([おこごそぞとどのほぼぽもよろょ])う/g, '$1ー')
    .replace(/([おこごそぞとどのほぼぽもよろょ])お/g, '$1ー')
    .replace(/([えけげせぜてでねへべぺめれ])い/g, '$1ー')
    .replace(/ーー+/g, 'ー');
}
