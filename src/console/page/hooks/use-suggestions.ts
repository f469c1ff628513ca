import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Suggestions } from '../../wire';
import { Latest } from '../latest';
import { useSession } from '../session-context';
import { useStore } from './use-store';

/** Typing must have paused this long, ms. */
const PAUSE_MS = 60;

export interface Found {
  readonly answer: Suggestions | undefined;
  readonly searching: boolean;
  readonly failed: boolean;
}

/** Answers for what is typed; without words, for the citizen's last words in `conversationId`. Asked again when `after` changes. */
export function useSuggestions(words: string, conversationId?: string, after = 0): Found {
  const { api, store } = useSession();
  const [found, setFound] = useState<Found>({ answer: undefined, searching: false, failed: false });
  const back = useStore(store).link === 'open';
  const latest = useMemo(
    () =>
      new Latest<Suggestions>(
        PAUSE_MS,
        (answer) => setFound({ answer, searching: false, failed: false }),
        () => setFound({ answer: undefined, searching: false, failed: true }),
      ),
    [],
  );
  const text = words.trim();
  useEffect(() => {
    if (text === '' && conversationId === undefined) {
      latest.cancel();
      setFound({ answer: undefined, searching: false, failed: false });
      return;
    }
    setFound((before) => ({ ...before, searching: true }));
    latest.ask((signal) =>
      text === '' ? api.suggestions(conversationId ?? '', signal) : api.search(text, signal),
    );
  }, [text, conversationId, after, back, api, latest]);
  useEffect(() => () => latest.cancel(), [latest]);
  return found;
}
