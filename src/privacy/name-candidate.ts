import { KANJI, KATAKANA } from './characters';
import { isGivenInHiragana, isGivenInKanji, isGivenInKatakana, unknownGivenInHiragana } from './given-names';
import type { PersonalDataOptions } from './personal-data';
import { surnameAtStart } from './surnames';

/** `sure`: a name by itself; `likely`: with a hint around it; `doubtful`: only where a name is announced. */
type NameEvidence = 'sure' | 'likely' | 'doubtful';

/** A stretch of kanji and katakana that could be a name, with what stands around it. */
export interface NameCandidate {
  readonly start: number;
  readonly end: number;
  readonly body: string;
  readonly evidence: NameEvidence;
  readonly fullName: boolean;
  readonly before: string;
  readonly after: string;
}

const CHUNK = new RegExp(`(?!ー)[${KANJI}${KATAKANA}]{1,24}`, 'g');
/** Who the name belongs to, written without a particle (夫田中正夫), and labels. */
const LEAD =
  /^(?:私|僕|俺|夫|妻|主人|旦那|家内|父|母|義父|義母|祖父|祖母|息子|娘|長男|次男|長女|次女|孫|兄|弟|姉|妹|本人|氏名|名前|姓名|予約者|代理人|家族|友人|担当|先週|昨日|今日|今朝|先日|先月|前回|今回|来週|明日|主治医|院長|故)(?=.)/;
const TITLE = /(?:様方|様宅|様|氏|君|殿|先生|医師|看護師|保健師|主任|係長|課長|部長|議員|市長|夫妻|夫婦|家)$/;
const GIVEN_APART = /^ ([\u4e00-\u9fff々]{1,3}|[ァ-ヴー]{2,4})(?![\u4e00-\u9fff々ァ-ヴー])/;
const WINDOW = 24;
const MOST_TOKENIZER_CALLS = 200;

/** Every stretch with some evidence of being a name. */
export function nameCandidates(folded: string, options: PersonalDataOptions): NameCandidate[] {
  const isName = boundedTokenizer(options);
  return Array.from(folded.matchAll(CHUNK)).flatMap((match) => {
    const lead = LEAD.exec(match[0])?.[0].length ?? 0;
    const start = match.index + lead;
    const found = readName(folded, start, match.index + match[0].length, isName);
    if (found === undefined) return [];
    const before = folded.slice(Math.max(0, start - WINDOW), start);
    const after = folded.slice(found.end, found.end + WINDOW);
    return [{ ...found, start, body: folded.slice(start, found.end), before, after }];
  });
}

interface Read {
  readonly end: number;
  readonly evidence: NameEvidence;
  readonly fullName: boolean;
}

function readName(
  folded: string,
  start: number,
  end: number,
  isName: (text: string) => number,
): Read | undefined {
  const whole = folded.slice(start, end);
  const title = TITLE.exec(whole)?.[0] ?? '';
  const body = title.length < whole.length ? whole.slice(0, whole.length - title.length) : whole;
  const bodyEnd = start + body.length;
  const known = surnameAtStart(body);
  if (known !== undefined) {
    const clear = known.strength === 'clear';
    const rest = body.slice(known.surname.length);
    if (isGiven(rest))
      return { end: bodyEnd, evidence: fullNameEvidence(known.surname, clear), fullName: true };
    if (rest === '') return withGivenAfter(folded, bodyEnd, clear);
  }
  return byTokenizer(body, bodyEnd, isName);
}

/** 「林太郎」 is also a given name and 「原チャ」 a word: one character needs a hint. */
function fullNameEvidence(surname: string, clear: boolean): NameEvidence {
  return clear || surname.length > 1 ? 'sure' : 'doubtful';
}

function isGiven(text: string): boolean {
  return isGivenInKanji(text) || isGivenInKatakana(text);
}

/** 「田中 正夫」, 「田中ゆうと」: the given name stands apart or in hiragana. */
function withGivenAfter(folded: string, surnameEnd: number, clear: boolean): Read {
  const given = givenAfter(folded.slice(surnameEnd, surnameEnd + 12));
  if (given === 0) return { end: surnameEnd, evidence: clear ? 'likely' : 'doubtful', fullName: false };
  return { end: surnameEnd + given, evidence: clear ? 'sure' : 'likely', fullName: true };
}

/** Length of the given name (and the blank before it) at the start of `rest`, 0 when there is none. */
function givenAfter(rest: string): number {
  const [whole = '', name = ''] = GIVEN_APART.exec(rest) ?? [];
  if (isGiven(name)) return whole.length;
  const blank = rest.startsWith(' ') ? 1 : 0;
  const length = [4, 3, 2].find((size) => isGivenInHiragana(rest.slice(blank, blank + size)));
  const given = length ?? unknownGivenInHiragana(rest.slice(blank));
  return given === 0 ? 0 : blank + given;
}

function byTokenizer(body: string, end: number, isName: (text: string) => number): Read | undefined {
  if (body.length < 2 || body.length > 7) return undefined;
  const parts = isName(body);
  if (parts === 0) return undefined;
  return { end, evidence: parts > 1 && body.length > 2 ? 'likely' : 'doubtful', fullName: parts > 1 };
}

/** Number of name tokens when the text is nothing but names, else 0. Bounded, for a text of 100,000 characters. */
function boundedTokenizer({ tokenize }: PersonalDataOptions): (text: string) => number {
  let calls = 0;
  return (text) => {
    if (tokenize === undefined || calls >= MOST_TOKENIZER_CALLS) return 0;
    calls += 1;
    const tokens = tokenize(text);
    return tokens.length > 0 && tokens.every((token) => token.personName === true) ? tokens.length : 0;
  };
}
