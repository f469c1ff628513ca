import { setTimeout } from 'node:timers/promises';
import { waitUntil } from '../../helpers/wait-until';
import type { Said, ScriptedCall, Step } from '../calls';
import { frameEnergy } from '../../../src/channels/voice/audio/frame-energy';
import type { PromptCache } from '../../../src/channels/voice/ports';
import { Limit } from '../../../src/channels/voice/speech/limit';
import { HIKARI, OPERATOR, TRUNK, type Asterisk } from './asterisk';
import { callWithBaresip } from './baresip';
import { callDesk, operatorPhone, type Phone } from './phone';
import { sentencesMissing, type Sentence } from './sentence-heard';

const LOUD = 200 ** 2;
/** Calls that all begin at the same moment are more than a machine with other work answers in time. */
const oneRings = new Limit(1);
/** Longer than any breath of the desk. */
const QUIET_MS = 1_300;
/** Longer ago this process has looked only because it was held up, and then it has not heard whether the desk spoke. */
const LOOKED_MS = 100;
/** Comparing what was heard costs more than a look at the clock. */
const LISTENS_EVERY_MS = 400;
/** Who interrupts has heard as much. */
const INTO_IT_MS = 1_000;
/** So soon the desk is silent when the caller goes on. */
const CUT_OFF_MS = 500;
/** Until the desk begins to answer. */
const ANSWER_MS = 12_000;
/** Of one call, whatever happens in it. */
const CALL_MS = 150_000;

export interface MadeCall {
  readonly heard: Buffer;
  readonly failure: unknown;
}

export interface CallOptions {
  /** The caller's. */
  readonly number: string;
  /** What a step says. */
  readonly sound: (words: string) => Buffer;
  readonly sentencesIn: (said: Said) => readonly Sentence[];
  readonly prompts: PromptCache;
}

/** Makes one scripted call; never rejects. */
export async function makeCall(
  asterisk: Asterisk,
  call: ScriptedCall,
  options: CallOptions,
): Promise<MadeCall> {
  const { number, sound } = options;
  if (call.baresip !== undefined) return callOfBaresip(asterisk, number, sound(call.baresip));
  const phones: Phone[] = [];
  let failure: unknown;
  let phone: Phone | undefined;
  try {
    if (call.operator) phones.push(await operatorPhone(asterisk, OPERATOR, call.operator));
    phone = await oneRings.run(() => callDesk(asterisk, call.tones ? HIKARI : TRUNK, number));
    phones.push(phone);
    await new Caller(phone, call.tones === true, options).makes(call.steps);
    await phone.sip.hangUp();
  } catch (error) {
    failure = error;
    // A telephone that only disappears leaves its call standing.
    if (phone && !phone.sip.isOver) await phone.sip.hangUp().catch(() => undefined);
  }
  const heard = phone?.audio.heardSince() ?? Buffer.alloc(0);
  for (const each of phones) each.close();
  return { heard, failure };
}

async function callOfBaresip(asterisk: Asterisk, number: string, words: Buffer): Promise<MadeCall> {
  const says = Buffer.concat([quiet(5), words, quiet(25)]);
  return callWithBaresip(asterisk, { number, says }).then(
    (heard) => ({ heard, failure: undefined }),
    (failure: unknown) => ({ heard: Buffer.alloc(0), failure }),
  );
}

function quiet(seconds: number): Buffer {
  return Buffer.alloc(seconds * 8_000, 0xff);
}

/** Does what the script says, within a call's time. */
class Caller {
  private readonly end = performance.now() + CALL_MS;
  private readonly heard: Sentence[] = [];

  constructor(
    private readonly phone: Phone,
    private readonly tones: boolean,
    private readonly options: CallOptions,
  ) {}

  async makes(steps: readonly Step[]): Promise<void> {
    for (const step of steps) await ('hears' in step ? this.hears(step.hears) : this.does(step));
    await this.silence();
  }

  private async does(step: Exclude<Step, { hears: Said }>): Promise<void> {
    const { audio } = this.phone;
    await (step.interrupts ? this.interruption() : this.silence());
    if ('say' in step) audio.say(this.options.sound(step.say));
    else if (this.tones) audio.pressTone(step.press);
    else audio.pressEvent(step.press);
    await this.until('all is said', () => audio.hasSaidAll);
    // The desk's answer, before its silence counts again; what was begun while the caller still spoke is none.
    const said = performance.now() + CUT_OFF_MS;
    await this.until('an answer', () => this.lastLoud() > said || performance.now() - said > ANSWER_MS);
  }

  private async hears(said: Said): Promise<void> {
    this.heard.push(...this.options.sentencesIn(said));
    await this.until(`heard: ${JSON.stringify(said)}`, async () => {
      await setTimeout(LISTENS_EVERY_MS);
      const recording = this.phone.audio.heardSince();
      return (await sentencesMissing(recording, this.heard, this.options.prompts)).length === 0;
    });
  }

  /** Somewhat into what the desk is saying. */
  private async interruption(): Promise<void> {
    const from = performance.now();
    await this.until('the desk speaks', () => this.lastLoud() > from);
    await setTimeout(INTO_IT_MS);
  }

  /** The desk has spoken and is silent, or has hung up. */
  private async silence(): Promise<void> {
    let [quiet, looked] = [0, performance.now()];
    await this.until('the desk is silent', () => {
      const now = performance.now();
      const last = this.lastLoud();
      quiet = last === 0 || last > looked ? 0 : quiet + Math.min(now - looked, LOOKED_MS);
      looked = now;
      return this.phone.sip.isOver || quiet > QUIET_MS;
    });
  }

  private until(name: string, condition: () => boolean | Promise<boolean>): Promise<void> {
    return waitUntil(name, condition, Math.max(0, this.end - performance.now()));
  }

  /** When the desk was last heard, by the clock of `performance`; 0: never. */
  private lastLoud(): number {
    const { frames } = this.phone.audio;
    return frames.findLast(({ ulaw }) => frameEnergy(ulaw) > LOUD)?.at ?? 0;
  }
}
