import type { PromptKey } from '../../../conversation/voice-prompts';
import type { SpokenText } from '../ports';
import type { Effect, Wish } from './dialogue-effect';
import { LIMITS, type DialogueSettings } from './dialogue-settings';
import type { DialogueState, EndReason, Phase, TimerName } from './dialogue-state';

/** One step of the dialogue while it is being made: the next state and what is to be done. */
export class Draft {
  readonly effects: Effect[] = [];

  constructor(
    public state: DialogueState,
    /** Now, in milliseconds. */
    readonly at: number,
    readonly settings: DialogueSettings,
  ) {}

  get phase(): Phase {
    return this.state.phase;
  }

  set(change: Partial<DialogueState>): void {
    this.state = { ...this.state, ...change };
  }

  /** Another phase begins: what the earlier one waited for does not count any more. */
  go(phase: Phase): void {
    const { away, awayPerson, offer, speech } = this.state.due;
    const waits = ['connecting', 'ringing', 'queue'].includes(phase.name);
    const kept = { away, awayPerson, speech, ...(waits && { offer }) };
    const due = Object.fromEntries(Object.entries(kept).filter(([, at]) => at !== undefined));
    this.set({ phase, due });
  }

  /** `ms` from now. */
  timer(name: TimerName, ms: number): void {
    this.set({ due: { ...this.state.due, [name]: this.at + ms } });
  }

  /** When nothing has been heard for `ms`, neither of the desk nor of the caller; `atLeast` from now. */
  timerOfSilence(name: 'filler' | 'unheard', ms: number, atLeast = 0): void {
    this.timer(name, Math.max(atLeast, ms - silence(this.state, this.at)));
  }

  /** Until the caller is told that the desk is at work. */
  fillSilence(): void {
    this.timerOfSilence('filler', LIMITS.filler, LIMITS.fillerAtLeast);
  }

  stop(...names: readonly TimerName[]): void {
    const left = Object.entries(this.state.due).filter(([name]) => !names.includes(name as TimerName));
    this.set({ due: Object.fromEntries(left) });
  }

  prompt(key: PromptKey, values: Readonly<Record<string, string>> = {}): readonly SpokenText[] {
    return this.settings.prompt(key, values);
  }

  /** Says this instead of whatever is being said. `remember`: 「もう一度」 says it again. */
  say(pieces: readonly SpokenText[], remember = true): void {
    this.quiet();
    const { said, pace, loud } = this.state;
    const id = said + 1;
    this.effects.push({ kind: 'say', id, pieces, pace, loud });
    this.speaks(id, pieces);
    if (remember) this.set({ last: pieces });
  }

  hold(): void {
    this.quiet();
    const id = this.state.said + 1;
    this.effects.push({ kind: 'hold', id });
    this.speaks(id, []);
  }

  /** Nothing is said any more. */
  quiet(): void {
    const { speech } = this.state;
    if (speech === undefined) return;
    this.effects.push({ kind: 'flush' });
    if (!speech.paused) this.set({ heard: this.at });
    this.set({ speech: undefined });
    this.stop('speech', 'barge');
  }

  /** The call is over. */
  end(reason: EndReason): void {
    const phase = this.phase.name;
    this.set({ phase: { name: 'ended', reason }, speech: undefined, due: {} });
    this.effects.push({ kind: 'end', reason, phase });
  }

  private speaks(id: number, pieces: readonly SpokenText[]): void {
    this.set({ said: id, speech: { id, pieces, paused: false }, cut: undefined });
    this.stop('noInput', 'talk', 'unheard', 'filler');
    this.timer('speech', LIMITS.speech);
  }
}

/** How long nothing has been heard, neither of the desk nor of the caller; of no meaning while the desk speaks. */
export function silence({ heard, spoke }: DialogueState, at: number): number {
  return at - Math.max(heard, Math.min(spoke, at));
}

/** What the caller has got by now; hanging up then is no failure. */
export function reached({ got }: DialogueState): EndReason {
  if (got.person) return 'person';
  if (got.callback) return 'callback';
  if (got.message) return 'message';
  if (got.emergency) return 'emergency';
  return got.answered ? 'answered' : 'caller-hung-up';
}

/** What is on the worklist for the caller. */
export function wished({ got }: DialogueState): Wish['kind'] | undefined {
  if (got.callback) return 'callback';
  return got.message ? 'message' : undefined;
}
