import { HYPHEN, KANJI, KATAKANA, NUMERAL, readNumeral } from './characters';
import type { Found } from './personal-data';

const KANA_CITIES =
  'さいたま|つくば|つくばみらい|いわき|うるま|むつ|みどり|かほく|つがる|にかほ|あきる|あわら|えびの|かすみがうら|ひたちなか|ふじみ|みやま|みなかみ|みよし';
const PLACE = `(?:[${KANJI}${KATAKANA}]|が(?=丘)|(?:つつじ|ひばり|みなみ|ひかり|さくら|あおば|すすき|みどり|しらとり)(?=が丘|ヶ丘|ケ丘|野|台|町)|(?:${KANA_CITIES})(?=市|野市|町)){2,30}`;
const STEP = `(?: ?(?:丁目の?|番地の?|番町?の?|${HYPHEN}|の) ?)`;
const BLOCK = `${NUMERAL}(?:${STEP}${NUMERAL}(?![年月日時分歳才人回円0-9])){1,4}(?: ?(?:番地|番|号室?))?`;
const SINGLE = `${NUMERAL}番地(?:の?${NUMERAL})?`;
const HOUSE =
  '(?:マンション|ハイツ|コーポ|荘|アパート|団地|レジデンス|ハウス|メゾン|タワー|ヒルズ|パレス|コート|ビル|ハイム|ホームズ|住宅|棟)';
const WING = '(?:[a-z0-9]{1,3}(?:号棟|号館|棟) ?[-の]? ?)?';
const ROOM = `${WING}[a-z]?[0-9]{1,4}(?:号室|号)?(?![0-9])`;
const NAME = `[${KANJI}${KATAKANA}a-z・ぁ-ん]{1,14}`;
const DWELLING = `(?: ?(?:${NAME})?${HOUSE}[${KANJI}${KATAKANA}a-z]{0,8} ?${ROOM}| ?[${KANJI}${KATAKANA}a-z]{2,14} ?${WING}[0-9]{1,4}号室| ?${WING}[0-9]{1,4}号室|[- ]${ROOM}(?![-ー年月日時分歳才人回円]))?`;

const STREET = new RegExp(
  `(?<![${KANJI}${KATAKANA}])(?<place>${PLACE}) ?(?<block>${BLOCK}|${SINGLE})${DWELLING}`,
  'g',
);
const BUILDING = new RegExp(
  `(?:(?<![${KANJI}${KATAKANA}a-z])[${KANJI}${KATAKANA}a-z]{1,14}|(?<!(?![はがのにもを])[ぁ-ゖ])(?:(?![はがのにもを])[ぁ-ゖ]){2,7})${HOUSE}[${KANJI}${KATAKANA}a-z]{0,8} ?(?:${WING}[0-9]{1,4}号室?(?!館|棟)|[0-9]{1,2}号棟 ?[-の]?[0-9]{1,4}(?:号室?)?(?![0-9]))`,
  'g',
);
/** 「岩戸北二丁目に住んで」: coarse, so only where it is said to be someone's home. */
const HOME_CHOME = new RegExp(
  `(?:住所|自宅|実家|家|うち)(?:は|が|:) ?(?<home>${PLACE}(?:[0-9]{1,2}丁目)?)`,
  'dg',
);

/** Words that run on into an address without being a part of it. */
const LEAD =
  /^(?:(?:私|僕|俺|妻|夫|父|母|祖父|祖母|息子|娘|兄|弟|姉|妹|本人|現在|新|旧|転居先|引越先|送付先|届け先|勤務先|現|御|自宅|実家|本籍|住所|住居|宛先|場所|在住|自分))+/;
const AREA = /[市区町村郡都道府県](?=.)/;
const YEAR_FIRST = /^(?:18|19|20)[0-9]{2}-/;
const EACH_NUMBER = new RegExp(NUMERAL, 'g');
const LARGEST_CHOME = 99;

/** Addresses down to the block number or room. A place name alone is not personal data. */
export function findAddresses(folded: string): Found[] {
  if (!/[0-9一二三四五六七八九十]/.test(folded)) return [];
  const streets = Array.from(folded.matchAll(STREET))
    .filter(isStreet)
    .map((match) => trimmed(match));
  const buildings = Array.from(folded.matchAll(BUILDING), (match) => bounds(match.index, match[0]));
  const homes = Array.from(folded.matchAll(HOME_CHOME)).flatMap((match) => {
    const [start, end] = match.indices?.groups?.['home'] ?? [0, 0];
    return /[0-9一二三四五六七八九]丁目$/.test(folded.slice(start, end))
      ? [{ kind: 'address' as const, start, end }]
      : [];
  });
  return [...streets, ...buildings, ...homes];
}

function isStreet({ groups: { place = '', block = '' } = {} }: RegExpExecArray): boolean {
  const name = place.replace(LEAD, '');
  if (name.length < 2) return false;
  if (AREA.test(name) && !YEAR_FIRST.test(block)) return true;
  const namesItsParts = /番|号/.test(block) && /丁目|番地/.test(place + block);
  return namesItsParts || isThreePart(block);
}

/** 岩戸北9-99-9: a town without its city needs all three numbers. */
function isThreePart(block: string): boolean {
  const numbers = block.match(EACH_NUMBER) ?? [];
  return numbers.length >= 3 && readNumeral(numbers[0] ?? '') <= LARGEST_CHOME && /[0-9]|の/.test(block);
}

function trimmed(match: RegExpExecArray): Found {
  const lead = LEAD.exec(match[0])?.[0].length ?? 0;
  return bounds(match.index + lead, match[0].slice(lead));
}

function bounds(start: number, text: string): Found {
  return { kind: 'address', start, end: start + text.trimEnd().length };
}
