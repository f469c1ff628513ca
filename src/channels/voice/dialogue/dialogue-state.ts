import type { Pace, SpokenText } from '../ports';
import type { Line } from './dialogue-event';

/** How a call ended. `silent`: nobody spoke or pressed although everything was offered; `failed`: the desk could not help at all. */
export type EndReason =
  'answered' | 'person' | 'callback' | 'message' | 'emergency' | 'caller-hung-up' | 'silent' | 'failed';

/** Where in the key menu: its topics, or the questions of one topic. */
export type MenuPlace = 'topics' | number;

export type Phase =
  | { readonly name: 'new' }
  /** Something is open: any question, or a key of the menu that was read out. */
  | { readonly name: 'greeting'; readonly menu: MenuPlace | undefined }
  | { readonly name: 'listening'; readonly menu: MenuPlace | undefined }
  | { readonly name: 'thinking'; readonly person: boolean; readonly fillers: number }
  /** `rest`: portions not yet said. */
  | {
      readonly name: 'answering';
      readonly rest: readonly (readonly SpokenText[])[];
      readonly map: boolean;
      /** How often this portion went on after a sound that cut it off. */
      readonly resumed: number;
    }
  | { readonly name: 'choosing'; readonly choices: readonly string[] }
  /** Saying that a person is being called. */
  | { readonly name: 'connecting'; readonly line: Line | undefined }
  | { readonly name: 'ringing'; readonly operatorId: string | undefined; readonly line: Line | undefined }
  | { readonly name: 'talking' }
  | { readonly name: 'queue'; readonly line: Line | undefined }
  /** Instead of waiting: a callback, a message, another question. */
  | { readonly name: 'offering'; readonly line: Line | undefined }
  | {
      readonly name: 'number';
      readonly step: 'own' | 'keying' | 'confirm';
      readonly digits: string;
      readonly line: Line | undefined;
    }
  | { readonly name: 'message'; readonly line: Line | undefined }
  /** `person`: a person is wanted as soon as the wish is taken, or is not. */
  | {
      readonly name: 'wishing';
      readonly wish: 'callback' | 'message';
      readonly line: Line | undefined;
      readonly person: boolean;
    }
  /** Saying goodbye; `person`: before a person is called. */
  | { readonly name: 'leaving'; readonly reason: EndReason | undefined; readonly person: boolean }
  | { readonly name: 'ended'; readonly reason: EndReason };

/** What is being said now. `paused`: the caller may be speaking. */
interface Speech {
  readonly id: number;
  /** None: the waiting sound. */
  readonly pieces: readonly SpokenText[];
  readonly paused: boolean;
}

export type TimerName =
  /** Playback should have been over long ago. */
  | 'speech'
  /** A sound while we speak is not speech after all. */
  | 'barge'
  | 'noInput'
  /** The caller has spoken long enough. */
  | 'talk'
  /** The caller has stopped, and nothing was recognised. */
  | 'unheard'
  | 'interDigit'
  | 'filler'
  | 'turn'
  | 'away'
  | 'awayPerson'
  | 'ring'
  | 'announce'
  | 'offer';

type Due = Readonly<Partial<Record<TimerName, number>>>;

/** Everything the dialogue knows of one call. */
export interface DialogueState {
  readonly phase: Phase;
  readonly speech: Speech | undefined;
  /** When each timer is due; the driver sends a `tick` at the earliest. */
  readonly due: Due;
  /** Numbers of the last `say` and of the last turn. */
  readonly said: number;
  readonly turn: number;
  readonly pace: Pace;
  /** The caller has asked for a louder voice. */
  readonly loud: boolean;
  readonly hearing: 'on' | 'away' | 'off';
  /** Silences and sounds without words in a row. */
  readonly failures: number;
  /** What 「もう一度」 says again. */
  readonly last: readonly SpokenText[];
  /** What the caller's voice has cut off, as long as nothing else was said. */
  readonly cut: readonly SpokenText[] | undefined;
  /** What an operator has written and the caller has not heard to its end. */
  readonly untold: readonly SpokenText[];
  /** When the caller last heard something of the desk. */
  readonly heard: number;
  /** When the caller was last heard, or pressed a key; Infinity: is heard now. */
  readonly spoke: number;
  /** The caller's last question in words, and when it was complete. */
  readonly asked: { readonly text: string; readonly at: number } | undefined;
  /** The beginning of what the caller is saying now: a question that was taken as complete, and they went on at once. */
  readonly begun: string;
  /** A key was pressed since recognition went away. */
  readonly keyed: boolean;
  /** When nobody answered last; undefined: nobody was rung yet. */
  readonly rang: number | undefined;
  readonly got: Readonly<Partial<Record<'answered' | 'person' | 'callback' | 'message' | 'emergency', true>>>;
}

export const NEW_CALL: DialogueState = {
  phase: { name: 'new' },
  speech: undefined,
  due: {},
  said: 0,
  turn: 0,
  pace: 'normal',
  loud: false,
  hearing: 'on',
  failures: 0,
  last: [],
  cut: undefined,
  untold: [],
  heard: -Infinity,
  spoke: -Infinity,
  asked: undefined,
  begun: '',
  keyed: false,
  rang: undefined,
  got: {},
};
