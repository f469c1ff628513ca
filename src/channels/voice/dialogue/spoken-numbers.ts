interface Reading {
  readonly word: string;
  readonly kana: string;
}

const ONES = ['', 'イチ', 'ニ', 'サン', 'ヨン', 'ゴ', 'ロク', 'ナナ', 'ハチ', 'キュウ'];
const HUNDREDS: Readonly<Record<number, string>> = {
  1: 'ヒャク',
  3: 'サンビャク',
  6: 'ロッピャク',
  8: 'ハッピャク',
};
const THOUSANDS: Readonly<Record<number, string>> = { 1: 'セン', 3: 'サンゼン', 8: 'ハッセン' };

/** Days of the month, and numbers of days, that are read in their own way. */
const DAYS: Readonly<Record<number, string>> = {
  2: 'フツカ', 3: 'ミッカ', 4: 'ヨッカ', 5: 'イツカ', 6: 'ムイカ', 7: 'ナノカ', 8: 'ヨウカ', 9: 'ココノカ', 10: 'トオカ',
  14: 'ジュウヨッカ', 20: 'ハツカ', 24: 'ニジュウヨッカ',
}; // prettier-ignore
const THINGS = [
  '',
  'ヒトツ',
  'フタツ',
  'ミッツ',
  'ヨッツ',
  'イツツ',
  'ムッツ',
  'ナナツ',
  'ヤッツ',
  'ココノツ',
  'トオ',
];

/** Which sound the counter begins with, as far as the number before it changes: k (1, 6, 8, 10), s and t (1, 8, 10), h (all and 3). */
type Sound = 'k' | 's' | 'h' | 'plain';

interface Counter {
  readonly kana: string;
  readonly sound: Sound;
  /** Where the number itself is read differently; keyed by its last digit. */
  readonly ones?: Readonly<Record<number, string>>;
}

const YO = { 4: 'ヨ' };
const YO_SHICHI_KU = { 4: 'ヨ', 7: 'シチ', 9: 'ク' };
const COUNTERS: Readonly<Record<string, Counter>> = {
  時間: { kana: 'ジカン', sound: 'plain', ones: YO_SHICHI_KU },
  時: { kana: 'ジ', sound: 'plain', ones: YO_SHICHI_KU },
  分間: { kana: 'フンカン', sound: 'h' },
  分: { kana: 'フン', sound: 'h' },
  秒: { kana: 'ビョウ', sound: 'plain' },
  月: { kana: 'ガツ', sound: 'plain', ones: { 4: 'シ', 7: 'シチ', 9: 'ク' } },
  か月: { kana: 'カゲツ', sound: 'k' },
  週間: { kana: 'シュウカン', sound: 's' },
  年: { kana: 'ネン', sound: 'plain', ones: YO },
  回目: { kana: 'カイメ', sound: 'k' },
  回: { kana: 'カイ', sound: 'k' },
  歳: { kana: 'サイ', sound: 's' },
  件: { kana: 'ケン', sound: 'k' },
  か所: { kana: 'カショ', sound: 'k' },
  階: { kana: 'カイ', sound: 'k' },
  種類: { kana: 'シュルイ', sound: 's' },
  通: { kana: 'ツウ', sound: 's' },
  点: { kana: 'テン', sound: 's' },
  本: { kana: 'ホン', sound: 'h', ones: {} },
  円: { kana: 'エン', sound: 'plain', ones: YO },
  番目: { kana: 'バンメ', sound: 'plain' },
  番: { kana: 'バン', sound: 'plain' },
  度: { kana: 'ド', sound: 'plain', ones: { 9: 'ク' } },
  枠: { kana: 'ワク', sound: 'plain' },
  枚: { kana: 'マイ', sound: 'plain' },
  名: { kana: 'メイ', sound: 'plain' },
  代: { kana: 'ダイ', sound: 'plain' },
  割: { kana: 'ワリ', sound: 'plain' },
  人: { kana: 'ニン', sound: 'plain', ones: { 4: 'ヨ', 7: 'シチ' } },
  日: { kana: 'ニチ', sound: 'plain' },
  つ: { kana: 'ツ', sound: 'plain' },
};
const NAMES = Object.keys(COUNTERS)
  .sort((a, b) => b.length - a.length)
  .join('|');
const DOUBLED: Readonly<Record<Exclude<Sound, 'plain'>, readonly number[]>> = {
  k: [1, 6, 8],
  s: [1, 8],
  h: [1, 6, 8],
};

/** Numbers that are called digit by digit. */
const SPELLED: Readonly<Record<string, string>> = {
  '119': 'イチイチキュウ',
  '7119': 'ナナイチイチキュウ',
  '110': 'イチイチゼロ',
};

/** How the numbers of a sentence are read, dates, times and counters included. */
export function numberReadings(text: string): Reading[] {
  const dates = [...text.matchAll(/(\d+)月(\d+)日/g)].map(([word, month, day]) => ({
    word,
    kana: counted(Number(month), '月') + dayOfMonth(Number(day)),
  }));
  const degrees = [...text.matchAll(/(\d+)度(\d+)分/g)].map(([word, whole, tenth]) => ({
    word,
    kana: `${counted(Number(whole), '度')}${integer(Number(tenth))}ブ`,
  }));
  const others = [...text.matchAll(new RegExp(`(\\d+)(${NAMES})?`, 'g'))].map(
    ([word, digits = '', name]) => ({
      word,
      kana:
        SPELLED[digits] === undefined ? counted(Number(digits), name) : `${SPELLED[digits]}${suffixOf(name)}`,
    }),
  );
  return unique([...dates, ...degrees, ...others]);
}

function suffixOf(name: string | undefined): string {
  return name === undefined ? '' : (COUNTERS[name]?.kana ?? '');
}

function counted(n: number, name: string | undefined): string {
  const counter = name === undefined ? undefined : COUNTERS[name];
  if (counter === undefined) return integer(n);
  return special(n, name) ?? joined(n, counter);
}

function special(n: number, name: string | undefined): string | undefined {
  if (name === 'つ') return THINGS[n];
  if (name === '日') return DAYS[n];
  if (name === '人' && n === 1) return 'ヒトリ';
  if (name === '人' && n === 2) return 'フタリ';
  if (name === '歳' && n === 20) return 'ハタチ';
  return name === '時' && n === 0 ? 'レイジ' : undefined;
}

function dayOfMonth(n: number): string {
  return n === 1 ? 'ツイタチ' : counted(n, '日');
}

/** The number with its counter, with the sounds that change where they meet: イッカイ, サンプン, ヨジ. */
function joined(n: number, { kana, sound, ones = {} }: Counter): string {
  const last = n % 10;
  if (sound === 'plain' || n === 0) {
    const head = n === last ? '' : integer(n - last);
    return `${head}${last === 0 && n > 0 ? '' : (ones[last] ?? integer(last))}${kana}`;
  }
  if (!isDoubled(n, sound)) return `${integer(n)}${afterPlain(kana, last, sound)}`;
  return `${integer(n).replace(/.$/, 'ッ')}${sound === 'h' ? harder(kana) : kana}`;
}

/** イッカイ, ジュッサイ, ヒャッケン. */
function isDoubled(n: number, sound: Exclude<Sound, 'plain'>): boolean {
  const last = n % 10;
  if (last === 0) return n % 100 !== 0 || sound !== 's';
  return DOUBLED[sound].includes(last);
}

/** サンプン, ヨンプン; ホン becomes サンボン. */
function afterPlain(kana: string, last: number, sound: Sound): string {
  if (sound !== 'h') return kana;
  if (kana.startsWith('フ') && (last === 3 || last === 4)) return harder(kana);
  return kana.startsWith('ホ') && last === 3 ? `ボ${kana.slice(1)}` : kana;
}

function harder(kana: string): string {
  return kana.replace(/^フ/, 'プ').replace(/^ホ/, 'ポ');
}

function integer(n: number): string {
  if (n === 0) return 'ゼロ';
  if (n >= 10_000)
    return `${integer(Math.floor(n / 10_000))}マン${n % 10_000 === 0 ? '' : integer(n % 10_000)}`;
  const [thousands, hundreds, tens, ones] = [1000, 100, 10, 1].map((unit) => Math.floor(n / unit) % 10) as [
    number,
    number,
    number,
    number,
  ];
  return [
    thousands === 0 ? '' : (THOUSANDS[thousands] ?? `${ONES[thousands]}セン`),
    hundreds === 0 ? '' : (HUNDREDS[hundreds] ?? `${ONES[hundreds]}ヒャク`),
    tens === 0 ? '' : `${tens === 1 ? '' : ONES[tens]}ジュウ`,
    ONES[ones],
  ].join('');
}

function unique(readings: readonly Reading[]): Reading[] {
  return [...new Map(readings.map((reading) => [reading.word, reading])).values()];
}
