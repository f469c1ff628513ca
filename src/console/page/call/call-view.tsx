import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useCalls } from '../hooks/use-calls';
import { CallAnswers } from './call-answers';
import { CallLogList } from './call-log-list';
import { CallScript } from './call-script';
import { UnansweredList } from './unanswered-list';

/** An ordinary telephone call: type what the caller says, read the answer aloud, log it with one key, ready for the next. */
export function CallView() {
  const calls = useCalls();
  const field = useRef<HTMLInputElement>(null);
  const [logged, setLogged] = useState(0);
  // Before the browser paints: what is typed right after the key must not be lost.
  useLayoutEffect(() => field.current?.focus(), [logged]);
  const log = (answered: boolean): void => {
    if (calls.log(answered)) setLogged((count) => count + 1);
  };
  return (
    <main class="call" id="call" tabIndex={-1}>
      <h2 class="hidden">電話の応対</h2>
      <CallField field={field} calls={calls} onLog={log} />
      <CallAnswers
        suggestions={calls.suggestions}
        at={calls.at}
        words={calls.words}
        failed={calls.failed}
        searching={calls.searching}
        onSelect={calls.select}
      />
      <CallScript
        suggestion={calls.selected}
        words={calls.words}
        onAnswered={() => log(true)}
        onNothing={() => log(false)}
      />
      <div class="call-past">
        <CallLogList />
        <UnansweredList after={logged} />
      </div>
    </main>
  );
}

interface CallFieldProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly calls: ReturnType<typeof useCalls>;
  readonly onLog: (answered: boolean) => void;
}

function CallField({ field, calls, onLog }: CallFieldProps) {
  return (
    <div class="call-search">
      <label for="call-words">お電話の方のことば</label>
      <input
        id="call-words"
        ref={field}
        type="text"
        role="combobox"
        aria-expanded={calls.suggestions.length > 0}
        aria-controls="call-answers"
        aria-activedescendant={calls.selected && `call-answer-${calls.at}`}
        aria-describedby="call-hint"
        autocomplete="off"
        maxLength={300}
        placeholder="例：予約を変えたい"
        value={calls.words}
        onInput={(event) => calls.setWords(event.currentTarget.value)}
        onKeyDown={(event) => calls.key(event, onLog)}
      />
      <p id="call-hint" class="hint">
        ↑↓で選び、Ctrl+Enterで「案内した」、Alt+0で「該当なし」を記録します。記録すると、すぐ次のお電話に使えます。
      </p>
    </div>
  );
}
