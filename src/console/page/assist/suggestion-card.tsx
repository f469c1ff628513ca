import type { Suggestion } from '../../wire';
import { Key } from '../frame/key';
import { confidenceWords } from '../words';

interface SuggestionCardProps {
  readonly suggestion: Suggestion;
  /** From 1; those up to 5 have a key. */
  readonly place: number;
  /** Absent when no answer is being written. */
  readonly onInsert?: ((suggestion: Suggestion) => void) | undefined;
}

/** One official answer: what it answers, why it is here, its words, and how to read it aloud. */
export function SuggestionCard({ suggestion, place, onInsert }: SuggestionCardProps) {
  const { question, why, answer, speak, venue, entryId, release, sure } = suggestion;
  return (
    <li class={sure ? 'card sure' : 'card'}>
      <h3>{question}</h3>
      <p class="card-why">
        <span class={sure ? 'tag strong' : 'tag'}>{confidenceWords(suggestion)}</span> {why}
      </p>
      <p class="card-answer">{answer}</p>
      <details>
        <summary>読み上げ文{venue && '・会場への行き方'}</summary>
        <p class="card-speak">{speak}</p>
        {venue && (
          <p class="card-speak">
            <strong>{venue.name}</strong>
            <br />
            {venue.script}
          </p>
        )}
      </details>
      <p class="card-foot">
        <span class="chip">
          {entryId}（版{release}）
        </span>
        {onInsert && (
          <button
            type="button"
            aria-keyshortcuts={place <= 5 ? `Alt+${place}` : undefined}
            onClick={() => onInsert(suggestion)}
          >
            差し込む<span class="hidden">：{question}</span> {place <= 5 && <Key name={`Alt+${place}`} />}
          </button>
        )}
      </p>
    </li>
  );
}
