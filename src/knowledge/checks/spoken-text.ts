import type { Check } from '../draft';
import { PLACEHOLDER } from '../placeholders';
import type { Problem } from '../problem';
import { entryStatements, otherStatements, type Statement } from './statements';

/** What a voice can read: kanji, kana, digits, 「、」「。」 and line ends. */
const UNSPEAKABLE = /[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〇0-9、。\n ]+/u;
const LATIN = /^[A-Za-zＡ-Ｚａ-ｚ]/;
/** More characters than this do not fit into one breath. */
const LONGEST_SENTENCE = 45;

/** A spoken answer has no symbols and no Latin letters, and its sentences fit into a breath. */
export const checkSpokenText: Check = (draft) =>
  [...entryStatements(draft), ...otherStatements(draft)]
    .filter(({ form }) => form === 'speak')
    .flatMap((statement) => [...symbols(statement), ...longSentences(statement)]);

function symbols({ text, at }: Statement): Problem[] {
  const rest = text.replace(PLACEHOLDER, (found) => ' '.repeat(found.length));
  const found = UNSPEAKABLE.exec(rest);
  if (!found) return [];
  const latin = LATIN.test(found[0]);
  return [
    {
      ...at(found.index),
      code: latin ? 'speak.latin' : 'speak.symbol',
      message: `電話の答え（speak）に、読み上げられない${latin ? '英字' : '記号'}「${found[0]}」があります`,
      hint: latin ? 'カタカナで書いてください（LINE → ライン）' : '言葉で書いてください（37.5℃ → 37度5分、3〜4日 → 3日から4日）',
      severity: 'error',
    },
  ];
}

function longSentences({ text, at }: Statement): Problem[] {
  const problems: Problem[] = [];
  for (const match of text.matchAll(/[^。\n]+/g)) {
    const length = match[0].replace(PLACEHOLDER, '').trim().length;
    if (length <= LONGEST_SENTENCE) continue;
    problems.push({
      ...at(match.index),
      code: 'speak.long-sentence',
      message: `電話の答え（speak）の一文が長すぎます（${length}字）`,
      hint: `一息で聞けるように、${LONGEST_SENTENCE}字までの文に分けてください`,
      severity: 'warning',
    });
  }
  return problems;
}
