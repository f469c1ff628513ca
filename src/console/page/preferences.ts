import type { SendKey } from './ime';
import type { Memory } from './memory';

/** How this browser's operator likes it. Not the server's business. */
export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark';
  readonly sendKey: SendKey;
  /** Single letters as keys can be switched off (WCAG 2.1.4): speech input may type them. */
  readonly letterKeys: boolean;
  readonly sound: boolean;
  readonly notifications: boolean;
}

const DEFAULT_PREFERENCES: Preferences = {
  theme: 'system',
  sendKey: 'enter',
  letterKeys: true,
  sound: false,
  notifications: false,
};

const KEY = 'madoguchi-console';

export function readPreferences(memory: Memory): Preferences {
  return { ...DEFAULT_PREFERENCES, ...memory.read<Partial<Preferences>>(KEY, {}) };
}

export function writePreferences(memory: Memory, preferences: Preferences): void {
  memory.write(KEY, preferences);
}
