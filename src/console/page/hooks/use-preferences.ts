import { useEffect, useState } from 'preact/hooks';
import { Memory } from '../memory';
import { readPreferences, writePreferences, type Preferences } from '../preferences';

const memory = (): Memory => new Memory(() => localStorage);

/** This browser's preferences, kept, and the colours set accordingly. */
export function usePreferences(): [Preferences, (change: Partial<Preferences>) => void] {
  const [kept] = useState(memory);
  const [preferences, setPreferences] = useState(() => readPreferences(kept));
  useEffect(() => {
    document.documentElement.dataset['theme'] = preferences.theme;
  }, [preferences.theme]);
  const change = (part: Partial<Preferences>): void => {
    const next = { ...preferences, ...part };
    writePreferences(kept, next);
    setPreferences(next);
  };
  return [preferences, change];
}
