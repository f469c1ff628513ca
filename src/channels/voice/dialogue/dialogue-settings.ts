import type { PromptKey } from '../../../conversation/voice-prompts';
import type { SpokenText } from '../ports';

/** How long things last, in milliseconds. Sources: ITU-T and the guides for older callers in docs/decisions/0023. */
export const LIMITS = {
  noInput: 7000,
  /** Silence between two portions of an answer means "go on". */
  goOn: 3000,
  interDigit: 3000,
  barge: 900,
  talk: 20_000,
  /** Of silence, while the caller waits for an answer to a sound. */
  unheard: 1800,
  /** Of silence, while the caller waits for an answer to words. */
  filler: 1500,
  /** Most answers come within this: a filler before would be cut off at its first syllable. */
  fillerAtLeast: 200,
  /** The end of a sound is known so much later, and so are the words that a hypothesis tells of. */
  lag: 300,
  /** Words are known so long after their sound at the latest. */
  words: 3000,
  /** Who goes on so soon after a question was taken as complete has only drawn breath. */
  breath: 1000,
  turn: 10_000,
  away: 3000,
  awayPerson: 10_000,
  ring: 25_000,
  announce: 60_000,
  offer: 180_000,
  /** Of one `say`, when playback is not reported: longer than any portion. */
  speech: 60_000,
} as const;

interface MenuQuestion {
  readonly name: string;
  /** What the key says to the bot: the entry's question, word for word. */
  readonly say: string;
}

export interface MenuTopic {
  readonly name: string;
  /** At most four. */
  readonly questions: readonly MenuQuestion[];
}

/** What the dialogue needs to know of the city and of this call. */
export interface DialogueSettings {
  readonly prompt: (key: PromptKey, values?: Readonly<Record<string, string>>) => readonly SpokenText[];
  /** At most four topics. */
  readonly menu: readonly MenuTopic[];
  readonly city: string;
  readonly demonstration: boolean;
  /** Whether anything can be recognised at all. */
  readonly hearing: boolean;
  /** Whether there is a person's telephone to ring. */
  readonly canTransfer: boolean;
  /** Last four digits of the caller's number; undefined: withheld. */
  readonly callerLast: string | undefined;
  /** The caller's number is a mobile one and the city sends short messages. */
  readonly canSendMap: boolean;
  /** Words that the bot takes as a wish for a person, and as leaving the queue. */
  readonly personWords: string;
  readonly cancelWords: string;
}
