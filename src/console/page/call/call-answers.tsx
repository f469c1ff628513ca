import type { Suggestion } from '../../wire';
import { confidenceWords } from '../words';

interface CallAnswersProps {
  readonly suggestions: readonly Suggestion[];
  readonly at: number;
  readonly words: string;
  readonly failed: boolean;
  readonly searching: boolean;
  readonly onSelect: (at: number) => void;
}

/** Ranked answers; the arrow keys choose while the focus stays in the field. */
export function CallAnswers({ suggestions, at, words, failed, searching, onSelect }: CallAnswersProps) {
  return (
    <section class="call-answers" aria-label="回答の候補">
      <h3>回答の候補</h3>
      <p class="hint" role="status">
        {hintFor(words, failed, searching, suggestions.length)}
      </p>
      <ul id="call-answers" role="listbox" aria-label="回答の候補">
        {suggestions.map((suggestion, index) => (
          <li
            key={suggestion.entryId}
            id={`call-answer-${index}`}
            role="option"
            aria-selected={index === at}
            onClick={() => onSelect(index)}
          >
            <span class="row-subject">{suggestion.question}</span>
            <span class="card-why">
              <span class={suggestion.sure ? 'tag strong' : 'tag'}>{confidenceWords(suggestion)}</span>{' '}
              {suggestion.why}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function hintFor(words: string, failed: boolean, searching: boolean, count: number): string {
  if (words.trim() === '') return 'ことばを入れると、合う順に出ます。';
  if (failed) return 'いまは候補を出せません。つながりしだい、もう一度さがします。';
  if (count > 0) return `${count}件`;
  return searching ? 'さがしています…' : '合う回答はありません。Alt+0で「該当なし」を記録できます。';
}
