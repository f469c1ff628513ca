import { normalize } from '../language/normalize';
import type { Entry } from '../knowledge/entry';
import type { Pack } from '../knowledge/pack';

/** An entry that has what was typed, and where. */
export interface Begun {
  readonly entry: Entry;
  readonly why: string;
  /** It is an id or a category by name, not only words of it. */
  readonly named: boolean;
}

interface Searched {
  readonly entry: Entry;
  readonly question: string;
  readonly keywords: readonly string[];
  readonly phrasings: readonly string[];
}

const SHOWN = 5;

/** Finds entries by the beginning of a word, while it is typed: the matcher compares whole words and has little to say to 「駐」 or 「ちゅう」.
 *  Plain comparison of characters; kana finds its entries because citizens' hiragana phrasings are searched as well. */
export class PrefixSearch {
  private readonly searched: readonly Searched[];

  constructor(
    pack: Pack,
    readonly release: number,
  ) {
    this.searched = pack.entries.map((entry) => ({
      entry,
      question: normalize(entry.question),
      keywords: entry.keywords.map(normalize),
      phrasings: [...entry.phrasings, ...entry.situations].map(normalize),
    }));
  }

  /** At most five, best first. */
  find(typed: string): Begun[] {
    const text = normalize(typed);
    const id = typed.normalize('NFKC').trim().toLowerCase();
    if (text === '') return [];
    return this.searched
      .flatMap((one) => this.score(one, text, id) ?? [])
      .sort((a, b) => b.score - a.score)
      .slice(0, SHOWN)
      .map(({ begun }) => begun);
  }

  private score(one: Searched, text: string, id: string): { score: number; begun: Begun } | undefined {
    const { entry, question, keywords, phrasings } = one;
    const found = (score: number, why: string, named = false) => ({ score, begun: { entry, why, named } });
    if (entry.id === id) return found(100, `項目の名前「${entry.id}」`, true);
    if (/^[a-z][a-z.-]/.test(id) && entry.id.includes(id))
      return found(50, `項目の名前「${entry.id}」`, true);
    const share = phrasings.filter((phrasing) => phrasing.includes(text)).length / phrasings.length;
    if (normalize(entry.category) === text) return found(20 + share, `分類「${entry.category}」`, true);
    const keyword = keywords.find((word) => word.startsWith(text));
    if (keyword !== undefined) return found(10 + share, `大事な言葉「${keyword}」のはじめと一致`);
    if (question.includes(text)) return found(5 + share, `質問の文に「${text}」`);
    const phrasing = phrasings.find((words) => words.includes(text));
    return phrasing === undefined ? undefined : found(share, `言い方「${phrasing}」に「${text}」`);
  }
}
