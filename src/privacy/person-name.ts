import { announcedNames } from './announced-name';
import { childNames } from './child-name';
import { nameCandidates } from './name-candidate';
import type { NameCandidate } from './name-candidate';
import type { Found, PersonalDataOptions } from './personal-data';

const HONORIFIC =
  /^ ?(?:さん(?!か所|回|人)|様|さま|氏(?!名)|くん|君|ちゃん|殿|先生|医師|看護師|夫妻|夫婦|家の)/;
const ANNOUNCED = /^ ?(?:(?:と|って)(?:申|もうし|言い|いい|言う|いう|云)|でございま|という|っていう)/;
const SAYS_SO =
  /^ ?(?:です(?:けど|けれど|けども|が|[。、!\s]|よ[。、]|$)|だけど|だが|なんですけど|なんですが|なのですが|の(?:妻|夫|母|父|娘|息子|家族)です)/;
const SAYS_SO_WITH_MORE = /^ ?(?:です(?:けど|けれど|が)|なんですけど|なんですが|なのですが)/;
const OPENS =
  /(?:^|[。、!?\n「(\s]|もしもし|こちら|こちらは|私|わたし|わたくし|あの[ーう]?|え[ーえっ]?と[ー]?|えー|すみません|すいません|はい|になります|しております|です)\s?$/;
const FOLLOWS_ON =
  /(?:私は|わたしは|わたくしは|自分は|[\u4e00-\u9fff0-9]の|さっきの|先ほどの|先日の|担当は|本人は|[たるい])\s?$/;
const LABEL = /(?:名前|氏名|姓名|本名|名義|なまえ|予約者|申込者|接種者|代理人)(?:は|が|も|:|=|、)? ?$/;
const RELATION =
  /(?:私|わたし|夫|妻|主人|旦那|家内|父|母|祖父|祖母|息子|娘|長男|次男|長女|次女|孫|兄|弟|姉|妹|子|本人|友人|知人|おじいちゃん|おばあちゃん|上司|同僚)(?:の|が|は|も|、|と|・)? ?$/;
const BIRTH_NEXT = /^ ?[、,・(/]? ?(?:明治|大正|昭和|平成|[mtsh][0-9]|19[0-9]{2}[年/.-])/;
const KANA_NEXT = /^ ?\( ?([ぁ-ゖァ-ヴー]{1,9}[ ・]?[ぁ-ゖァ-ヴー]{1,9}) ?\)/;
const PLACE_AFTER =
  /^(?:[市区町村駅県]|地域センター|児童センター|センター|クリニック|小学校|中学校|公園|通り|方面|[0-9]{1,2}[-丁])/;
/** One-character surnames people do give by themselves (今です and 南です are something else). */
const SHORT_ALONE = /^[林森原関堀谷菅岸辻堤梶柳秦畑]$/;

/** Names, by the words around them and by a list of surnames (and by the tokenizer, when there is one). */
export function findNames(folded: string, options: PersonalDataOptions): Found[] {
  const candidates = nameCandidates(folded, options).filter(isName);
  const names: Found[] = [...candidates, ...announcedNames(folded), ...childNames(folded)].map(
    ({ start, end }) => ({
      kind: 'name',
      start,
      end,
    }),
  );
  return [...names, ...names.flatMap((name) => readingAfter(folded, name))];
}

function isName(candidate: NameCandidate): boolean {
  const { evidence, after } = candidate;
  if (PLACE_AFTER.test(after)) return false;
  if (evidence === 'sure') return true;
  if (HONORIFIC.test(after) || ANNOUNCED.test(after)) return true;
  if (isLabelled(candidate) || introducesItself(candidate)) return true;
  return candidate.fullName && hasHint(candidate);
}

function hasHint({ before, after }: NameCandidate): boolean {
  return RELATION.test(before) || BIRTH_NEXT.test(after) || KANA_NEXT.test(after);
}

/** 「氏名：松本」, not 「名前の変更」: what follows must end the name. */
function isLabelled({ before, after, evidence, fullName }: NameCandidate): boolean {
  if (!LABEL.test(before)) return false;
  return fullName || evidence === 'likely' || /^(?:$|[。、,\s)]|です(?!か)|で、|と)/.test(after);
}

/** 「松本ですけども」 at the beginning, 「和泉の鈴木です」, 「私は田中です」. */
function introducesItself({ before, after, evidence, body }: NameCandidate): boolean {
  if (body.length === 1 && !SHORT_ALONE.test(body)) return false;
  if (evidence === 'likely') return SAYS_SO.test(after) && (OPENS.test(before) || FOLLOWS_ON.test(before));
  return SAYS_SO_WITH_MORE.test(after) && OPENS.test(before);
}

/** The reading in brackets after a name. */
function readingAfter(folded: string, name: Found): Found[] {
  const match = KANA_NEXT.exec(folded.slice(name.end, name.end + 24));
  if (!match?.[1]) return [];
  const start = name.end + match[0].indexOf(match[1]);
  return [{ kind: 'name', start, end: start + match[1].length }];
}
