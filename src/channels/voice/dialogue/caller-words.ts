/** What a caller may say at any time. */
export type CallerWord = 'repeat' | 'slow' | 'loud' | 'restart' | 'person' | 'end';

const BEFORE = '(?:あの|えっと|えーと|すみません|すいません|ちょっと)*';
const PLEASE =
  '(?:で|に|と)?(?:お願い(?:します|いたします)?|ください|下さい|言って(?:ください)?|話して(?:ください)?|聞かせて(?:ください)?|です)*(?:ね|か)?';
const whole = (core: string): RegExp => new RegExp(`^${BEFORE}(?:${core})${PLEASE}$`);

const DEAF = '耳が遠い(?:ので|から|んです(?:が|けど)?)?';
const LOUDER = `(?:${DEAF})?(?:もっと|もう少し)?(?:(?:声|音|音量)を)?(?:もっと|もう少し)?(?:大きく|大きい?な?(?:声|音)|上げて)(?:して)?`;
const UNHEARD =
  '(?:よく|声が)?聞こえ(?:ません|ない|なかった|にくい|づらい)(?:でした|んです(?:が|けど)?|よ)?|(?:声|音)が小さい';

const WORDS: readonly (readonly [CallerWord, RegExp])[] = [
  [
    'repeat',
    whole(
      'もう(?:一度|いちど|一回|いっかい)|(?:くり|繰り)返し(?:て)?|聞き取れ(?:ません|ない|なかった)(?:でした)?|なんですって|何ですって',
    ),
  ],
  ['slow', whole('(?:もっと|もう少し)?(?:ゆっくり|遅く)(?:と)?')],
  ['loud', whole([LOUDER, UNHEARD, DEAF].join('|'))],
  ['restart', whole('(?:最初|はじめ|初め|始め)(?:から|に戻(?:って|る|り)?)(?:やり直し(?:て)?)?')],
  [
    'person',
    whole(
      'オペレーター?|係(?:の|り)?(?:人|者|の方|の者)|人間|職員(?:の方|さん)?|(?:人|職員|オペレーター?|係の(?:人|方))(?:に|と)(?:代わって|かわって|つないで|繋いで|話したい)',
    ),
  ],
  [
    'end',
    whole(
      '終わり(?:ます)?|終了|切ります|もう(?:いい|結構|けっこう|大丈夫)|さようなら|以上|ありません|ないです|特にありません',
    ),
  ],
];

/** The word that the whole utterance is; undefined for anything that says more. */
export function callerWord(text: string): CallerWord | undefined {
  const bare = bareWords(text);
  return WORDS.find(([, pattern]) => pattern.test(bare))?.[0];
}

/** 「はい」「そうです」「お願いします」. */
export function meansYes(text: string): boolean {
  return /^(?:はい|ええ|うん|そう|お願い|おねがい|いいです|よろしい|結構です)/.test(bareWords(text));
}

/** 「はい」「ええ」「なるほど」, said to show that one listens. */
export function isNod(text: string): boolean {
  return /^(?:はい|ええ|うん|ああ|あー|ほう|へえ|ふーん|なるほど|そう(?:です(?:か|ね))?)+$/.test(
    bareWords(text),
  );
}

/** A yes and nothing more: 「はい、予約は…」 is a question. */
export function isOnlyYes(text: string): boolean {
  const asks =
    /^(?:はい|ええ|うん)?(?:お願い(?:します)?|おねがい(?:します)?|いいです|送ってください|続けてください)$/;
  return isNod(text) || asks.test(bareWords(text));
}

/** 「いいえ」「違います」. */
export function meansNo(text: string): boolean {
  return /^(?:いいえ|いや|いえ|ちがい|違い|違う|だめ|ダメ)/.test(bareWords(text));
}

const DIGITS: Readonly<Record<string, string>> = {
  〇: '0', 零: '0', 一: '1', 二: '2', 三: '3', 四: '4', 五: '5', 六: '6', 七: '7', 八: '8', 九: '9',
}; // prettier-ignore
const SPOKEN_DIGITS: readonly (readonly [RegExp, string])[] = [
  [/ゼロ|ぜろ|れい|レイ|まる|マル/g, '0'], [/いち|イチ/g, '1'], [/にー?|ニー?/g, '2'], [/さん|サン/g, '3'], [/よん|ヨン/g, '4'],
  [/ごー?|ゴー?/g, '5'], [/ろく|ロク/g, '6'], [/なな|ナナ|しち|シチ/g, '7'], [/はち|ハチ/g, '8'], [/きゅう|キュウ|きゅー|キュー/g, '9'],
]; // prettier-ignore

/** The digits that were said one by one: 「ゼロサンの…」, 「〇三」, 「03-」. */
export function spokenDigits(text: string): string {
  const spelled = SPOKEN_DIGITS.reduce(
    (words, [kana, digit]) => words.replace(kana, digit),
    text.normalize('NFKC'),
  );
  return [...spelled]
    .map((one) => DIGITS[one] ?? one)
    .filter((one) => /\d/.test(one))
    .join('');
}

/** 「1番」「いち」「一番」 as 1; undefined when it is more than a number. */
export function spokenKey(text: string): number | undefined {
  const bare = bareWords(text).replace(/(?:番(?:目)?|ばん|です|で|をお願い(?:します)?|お願いします)+$/, '');
  if (bare.length > 3) return undefined;
  const digits = spokenDigits(bare);
  return digits.length === 1 && bare.replace(/[^\d〇零一二三四五六七八九ぁ-んァ-ヴー]/g, '') === bare
    ? Number(digits)
    : undefined;
}

function bareWords(text: string): string {
  return text.normalize('NFKC').replace(/[\s、。,.!?！？]/g, '');
}
