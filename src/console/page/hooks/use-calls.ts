import { useEffect, useState } from 'preact/hooks';
import type { Suggestion } from '../../wire';
import { randomKey } from '../random-key';
import { useSession } from '../session-context';
import { useSuggestions } from './use-suggestions';

/** One question at a time on the telephone. */
export function useCalls() {
  const session = useSession();
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const found = useSuggestions(words);
  const suggestions: readonly Suggestion[] = (words.trim() && found.answer?.suggestions) || [];
  const selected = suggestions[Math.min(at, suggestions.length - 1)];
  useEffect(() => setAt(0), [words]);
  const log = (answered: boolean): boolean => {
    const text = words.trim();
    // Late answers belong to other words: what was not yet there when the key was pressed is not logged as told.
    if (text === '' || (answered && (!selected || found.searching))) return false;
    const entry = answered ? selected : undefined;
    const release = entry?.release ?? session.me.release;
    const record = { key: randomKey(), text, release, ...(entry && { entryId: entry.entryId }) };
    session.calls.add(record, new Date(Date.now() + session.store.state.skewMs).toISOString());
    const told = entry ? `${entry.entryId}を案内（版${release}）` : '該当なし';
    session.notices.dispatch({ type: 'say', text: `記録しました：${told}`, urgent: false });
    setWords('');
    return true;
  };
  const key = (event: KeyboardEvent, press: (answered: boolean) => void): void => {
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt(Math.max(0, Math.min(suggestions.length - 1, at + step)));
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) press(true);
    else if (event.altKey && event.code === 'Digit0') press(false);
    else return;
    event.preventDefault();
  };
  return {
    words,
    setWords,
    at,
    select: setAt,
    suggestions,
    selected,
    searching: found.searching,
    failed: found.failed,
    log,
    key,
  };
}
