import type { Suggestion } from '../../wire';
import { Key } from '../frame/key';
import type { Found } from '../hooks/use-suggestions';
import { SuggestionCard } from './suggestion-card';

interface AssistPanelProps {
  readonly words: string;
  readonly onWords: (words: string) => void;
  readonly found: Found;
  /** Somebody is being talked to or looked at. */
  readonly talking: boolean;
  readonly onInsert?: ((suggestion: Suggestion) => void) | undefined;
}

/** Official answers: for the citizen's last words, or for what is typed here. */
export function AssistPanel({ words, onWords, found, talking, onInsert }: AssistPanelProps) {
  const suggestions = found.answer?.suggestions ?? [];
  return (
    <aside class="assist" id="assist" aria-label="回答の候補" tabIndex={-1}>
      <div class="search">
        <label for="search">
          回答をさがす <Key name="Alt+S" />
        </label>
        <input
          id="search"
          type="search"
          value={words}
          autocomplete="off"
          maxLength={300}
          placeholder="例：予約 変更"
          aria-keyshortcuts="Alt+S"
          onInput={(event) => onWords(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && !event.isComposing) onWords('');
          }}
        />
      </div>
      <h2 class="assist-title">{words.trim() ? 'さがした結果' : '市民の方のことばへの候補'}</h2>
      <p class="hint" role="status">
        {hintFor(found, words, talking)}
      </p>
      <ol class="cards">
        {suggestions.map((suggestion, index) => (
          <SuggestionCard
            key={suggestion.entryId}
            suggestion={suggestion}
            place={index + 1}
            onInsert={onInsert}
          />
        ))}
      </ol>
    </aside>
  );
}

function hintFor({ answer, failed }: Found, words: string, talking: boolean): string {
  if (failed) return 'いまは候補を出せません。つながりしだい、もう一度さがします。';
  if (!answer)
    return talking || words.trim()
      ? 'さがしています…'
      : '会話を選ぶと、市民の方のことばに合う回答がここに出ます。';
  if (answer.suggestions.length > 0) return `${answer.suggestions.length}件`;
  return '合う回答はありません。別のことばでさがすか、分かる人に引き継いでください。';
}
