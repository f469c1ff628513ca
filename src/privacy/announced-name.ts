import { KANJI } from './characters';

interface Range {
  readonly start: number;
  readonly end: number;
}

const ANY_NAME = `[${KANJI}]{1,4} ?[${KANJI}ァ-ヴーぁ-ゖ]{0,5}?|[${KANJI}]{2,7}|[ァ-ヴー]{2,12}(?:[・ ][ァ-ヴー]{1,12}){0,4}|[a-z]{2,15}(?: [a-z]{2,15}){0,3}`;
const HUMBLY = '(?=(?:と|って) ?(?:申し|もうし)(?!込|こ))';
/** 「…と申します」 says it is a name whatever the characters are. */
const WITH_KANJI = new RegExp(`(?<![${KANJI}ァ-ヴーa-z])(?:${ANY_NAME})${HUMBLY}`, 'g');
const IN_HIRAGANA = new RegExp(
  `(?:^|[。、!?\\s「(]|[はのが]|私|こちら)(?<name>[ぁ-ゖ]{2,9}(?: [ぁ-ゖ]{2,5})?)${HUMBLY}`,
  'dg',
);

/** 「ジョン・スミスといいます」: a middle dot inside shows that it is not one word. */
const WITH_DOT =
  /(?<![ァ-ヴー・])(?<name>[ァ-ヴー]{1,12}(?:・[ァ-ヴー]{1,12}){1,4})(?= ?(?:さん|様|(?:と|って) ?(?:いい|言い|いう者)))/dg;

const LABEL = '(?:名前|なまえ|氏名|姓名|本名)';
const AFTER_LABEL = '(?: ?[はが:=、] ?| )';
const ENDS = '(?=です(?!か)|で、|でございます|と(?:申|いい|言い)|[。、,\\n)」]|$)';
const LABELLED = new RegExp(
  `${LABEL}${AFTER_LABEL}(?<name>[${KANJI}]{1,3} ?[${KANJI}ァ-ヴー]{1,4}|(?<!が)[${KANJI}]{1,4} ?[ぁ-ゖ]{2,4}?|[ァ-ヴー]{2,12}(?:[・ ][ァ-ヴー]{1,12}){0,4}|(?<!が)[ぁ-ゖ]{2,5} ?[ぁ-ゖ]{0,5}?|[a-z]{2,15}(?: [a-z]{2,15}){1,3})${ENDS}`,
  'dg',
);
const ENGLISH = /(?:my name is|name ?:) ?(?<name>[a-z]{2,15}(?: [a-z]{2,15}){0,2})/dg;
const READING =
  /(?:フリガナ|ふりがな|カナ氏名|読み方|読みがな)(?: ?: ?| ?は ?(?=[ァ-ヴ]))(?<name>[ぁ-ゖァ-ヴー]{2,9}(?: [ぁ-ゖァ-ヴー]{2,9})?)(?=です|と|[。、,\s)]|$)/dg;

/** Ordinary words that end up where a name would stand: 「名前は必要です」, 「何と申しましょうか」. */
const NOT_A_NAME =
  /(?:必要|不要|変更|記入|匿名|仮名|秘密|旧姓|同じ|同姓|非公開|任意|必須|確認|入力|登録|本人|別|以下|上記|下記|未定|内緒|不明|漢字|平仮名|片仮名|カタカナ|ひらがな|ローマ字|フルネーム|イニシャル|間違|接種券|番号|生年月日|住所|電話|見本|ワクチン|ファイザー|モデルナ|アストラゼネカ|ない|いい|だめ|いや|まだ|もう|言え|いえ|書|忘|伏|後|何|なん|どう|なし|おなじ|よろしく|ありがとう|お願い|お礼|お詫び|ひみつ|いり|いる|でき|かか|ください|ちが|はず|ある)/;
/** Fillers that speech recognition joins to the name. */
const FILLER = /^(?:はい|えーと|えっと|あのー|あの|えー|もしもし)/;

/** 「私が田中…」, 「夫田中…」: whose name it is. */
const OWNER = /^(?:私|僕|夫|妻|父|母|息子|娘|孫|名前|氏名|本人|主人|家内)(?:は|が|の|も)?(?=.{2})/;
/** 「機械は嫌だと申しまして」 reports what someone said. */
const REPORTED = /[ぁ-ゖ][\u4e00-\u9fff]|(?:だ|た|ない|たい|です|ます|する|できる|か|な)$/;

/** Names that are announced as names, however unusual they are. */
export function announcedNames(folded: string): Range[] {
  const humble = Array.from(folded.matchAll(WITH_KANJI), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  const named = [IN_HIRAGANA, WITH_DOT, LABELLED, ENGLISH, READING].flatMap((pattern) =>
    Array.from(folded.matchAll(pattern), (match) => {
      const [start, end] = match.indices?.groups?.['name'] ?? [0, 0];
      return { start, end };
    }),
  );
  return [...humble, ...named]
    .map((range) => withoutLead(folded, range))
    .filter(({ start, end }) => {
      const name = folded.slice(start, end);
      return (
        name.trim().length > 0 &&
        !NOT_A_NAME.test(name) &&
        !(/[\u4e00-\u9fff]/.test(name) && REPORTED.test(name))
      );
    });
}

function withoutLead(folded: string, { start, end }: Range): Range {
  const name = folded.slice(start, end);
  const filler = FILLER.exec(name)?.[0].length ?? 0;
  const relation = OWNER.exec(name)?.[0].length ?? 0;
  return { start: start + Math.max(filler, relation), end };
}
