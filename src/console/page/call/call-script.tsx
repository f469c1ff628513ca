import type { Suggestion } from '../../wire';
import { Key } from '../frame/key';

interface CallScriptProps {
  readonly suggestion: Suggestion | undefined;
  readonly words: string;
  readonly onAnswered: () => void;
  readonly onNothing: () => void;
}

/** What to read aloud, large, and how to log it. */
export function CallScript({ suggestion, words, onAnswered, onNothing }: CallScriptProps) {
  return (
    <section class="call-script" aria-label="読み上げ文">
      {suggestion ? (
        <>
          <h3>{suggestion.question}</h3>
          <p class="script">{suggestion.speak}</p>
          {suggestion.venue && (
            <p class="script venue">
              <strong>{suggestion.venue.name}</strong>
              <br />
              {suggestion.venue.script}
            </p>
          )}
          <details>
            <summary>文字の回答を見る</summary>
            <p class="card-answer">{suggestion.answer}</p>
          </details>
        </>
      ) : (
        <p class="hint">選んだ回答の読み上げ文が、ここに大きく出ます。</p>
      )}
      <p class="acts">
        <button
          type="button"
          class="primary"
          aria-keyshortcuts="Control+Enter"
          disabled={!suggestion}
          onClick={onAnswered}
        >
          {suggestion ? `${suggestion.entryId} を案内（版${suggestion.release}）` : '案内した'}{' '}
          <Key name="Ctrl+Enter" />
        </button>
        <button type="button" aria-keyshortcuts="Alt+0" disabled={words.trim() === ''} onClick={onNothing}>
          該当なし <Key name="Alt+0" />
        </button>
      </p>
    </section>
  );
}
