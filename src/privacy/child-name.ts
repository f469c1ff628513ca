import { KANJI } from './characters';
import { isGivenInHiragana, isGivenInKanji } from './given-names';

interface Range {
  readonly start: number;
  readonly end: number;
}

const CHILD =
  '(?:うちの子|うちの|この子|子ども|子供|こども|息子|娘|孫|長男|次男|三男|長女|次女|三女|弟|妹|甥|姪)';
const AFTER_CHILD = new RegExp(
  `${CHILD}(?<particle>の|は|が|、)? ?(?<name>[ぁ-ゖ]{2,4}|[ァ-ヴー]{2,4}|[${KANJI}]{1,3})(?<next>くん|君|ちゃん|さん|[、,( ]|は|が|も|の|と|です|$)`,
  'dg',
);
const CALLED = new RegExp(
  `(?<![ぁ-ゖァ-ヴー${KANJI}])(?<name>[ぁ-ゖ]{2,4}|[ァ-ヴー]{2,4}|[${KANJI}]{1,3})(?:くん|ちゃん)`,
  'dg',
);
const AGE_OR_BIRTH = /^[ 、,(]? ?(?:[0-9]{1,2}(?:歳|才)|(?:19|20)[0-9]{2}[年/.-]|平成|令和|[hr][0-9])/;
const TITLE = /^(?:くん|君|ちゃん|さん)$/;
const NOT_A_NAME =
  /^(?:まだ|もう|いま|いつ|これ|それ|なの|です|まで|から|だけ|とか|かな|にも|ので|けど|たち|なん|もし|ちゃん|くん|さん|赤|姉|兄|婆|爺|母|父|嬢|坊|諸|ワン|ネコ|ニャン|お.{1,3}|じい|ばあ|とう|かあ|にい|ねえ|あか|わん|ねこ|みな|何|小[1-6一-六]|中[1-3一二三]|高[1-3一二三]|.*[学年生校園]|本人|接種|予約|ワク.*|アレ.*|コロナ.*|テスト|ゼンソク)$/;

/** 「うちの子ゆうと、2008年…」, 「孫のはるとくん」: a child's given name alone. */
export function childNames(folded: string): Range[] {
  const afterChild = Array.from(folded.matchAll(AFTER_CHILD)).filter((match) => isChild(folded, match));
  const called = Array.from(folded.matchAll(CALLED)).filter(
    (match) => !NOT_A_NAME.test(nameIn(match)) && isKnown(nameIn(match)),
  );
  return [...afterChild, ...called].map((match) => {
    const [start, end] = match.indices?.groups?.['name'] ?? [0, 0];
    // 「うちの子はると」: the は belongs to the name.
    const joined = isGivenInHiragana(folded.slice(start - 1, end)) && !isGivenInHiragana(nameIn(match));
    return { start: joined ? start - 1 : start, end };
  });
}

function isChild(folded: string, match: RegExpExecArray): boolean {
  const name = nameIn(match);
  const { particle = '', next = '' } = match.groups ?? {};
  if (NOT_A_NAME.test(name)) return false;
  if (isGivenInHiragana(name) || isGivenInHiragana(particle + name)) return true;
  // 「うちのヘルパーさん」, 「うちの患者さん」 are not children.
  if (/^うちの(?!子)/.test(match[0])) return false;
  if (/[\u4e00-\u9fff]/.test(name) && !isGivenInKanji(name)) return false;
  const nameEnd = match.index + match[0].length - next.length;
  return TITLE.test(next) || AGE_OR_BIRTH.test(folded.slice(nameEnd, nameEnd + 14));
}

function isKnown(name: string): boolean {
  return isGivenInHiragana(name) || /^[ァ-ヴー]{2,4}$/.test(name) || isGivenInKanji(name);
}

function nameIn(match: RegExpExecArray): string {
  return match.groups?.['name'] ?? '';
}
