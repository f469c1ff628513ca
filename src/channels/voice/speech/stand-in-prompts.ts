import { AppError } from '../../../errors';
import type { Pace, PromptCache, SpokenText } from '../ports';
import type { Prompt, Warmed, WarmPrompts } from './disk-prompt-cache';

/** A caller waits no longer for the wanted voice; in milliseconds. */
const PATIENCE_MS = 4_000;
/** While another speaks, the wanted voice is asked again this often. */
const ASK_AGAIN_MS = 10_000;

export interface StandInOptions {
  /** The voice that is wanted, usually a service's. */
  readonly wanted: WarmPrompts;
  /** The voice of this machine, which speaks while the wanted one cannot. */
  readonly standIn: PromptCache;
  /** Milliseconds. */
  readonly now: () => number;
  /** Who speaks from now on; once for each change. */
  readonly onChange: (speaks: 'wanted' | 'stand-in') => void;
  readonly patienceMs?: number;
  readonly askAgainMs?: number;
}

/** Nobody is left without a voice: another one speaks while the wanted one cannot. Each has a cache of its own, so that nothing the one
 *  said is ever played as the other's. Only the first caller waits for a dead service; later ones are answered at once, while the service
 *  is asked behind them. */
export class StandInPrompts implements WarmPrompts {
  /** When the wanted voice is asked again; undefined while it speaks. */
  private askAt: number | undefined;

  constructor(private readonly options: StandInOptions) {}

  peek(spoken: SpokenText, pace: Pace): Buffer | undefined {
    const { wanted, standIn } = this.options;
    const kept = wanted.peek(spoken, pace);
    if (kept !== undefined || this.askAt === undefined) return kept;
    this.askBehind(spoken, pace);
    return standIn.peek(spoken, pace);
  }

  get(spoken: SpokenText, pace: Pace): Promise<Buffer> {
    const getting = this.find(spoken, pace);
    // Sentences are awaited one after the other: one that fails before its turn must not end the process.
    getting.catch(() => undefined);
    return getting;
  }

  /** Only the wanted voice is made beforehand; the other is quick. */
  warm(
    prompts: readonly Prompt[],
    ...rest: [((done: number, of: number) => void)?, (() => boolean)?]
  ): Promise<Warmed> {
    return this.options.wanted.warm(prompts, ...rest);
  }

  private async find(spoken: SpokenText, pace: Pace): Promise<Buffer> {
    const { wanted, standIn, patienceMs = PATIENCE_MS } = this.options;
    if (this.askAt !== undefined) {
      const kept = wanted.peek(spoken, pace);
      if (kept !== undefined) return kept;
      this.askBehind(spoken, pace);
      return standIn.get(spoken, pace);
    }
    const asked = wanted.get(spoken, pace);
    const sound = await within(patienceMs, asked);
    if (sound !== undefined) return sound;
    this.fails();
    // The wanted voice may still come: then it speaks from the next sentence on.
    asked.then(
      () => this.works(),
      () => undefined,
    );
    return standIn.get(spoken, pace);
  }

  private askBehind(spoken: SpokenText, pace: Pace): void {
    const { wanted, now, askAgainMs = ASK_AGAIN_MS } = this.options;
    if (this.askAt === undefined || now() < this.askAt) return;
    this.askAt = now() + askAgainMs;
    wanted.get(spoken, pace).then(
      () => this.works(),
      () => undefined,
    );
  }

  private fails(): void {
    const { now, onChange, askAgainMs = ASK_AGAIN_MS } = this.options;
    if (this.askAt === undefined) onChange('stand-in');
    this.askAt = now() + askAgainMs;
  }

  private works(): void {
    if (this.askAt === undefined) return;
    this.askAt = undefined;
    this.options.onChange('wanted');
  }
}

/** Undefined when it cannot be made, or not in time. */
async function within(ms: number, making: Promise<Buffer>): Promise<Buffer | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), ms)));
  try {
    return await Promise.race([making, late]);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
