import type { PromptKey } from '../../src/conversation/voice-prompts';
import type { EndReason } from '../../src/channels/voice/dialogue/dialogue-state';
import type { Key, Pace } from '../../src/channels/voice/ports';
import type { Operator } from './harness/phone';

/** What the caller does, or must hear before they go on. Who says or presses something listens first until the desk is silent, unless they
 *  interrupt; so does who hangs up at last. */
export type Step =
  | { readonly say: string; readonly interrupts?: true }
  | { readonly press: Key; readonly interrupts?: true }
  /** Heard after what was heard before; something else may come between. */
  | { readonly hears: Said };

/** Something of the desk's with all its sentences. */
export type Said = (
  | { readonly prompt: PromptKey }
  /** An entry's answer, up to the first pause. */
  | { readonly entry: string }
  /** Whether this entry's question was meant. */
  | { readonly confirms: string }
  /** What somebody must hear who says these words. */
  | { readonly danger: string }
) & {
  readonly pace?: Pace;
  /** Only its first sentence. */
  readonly begins?: true;
};

export interface ScriptedCall {
  readonly name: string;
  readonly steps: readonly Step[];
  /** How the call is on record. */
  readonly ends: EndReason;
  /** Keys as tones within the voice, as ひかり電話 sends them. */
  readonly tones?: true;
  readonly operator?: Operator;
  /** The telephone is baresip, which nobody here has made; it says these words some seconds after the desk has answered. */
  readonly baresip?: string;
}

/** Callers' words: an entry's question, in so many words, … */
export const ENTRIES = [
  'booking.how',
  'booking.cancel',
  'ticket.lost',
  'ticket.moved-in',
  'venue.parking',
  'day.bring',
];
/** … or what is said here. */
export const WORDS = {
  again: 'もう一度',
  slowly: 'ゆっくり',
  restart: '最初から',
  person: 'オペレーター',
  yes: 'はい',
  /** Near the entry day.bring, but not near enough to be answered without asking. */
  vague: '持っていくものを知りたい',
  danger: '胸が苦しいです',
} as const;
/** … or a sound that is nobody's question. */
export const NOISES = ['music', 'a crying child', 'two voices at once'] as const;
const { again, slowly, restart, person, yes, vague, danger } = WORDS;

const prompt = (key: PromptKey): Step => ({ hears: { prompt: key } });
const answer = (entry: string): Step => ({ hears: { entry } });
const interrupts = true;
/** By keys, from the greeting to the questions about bookings. */
const toBookings: readonly Step[] = [
  { press: '1', interrupts },
  prompt('menu'),
  { press: '1' },
  prompt('menu'),
  prompt('menuBack'),
];
const picksUp = { kind: 'picks-up', ringsMs: 500, talksMs: 3_000 } as const;

/** Every call is made over each way that audio can go. */
export const CALLS: readonly ScriptedCall[] = [
  {
    name: 'hears the greeting and hangs up',
    steps: [prompt('greeting'), prompt('open')],
    ends: 'caller-hung-up',
  },
  {
    name: 'asks in words',
    steps: [prompt('greeting'), prompt('open'), { say: 'booking.how' }, answer('booking.how')],
    ends: 'answered',
  },
  {
    name: 'asks in two sentences, with a pause between them',
    steps: [prompt('open'), { say: 'venue.parking' }, answer('venue.parking')],
    ends: 'answered',
  },
  {
    name: 'asks amid the greeting',
    steps: [{ say: 'booking.cancel', interrupts }, answer('booking.cancel')],
    ends: 'answered',
  },
  {
    name: 'asks amid the greeting, from elsewhere',
    steps: [{ say: 'ticket.moved-in', interrupts }, answer('ticket.moved-in')],
    ends: 'answered',
  },
  {
    name: 'asks with a telephone of somebody else’s make',
    baresip: 'day.bring',
    steps: [answer('day.bring')],
    ends: 'answered',
  },
  {
    name: 'asks two things',
    steps: [
      prompt('open'),
      { say: 'ticket.lost' },
      answer('ticket.lost'),
      { say: 'day.bring' },
      answer('day.bring'),
    ],
    ends: 'answered',
  },
  {
    name: 'interrupts an answer with another question',
    steps: [
      { say: 'booking.how', interrupts },
      { hears: { entry: 'booking.how', begins: true } },
      { say: 'day.bring', interrupts },
      answer('day.bring'),
    ],
    ends: 'answered',
  },
  {
    name: 'interrupts an answer with a key',
    steps: [
      { say: 'booking.how', interrupts },
      { hears: { entry: 'booking.how', begins: true } },
      { press: '3', interrupts },
      prompt('menu'),
    ],
    ends: 'answered',
  },
  {
    name: 'asks by keys',
    steps: [...toBookings, { press: '3' }, answer('booking.cancel')],
    ends: 'answered',
  },
  {
    name: 'asks by keys as tones',
    tones: true,
    steps: [...toBookings, { press: '2' }, answer('booking.change')],
    ends: 'answered',
  },
  {
    name: 'asks by keys without hearing the menu out',
    steps: [
      { press: '1', interrupts },
      { press: '2', interrupts },
      { press: '3', interrupts },
      answer('ticket.lost'),
    ],
    ends: 'answered',
  },
  {
    name: 'has the answer repeated by a key',
    steps: [prompt('open'), { say: 'day.bring' }, answer('day.bring'), { press: '9' }, answer('day.bring')],
    ends: 'answered',
  },
  {
    name: 'has it said again by words',
    steps: [prompt('greeting'), prompt('open'), { say: again }, prompt('greeting'), prompt('open')],
    ends: 'caller-hung-up',
  },
  {
    name: 'has it said slowly',
    steps: [
      { say: 'ticket.lost', interrupts },
      answer('ticket.lost'),
      { say: slowly },
      { hears: { prompt: 'slow', pace: 'slow' } },
      { hears: { entry: 'ticket.lost', pace: 'slow' } },
    ],
    ends: 'answered',
  },
  {
    name: 'begins again',
    steps: [{ say: 'day.bring', interrupts }, answer('day.bring'), { say: restart }, prompt('open')],
    ends: 'answered',
  },
  {
    name: 'is asked whether that was meant, and says yes',
    steps: [
      { say: vague, interrupts },
      { hears: { confirms: 'day.bring' } },
      { say: yes },
      answer('day.bring'),
    ],
    ends: 'answered',
  },
  {
    name: 'is asked whether that was meant, and presses yes',
    steps: [
      { say: vague, interrupts },
      { hears: { confirms: 'day.bring' } },
      { press: '1' },
      answer('day.bring'),
    ],
    ends: 'answered',
  },
  {
    name: 'is in danger',
    steps: [{ say: danger, interrupts }, { hears: { danger } }, prompt('emergencyAfter')],
    ends: 'emergency',
  },
  {
    name: 'presses a key that means nothing',
    steps: [{ press: '1', interrupts }, prompt('menu'), { press: '7' }, prompt('notHere'), prompt('menu')],
    ends: 'caller-hung-up',
  },
  {
    name: 'says nothing, however often asked, and gets a person',
    operator: picksUp,
    steps: [
      prompt('greeting'),
      prompt('open'),
      prompt('noInput'),
      prompt('menu'),
      prompt('connecting'),
      prompt('personEnds'),
    ],
    ends: 'person',
  },
  ...NOISES.map((noise): ScriptedCall => ({
    name: `has ${noise} in the room, and asks afterwards`,
    steps: [{ say: noise, interrupts }, { say: 'day.bring' }, answer('day.bring')],
    ends: 'answered',
  })),
  {
    name: 'is put through to a person by a key',
    operator: picksUp,
    steps: [{ press: '0', interrupts }, prompt('connecting'), prompt('personEnds')],
    ends: 'person',
  },
  {
    name: 'is put through to a person by words',
    operator: picksUp,
    steps: [{ say: person, interrupts }, prompt('connecting'), prompt('personEnds')],
    ends: 'person',
  },
  {
    name: 'hears that the person is engaged, and has a callback instead',
    operator: { kind: 'busy' },
    steps: [
      { press: '0', interrupts },
      prompt('connecting'),
      prompt('noAnswer'),
      prompt('holdOn'),
      // The sound of waiting never ends.
      { press: '1', interrupts },
      { press: '1' },
      prompt('callbackTaken'),
      prompt('goodbye'),
    ],
    ends: 'callback',
  },
];
