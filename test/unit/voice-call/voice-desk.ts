import { handoffWording } from '../../../src/answering/handoff-wording';
import { buildBot } from '../../../src/build-bot';
import { FRAME_BYTES, type Pace, type PromptCache, type SpokenText } from '../../../src/channels/voice/ports';
import { AppError } from '../../../src/errors';
import { HandoffService } from '../../../src/handoff/handoff-service';
import { openVoice, type OpenVoice } from '../../../src/open-voice';
import { personalDataMask, personalDataOriginal } from '../../../src/personal-data-mask';
import type { Db } from '../../../src/storage/db';
import { ConversationStore } from '../../../src/transcript/conversation-store';
import { SealedOriginals } from '../../../src/transcript/sealed-originals';
import { TurnRunner } from '../../../src/transcript/turn-runner';
import { OPENING, type RealDesk } from '../../helpers/real-desk';
import { silent } from '../../helpers/test-database';
import { waitUntil } from '../../helpers/wait-until';
import { MemoryControl, MemoryMedia, ScriptedRecogniser } from './memory-call';
import { VirtualClock } from './virtual-clock';

const SECRET = 'a-secret-of-the-tests-that-is-long-enough';

/** "Synthesises" so that what was heard can be read again: each text has a byte of its own, half a second long. */
class SpelledPrompts implements PromptCache {
  broken = false;
  private readonly texts: string[] = [];

  get(spoken: SpokenText, pace: Pace): Promise<Buffer> {
    if (this.broken) return Promise.reject(new AppError('input.invalid', 'no voice today'));
    return Promise.resolve(this.sound(spoken, pace));
  }

  peek(): Buffer | undefined {
    return undefined;
  }

  /** What these frames said, in order. */
  read(frames: readonly Buffer[]): string[] {
    const bytes = frames.map(([first = 0xff, second = 0]) => (first === 0xff ? -1 : first * 256 + second));
    return bytes.flatMap((byte, i) => (byte >= 0 && byte !== bytes[i - 1] ? [this.texts[byte] ?? '?'] : []));
  }

  private sound({ text }: SpokenText, pace: Pace): Buffer {
    const words = pace === 'slow' ? `${text}（ゆっくり）` : text;
    if (!this.texts.includes(words)) this.texts.push(words);
    const n = this.texts.indexOf(words);
    const frame = Buffer.alloc(FRAME_BYTES, n % 256)
      .fill(Math.floor(n / 256), 0, 1)
      .fill(n % 256, 1, 2);
    return Buffer.concat(Array.from({ length: 25 }, () => frame));
  }
}

export interface VoiceDeskOptions {
  readonly operatorAddress?: string | undefined;
  readonly hearing?: boolean;
  readonly now?: number;
  readonly sendSms?: (to: string, text: string) => Promise<void>;
}

/** One node with the real bot, store, turns and queue, and calls without a network. */
export class VoiceDesk {
  readonly clock = new VirtualClock();
  readonly prompts = new SpelledPrompts();
  readonly conversations: ConversationStore;
  readonly originals: SealedOriginals;
  readonly handoff: HandoffService;
  private readonly turns: TurnRunner;
  private voice: OpenVoice | undefined;
  /** What the next frame of the caller shows. */
  readonly sound: ('speech-started' | 'speech-ended')[] = [];
  /** The bot is at work: a call's time stands still, so that a slow machine is no slow bot. */
  asked = false;

  constructor(
    private readonly real: RealDesk,
    readonly db: Db,
    private readonly options: VoiceDeskOptions = {},
  ) {
    const { desk } = real;
    const clock = (): number => options.now ?? OPENING;
    this.originals = new SealedOriginals({ db, city: 'komae', secret: SECRET });
    const conversations = (this.conversations = new ConversationStore(db, 'komae', clock, this.originals));
    const find = conversations.find.bind(conversations);
    // A call asks who has the word as soon as it has the reply.
    conversations.find = (id) => find(id).finally(() => void (this.asked = false));
    const wording = handoffWording(() => desk.pack);
    const handoff = (this.handoff = new HandoffService({
      db,
      city: 'komae',
      clock,
      hours: desk.pack.hours,
      conversations,
      wording,
    }));
    const bot = { id: 'madoguchi', name: '窓口' };
    const brain = buildBot({ desk, db, clock, bot, logger: silent, handoff });
    this.turns = new TurnRunner({
      store: conversations,
      logger: silent,
      run: brain.run,
      giveUp: brain.apologize,
    });
  }

  readonly captions: string[] = [];

  async call(callerNumber?: string): Promise<TestCall> {
    const { real, db, options, conversations, handoff } = this;
    await this.turns.start();
    const recogniser = new ScriptedRecogniser(options.hearing ?? true);
    const voice = await openVoice({
      ...{
        db,
        desk: real.desk,
        tokenizer: real.tokenizer,
        clock: () => options.now ?? OPENING,
        logger: silent,
      },
      ...{ secret: SECRET, conversations, handoff, recogniser, prompts: this.prompts, callClock: this.clock },
      wake: (id) => {
        this.asked = true;
        this.turns.wake(id);
      },
      mask: personalDataMask(real.desk.pack, real.tokenizer),
      originalOf: personalDataOriginal(real.desk.pack, real.tokenizer),
      operatorAddress: options.operatorAddress,
      callsDays: 90,
      voiceActivity: () => ({
        heard: () => this.sound.splice(0)[0],
        played: () => undefined,
        words: (frame) => [frame],
      }),
      sendSms: options.sendSms,
    });
    this.voice = voice;
    const media = new MemoryMedia(this.clock);
    const control = new MemoryControl(callerNumber, media);
    voice.take({ media, control, captions: ({ by, text }) => void this.captions.push(`${by}: ${text}`) });
    return new TestCall(this, media, control, recogniser);
  }

  async close(): Promise<void> {
    const closing = this.voice?.close();
    await closing;
    await this.turns.stop();
  }

  running(): number {
    return this.voice?.running() ?? 0;
  }
}

/** The caller, and what they hear. */
export class TestCall {
  private from = 0;

  constructor(
    private readonly desk: VoiceDesk,
    readonly media: MemoryMedia,
    readonly control: MemoryControl,
    readonly recogniser: ScriptedRecogniser,
  ) {}

  /** Everything heard so far, sentence by sentence. */
  heard(): string {
    return this.desk.prompts.read(this.media.heard.slice(this.from)).join('');
  }

  /** From here on only what is new counts. */
  forget(): void {
    this.from = this.media.heard.length;
  }

  says(text: string): void {
    this.forget();
    this.recogniser.says(text);
  }

  /** A sound that may be speech begins, or has ended. */
  sounds(what: 'speech-started' | 'speech-ended'): void {
    this.desk.sound.push(what);
    this.media.speak(Buffer.alloc(FRAME_BYTES, 0xff));
  }

  press(...keys: readonly Parameters<MemoryMedia['press']>[0][]): void {
    this.forget();
    for (const key of keys) this.media.press(key);
  }

  /** Time goes on until this is so. */
  async until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
    await waitUntil(what, async () => {
      if (!this.desk.asked) await this.desk.clock.passes(200);
      return isSo();
    });
  }

  async hears(...sentences: readonly string[]): Promise<void> {
    await this.until(`the caller hears ${sentences.join(' ')}`, () =>
      sentences.every((one) => this.heard().includes(one)),
    );
  }

  async record(): Promise<
    | { end_reason: string | null; end_phase: string | null; transfers: string[]; caller_hash: string | null }
    | undefined
  > {
    const [row] = await this.desk.db.query<{
      end_reason: string;
      end_phase: string;
      transfers: string[];
      caller_hash: string;
    }>(
      'select end_reason, end_phase, transfers, caller_hash from voice_call order by started_at desc limit 1',
    );
    return row;
  }

  /** Ended, and on record. */
  async ends(): Promise<{ end_reason: string | null; end_phase: string | null }> {
    await this.until(
      'the call is over',
      async () => this.desk.running() === 0 && (await this.record())?.end_reason != null,
    );
    return (await this.record()) ?? { end_reason: null, end_phase: null };
  }
}
