/** Old and variant kanji that NFKC keeps apart but citizens and their documents mix (names, places). */
const VARIANTS: Readonly<Record<string, string>> = {
  髙: '高', 﨑: '崎', 濵: '浜', 濱: '浜', 邉: '辺', 邊: '辺', 齋: '斎', 齊: '斉', 澤: '沢', 廣: '広', 國: '国', 學: '学',
  會: '会', 體: '体', 醫: '医', 藥: '薬', 當: '当', 劵: '券', 豫: '予', 壓: '圧', 熱: '熱', 區: '区', 驛: '駅', 證: '証',
  號: '号', 變: '変', 應: '応', 發: '発', 續: '続', 轉: '転', 單: '単', 歲: '歳', 
}; // prettier-ignore

/** Astral kanji with an everyday twin; every other astral character (emoji above all) becomes a space, because kuromoji 0.1.2 loses the text after two of them. */
const ASTRAL_VARIANTS: Readonly<Record<string, string>> = {
  '𠮟': '叱',
  '𠮷': '吉',
  '𡈽': '土',
  '𣘺': '橋',
  '𩸽': 'ほっけ',
};

/** Longest text, in UTF-16 units, that is analysed: kuromoji is quadratic on runs of unknown characters. */
export const MAX_LENGTH = 400;
const HEAD_LENGTH = 150;
/** Nothing beyond this is even read: NFKC of 100,000 characters would cost time and change nothing. */
const READ_LENGTH = 4000;

/**
 * The one form in which utterances and phrasings are compared: NFKC, lower case, everyday kanji, one space between
 * parts, no emoji, control characters or long runs, at most {@link MAX_LENGTH} characters. Idempotent.
 */
export function normalize(text: string): string {
  const read =
    text.length > READ_LENGTH ? text.slice(0, READ_LENGTH / 2) + text.slice(-READ_LENGTH / 2) : text;
  const plain = read.replace(NOT_PLAIN, plainCharacter).normalize('NFKC').toLowerCase();
  const folded = plain.replace(NOT_PLAIN, plainCharacter);
  const tidy = squeeze(
    folded.replace(/[‐‑‒–—―─−ｰ~〜～]/g, 'ー').replace(/(?<![ぁ-んァ-ヶー])ー+(?=[0-9a-z])/g, '-'),
  );
  return tidy.length > MAX_LENGTH
    ? squeeze(`${tidy.slice(0, HEAD_LENGTH)} ${tidy.slice(HEAD_LENGTH + 1 - MAX_LENGTH)}`)
    : tidy;
}

/** Control characters, byte order mark, variation selectors and lone surrogates. */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\ufeff\ufe00-\ufe0f\ud800-\udfff]/;
const ZERO_WIDTH = /[\u200b-\u200f]/;
/** The few characters that {@link plainCharacter} changes: all the others are not even looked at. */
const NOT_PLAIN = new RegExp(
  `[\\u{10000}-\\u{10ffff}]|${INVISIBLE.source}|${ZERO_WIDTH.source}|[${Object.keys(VARIANTS).join('')}]`,
  'gu',
);

function plainCharacter(character: string): string {
  if (character.length > 1) return ASTRAL_VARIANTS[character] ?? ' ';
  if (ZERO_WIDTH.test(character)) return '';
  return INVISIBLE.test(character) ? ' ' : (VARIANTS[character] ?? character);
}

/** Runs of one character say nothing more than two of it do, and cost kuromoji quadratic time. Digits keep their runs. */
function squeeze(text: string): string {
  return text
    .replace(/([^0-9])\1{2,}/gu, '$1$1')
    .replace(/([ー!?。、.,…wｗ笑])\1+/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}
