import { useState } from 'preact/hooks';
import type { Suggestion } from '../../wire';
import { focusComposer } from '../focus';
import { useSession } from '../session-context';
import { useStore } from './use-store';
import { useSuggestions } from './use-suggestions';

/** The answers beside the conversation in the middle, and how they get into its answer. */
export function useAssist() {
  const session = useSession();
  const { current, talks } = useStore(session.store);
  const [words, setWords] = useState('');
  const messages = (current === undefined ? undefined : talks.get(current)?.messages) ?? [];
  const lastWords = messages.findLast(({ author }) => author === 'citizen')?.seq ?? 0;
  const found = useSuggestions(words, current, lastWords);
  const row = session.row(current);
  const writing = current !== undefined && row?.state === 'active' && session.leads(current);
  /** On the telephone the words are read out: they are written to be heard. */
  const insert = (suggestion: Suggestion | undefined): void => {
    if (!suggestion) return;
    const text = row?.channel === 'voice' ? suggestion.speak : suggestion.answer;
    if (!session.insert(text, suggestion)) return;
    setWords('');
    session.notices.dispatch({
      type: 'say',
      text: `${suggestion.question}を差し込みました。`,
      urgent: false,
    });
    focusComposer();
  };
  return {
    words,
    setWords,
    found,
    talking: current !== undefined,
    insert,
    onInsert: writing ? insert : undefined,
    /** The one behind Alt+1 … Alt+5. */
    insertPlace: (place: number): void => insert(found.answer?.suggestions[place - 1]),
  };
}
