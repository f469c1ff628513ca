import type { Candidate, Evidence } from '../conversation/candidate';

const WORDS_SHOWN = 3;
/** Names of features that are no words: groups of the same meaning, kinds of question. */
const NO_WORD = /^[=#]/;

/** In Japanese, for staff: which words matched which phrasing. */
export function whyCandidate({ evidence }: Candidate): string {
  const [best] = ['word', 'reading', 'bigram', 'fuzzy', 'topic'].flatMap(
    (retriever) => evidence.find((one) => one.retriever === retriever && isTelling(one)) ?? [],
  );
  return best === undefined ? '前の質問からのつながり' : sentence(best);
}

function isTelling({ retriever, shared }: Evidence): boolean {
  return retriever === 'fuzzy' || shared.some((word) => !NO_WORD.test(word));
}

function sentence({ retriever, phrasing, shared }: Evidence): string {
  const words = shared
    .filter((word) => !NO_WORD.test(word))
    .slice(0, WORDS_SHOWN)
    .map((word) => `『${word}』`)
    .join('');
  if (retriever === 'fuzzy') return `言い方「${phrasing}」とほぼ同じ`;
  if (retriever === 'reading') return `${words}の読みが、言い方「${phrasing}」と一致`;
  return retriever === 'bigram'
    ? `文字の並び${words}が、言い方「${phrasing}」と一致`
    : `${words}が、言い方「${phrasing}」と一致`;
}
