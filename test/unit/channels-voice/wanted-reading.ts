import type { SpokenText } from '../../../src/channels/voice/ports';
import { comparable, kanaPhonemes } from '../../../src/channels/voice/speech/phonemes';
import { cutAtReadings } from '../../../src/channels/voice/speech/reading-forms';
import type { Tokenizer } from '../../../src/language/token';

/** Where kuromoji's dictionary is wrong about these sentences; each is right as it stands here. */
const CORRECTED: SpokenText['readings'] = [
  { word: '受付時間外', kana: 'ウケツケジカンガイ' },
  { word: '接種日', kana: 'セッシュビ' },
  { word: '接種時に', kana: 'セッシュジニ' },
  { word: '隔離の間は', kana: 'カクリノアイダワ' },
  { word: 'いる間は', kana: 'イルアイダワ' },
  { word: '短い間に', kana: 'ミジカイアイダニ' },
  { word: 'くらい間を', kana: 'クライアイダオ' },
  { word: '、後に', kana: 'アトニ' },
  { word: 'その後', kana: 'ソノゴ' },
  { word: 'の後', kana: 'ノアト' },
  { word: 'した後', kana: 'シタアト' },
  { word: '打った後', kana: 'ウッタアト' },
  { word: '一通', kana: 'イッツウ' },
  { word: 'お一人', kana: 'オヒトリ' },
  { word: '何分前', kana: 'ナンプンマエ' },
  { word: 'はいつ', kana: 'ワイツ' },
  { word: 'LINE', kana: 'ライン' },
];

/** Ways in which a sentence may be spoken, as phonemes in one string: the city's readings, and for the rest a second dictionary, which is
 *  not the synthesiser's. Several, because that dictionary does not tell whether は is read ワ. */
export function wantedReadings(
  text: string,
  readings: SpokenText['readings'],
  tokenize: Tokenizer,
): string[] {
  const pieces = cutAtReadings(text, [...readings, ...CORRECTED]);
  const words = pieces.flatMap((piece) =>
    piece.kana === undefined ? tokenize(piece.text).map(kanaOf) : [[piece.kana]],
  );
  const whole = words.reduce<string[]>(
    (begun, forms) => begun.flatMap((begin) => forms.map((form) => begin + form)),
    [''],
  );
  return whole.map((kana) => kanaPhonemes(kana).join(''));
}

function kanaOf({ surface, reading }: ReturnType<Tokenizer>[number]): string[] {
  if (!/^[ぁ-ゖ]*[はへ]$/.test(surface)) return [reading];
  return [reading, reading.replace(/は$/, 'わ').replace(/へ$/, 'え')];
}

/** The phonemes of a trace in the same form. */
export function spokenReading(phonemes: readonly string[]): string {
  return comparable(phonemes.filter((phoneme) => phoneme !== 'pau')).join('');
}
