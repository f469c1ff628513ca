import { AppError } from '../../../errors';
import type { Pace, PromptCache, SpokenText } from '../ports';
import { PromptFiles } from './prompt-files';
import { promptKey } from './prompt-key';
import type { ReadingSynthesiser } from './reading-synthesiser';
import { Recent } from './recent';

/** In memory: about an hour of speech. */
const MEMORY_BYTES = 32 * 1024 * 1024;
/** Sentences of a season come back: files that nobody used for so long go. */
const UNUSED_MS = 30 * 24 * 3_600_000;

/** One thing that will be said sooner or later. */
export interface Prompt {
  readonly spoken: SpokenText;
  readonly pace: Pace;
}

/** What making prompts beforehand came to. */
export interface Warmed {
  readonly ready: number;
  readonly failed: number;
  /** Old files that were deleted. */
  readonly deleted: number;
  /** Of those that were made now, and only when the synthesiser can tell. */
  readonly misread: readonly Misread[];
}

/** A sentence that was not spoken as the kana of these words say. */
interface Misread {
  readonly text: string;
  readonly words: readonly string[];
}

/** Prompts that can be made before anybody calls. */
export interface WarmPrompts extends PromptCache {
  /** Makes what is not there yet, one after the other, behind the calls. Ends early when the synthesiser is unavailable or `isOver`; one
   *  prompt that cannot be made does not keep the others from it. */
  warm(
    prompts: readonly Prompt[],
    onProgress?: (done: number, of: number) => void,
    isOver?: () => boolean,
  ): Promise<Warmed>;
}

export interface DiskPromptCacheOptions {
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  /** `known`: only what is made beforehand goes to the disk. What is made for a call may hold the caller's number. */
  readonly keeps?: 'all' | 'known';
}

/** Speech by content, on disk, so that a restart does not make it anew, and the latest used in memory. Once all that is known is there,
 *  what nobody used for 30 days is deleted. */
export class DiskPromptCache implements WarmPrompts {
  private readonly recent = new Recent(MEMORY_BYTES);
  private readonly underWay = new Map<string, Promise<Buffer>>();
  private readonly files: PromptFiles;
  private readonly keeps: 'all' | 'known';

  constructor(
    folder: string,
    private readonly synthesiser: ReadingSynthesiser,
    { clock = Date.now, keeps = 'all' }: DiskPromptCacheOptions = {},
  ) {
    this.files = new PromptFiles(folder, clock);
    this.keeps = keeps;
  }

  get(spoken: SpokenText, pace: Pace): Promise<Buffer> {
    return this.made(spoken, pace);
  }

  peek(spoken: SpokenText, pace: Pace): Buffer | undefined {
    return this.read(this.key(spoken, pace));
  }

  async warm(
    prompts: readonly Prompt[],
    onProgress: (done: number, of: number) => void = () => undefined,
    isOver: () => boolean = () => false,
  ): Promise<Warmed> {
    let [ready, failed] = [0, 0];
    const misread: Misread[] = [];
    for (const { spoken, pace } of prompts) {
      if (isOver() || !this.synthesiser.available) break;
      const told = (words: readonly string[]) => misread.push({ text: spoken.text, words });
      try {
        const key = this.key(spoken, pace);
        if (!(await this.files.has(key))) await this.files.keep(key, await this.made(spoken, pace, told));
        ready += 1;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        failed += 1;
      }
      onProgress(ready + failed, prompts.length);
    }
    const deleted = ready === prompts.length ? await this.files.sweep(UNUSED_MS) : 0;
    return { ready, failed, deleted, misread };
  }

  private made(
    spoken: SpokenText,
    pace: Pace,
    onMisread?: (words: readonly string[]) => void,
  ): Promise<Buffer> {
    const key = this.key(spoken, pace);
    const cached = this.read(key);
    if (cached) return Promise.resolve(cached);
    const making =
      this.underWay.get(key) ?? this.make(key, () => this.synthesiser.synthesise(spoken, pace, onMisread));
    // A call awaits its sentences one after the other: one that fails before its turn must not end the process.
    making.catch(() => undefined);
    this.underWay.set(key, making);
    return making;
  }

  private key(spoken: SpokenText, pace: Pace): string {
    return promptKey(this.synthesiser.id, spoken, pace);
  }

  private read(key: string): Buffer | undefined {
    const known = this.recent.get(key);
    if (known) return known;
    const read = this.files.read(key);
    if (read) this.recent.set(key, read);
    return read;
  }

  private async make(key: string, synthesise: () => Promise<Buffer>): Promise<Buffer> {
    try {
      const made = await synthesise();
      this.recent.set(key, made);
      if (this.keeps === 'all') await this.files.keep(key, made);
      return made;
    } finally {
      this.underWay.delete(key);
    }
  }
}
