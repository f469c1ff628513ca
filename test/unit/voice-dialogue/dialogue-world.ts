import type { Effect } from '../../../src/channels/voice/dialogue/dialogue-effect';
import type { DialogueEvent, HeardReply, Line } from '../../../src/channels/voice/dialogue/dialogue-event';
import type { DialogueSettings } from '../../../src/channels/voice/dialogue/dialogue-settings';
import { NEW_CALL, type DialogueState } from '../../../src/channels/voice/dialogue/dialogue-state';
import { reduce } from '../../../src/channels/voice/dialogue/reduce';
import type { SpokenText } from '../../../src/channels/voice/ports';

type WithoutTime<T> = T extends DialogueEvent ? Omit<T, 'at'> : never;
export type Happening = WithoutTime<DialogueEvent>;

const piece = (text: string): SpokenText => ({ text, readings: [] });

/** Prompts are their own names; values follow in brackets. */
export const SETTINGS: DialogueSettings = {
  prompt: (key, values = {}) => [piece([key, ...Object.values(values)].join(':'))],
  menu: [
    { name: '予約', questions: [{ name: '変更', say: '予約を変更できますか。' }] },
    { name: '会場', questions: [{ name: '場所', say: '会場はどこですか。' }] },
  ],
  city: '狛江市',
  demonstration: false,
  hearing: true,
  canTransfer: true,
  callerLast: '0001',
  canSendMap: false,
  personWords: 'オペレーター',
  cancelWords: '待つのをやめる',
};

export const OPEN: Line = { position: 1, wait: undefined, open: true, next: undefined };
export const CLOSED: Line = { position: 1, wait: undefined, open: false, next: '月曜日' };

export function reply(decision: string, text: string, choices: readonly string[] = []): HeardReply {
  return { pieces: text.split('|').map(piece), decision, choices };
}

/** A call whose clock is moved by hand; remembers all that was done. */
export class DialogueWorld {
  state: DialogueState = NEW_CALL;
  now = 0;
  readonly done: Effect[] = [];

  constructor(private readonly settings: DialogueSettings = SETTINGS) {}

  happens(event: Happening): readonly Effect[] {
    const step = reduce(this.state, { ...event, at: this.now }, this.settings);
    this.state = step.state;
    this.done.push(...step.effects);
    return step.effects;
  }

  /** What is being said is played to its end. */
  played(): readonly Effect[] {
    const { speech } = this.state;
    return speech === undefined ? [] : this.happens({ kind: 'said', id: speech.id });
  }

  /** Time passes; what is due on the way happens at its moment. */
  passes(ms: number): readonly Effect[] {
    const until = this.now + ms;
    const effects: Effect[] = [];
    for (let due = this.earliest(); due <= until; due = this.earliest()) {
      this.now = Math.max(this.now, due);
      effects.push(...this.happens({ kind: 'tick' }));
    }
    this.now = until;
    return effects;
  }

  earliest(): number {
    return Math.min(...Object.values(this.state.due), Infinity);
  }

  /** The bot answers the last words. */
  replies(
    replies: readonly HeardReply[],
    owner: 'bot' | 'queue' = 'bot',
    line: Line = OPEN,
  ): readonly Effect[] {
    return this.happens({ kind: 'replied', turn: this.state.turn, replies, owner, line });
  }

  get phase(): string {
    return this.state.phase.name;
  }
}

/** What of these effects is said, as one line. */
export function spoken(effects: readonly Effect[]): string {
  return effects
    .flatMap((effect) => (effect.kind === 'say' ? effect.pieces.map(({ text }) => text) : []))
    .join(' ');
}

export function kinds(effects: readonly Effect[]): string[] {
  return effects.map(({ kind }) => kind);
}

export const ANSWER = reply('answer', '一。|二。|三。|四。');
export const HANDOFF = [reply('handoff', '職員に。'), reply('dialog', '順番は。')];

/** Ready for a question. */
export function greeted(settings = SETTINGS): DialogueWorld {
  const world = new DialogueWorld(settings);
  world.happens({ kind: 'started' });
  world.played();
  return world;
}

/** In the queue. */
export function waiting(): DialogueWorld {
  const world = greeted();
  world.happens({ kind: 'key', key: '0' });
  world.replies(HANDOFF, 'queue');
  world.played();
  world.happens({ kind: 'transferred', outcome: 'busy' });
  return world;
}

/** A cough, a child, the television: the recogniser takes it for the beginning of words, and then there are none. */
export function noise(world: DialogueWorld): string {
  world.happens({ kind: 'speech-started' });
  world.passes(200);
  world.happens({ kind: 'hypothesis', text: 'ん' });
  world.passes(300);
  world.happens({ kind: 'speech-ended' });
  return spoken(world.passes(1500));
}

/** Amid the first portion of an answer. */
export function answered(answer = ANSWER): DialogueWorld {
  const world = greeted();
  world.happens({ kind: 'phrase', text: '予約', confidence: undefined });
  world.replies([answer]);
  return world;
}
