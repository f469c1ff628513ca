import { AppError } from '../../../errors';
import type { Pace, SpokenText } from '../ports';
import { downsample } from './downsample';
import { firstSpeed } from './first-speed';
import { Limit } from './limit';
import { encodeMulaw, SILENCE } from '../audio/mulaw';
import {
  findOpenJTalk,
  INSTALL_OPEN_JTALK,
  rehearseLine,
  speakLine,
  type OpenJTalkFiles,
} from './open-jtalk';
import { paceRange } from './pace-range';
import { countMorae } from './phonemes';
import { cutAtReadings, misread, writings, type Piece } from './reading-forms';
import type { ReadingSynthesiser } from './reading-synthesiser';
import { sentencesOf } from './sentences';
import { cutOut, secondsOf, shorterPauses, type Stretch } from './shorter-pauses';
import { trimSilence } from './trim-silence';
import { readWav } from './wav';

/** Programs at once: the calls need the rest of the machine. */
const AT_ONCE = 2;
/** Mora a second grow with about the 2.7th root of the program's speed; a smaller step, because with the whole one some sentences swing between
 *  too slow and too fast. */
const STEP = 1.6;
/** Rehearsals of one sentence, at most: a wrong reading or pace is tried again. */
const REHEARSALS = 8;
/** µ-law. */
/** Longest pause within a sentence, in seconds. */
const PAUSE: Readonly<Record<Pace, number>> = { normal: 0.4, slow: 0.6 };
/** Before the first phoneme and after the last, in seconds. */
const MARGIN = 0.03;
/** Silence between two sentences, in samples. */
const BREATH: Readonly<Record<Pace, number>> = { normal: 3_200, slow: 4_800 };

/** How one sentence is going to be spoken. */
export interface Rehearsed {
  /** The sentence in the spelling that is read right. */
  readonly line: string;
  readonly speed: number;
  readonly moraPerSecond: number;
  readonly seconds: number;
  /** What is kept of the sound. */
  readonly stretches: readonly Stretch[];
  /** Of the whole sentence, `pau` where it pauses. */
  readonly phonemes: readonly string[];
  /** How many times it was tried. */
  readonly rehearsals: number;
  /** Words that are not read as their kana say, in any spelling. */
  readonly misread: readonly string[];
}

/** Speech without any cloud: Debian's Open JTalk, which speaks Japanese with a male voice. What it says it spoke is checked against the
 *  readings, and its speed is set by what was measured, sentence by sentence. */
export class OpenJTalkSynthesiser implements ReadingSynthesiser {
  readonly id: string;
  private readonly limit = new Limit(AT_ONCE);

  constructor(private readonly files: OpenJTalkFiles | null = findOpenJTalk() ?? null) {
    this.id = files ? 'open-jtalk-2:nitech-jp-atr503-m001' : 'none';
  }

  get available(): boolean {
    return this.files !== null;
  }

  async synthesise(
    spoken: SpokenText,
    pace: Pace,
    onMisread: (words: readonly string[]) => void = () => undefined,
  ): Promise<Buffer> {
    const sentences: Buffer[] = [];
    for (const sentence of sentencesOf(spoken.text)) {
      const rehearsed = await this.rehearse(sentence, spoken.readings, pace);
      if (rehearsed.misread.length > 0) onMisread(rehearsed.misread);
      if (sentences.length > 0) sentences.push(Buffer.alloc(BREATH[pace], SILENCE));
      sentences.push(await this.speak(rehearsed));
    }
    return Buffer.concat(sentences);
  }

  /** What is going to be said and how fast, without the sound. Throws `speech.unavailable`. */
  rehearse(sentence: string, readings: SpokenText['readings'], pace: Pace): Promise<Rehearsed> {
    const files = this.installed();
    return this.limit.run(() => rehearse(files, cutAtReadings(sentence, readings), pace));
  }

  private async speak({ line, speed, stretches }: Rehearsed): Promise<Buffer> {
    const { samples, rate } = readWav(await this.limit.run(() => speakLine(this.installed(), line, speed)));
    return encodeMulaw(trimSilence(downsample(cutOut(samples, rate, stretches, MARGIN), rate)));
  }

  private installed(): OpenJTalkFiles {
    if (this.files) return this.files;
    throw new AppError('speech.unavailable', `Open JTalk is not installed: ${INSTALL_OPEN_JTALK}`);
  }
}

/** Listens to the trace, and tries again with another spelling or another speed until both are right. */
async function rehearse(files: OpenJTalkFiles, pieces: readonly Piece[], pace: Pace): Promise<Rehearsed> {
  const spelling = new Map<Piece, number>();
  let speed = firstSpeed(pieces.map(({ text }) => text).join(''), pace);
  for (let run = 1; ; run++) {
    const line = pieces.map((piece) => writings(piece)[spelling.get(piece) ?? 0] ?? piece.text).join('');
    const trace = await rehearseLine(files, line, speed);
    const phonemes = trace.map(({ name }) => name);
    const stretches = shorterPauses(trace, PAUSE[pace]);
    const seconds = secondsOf(stretches);
    const wrong = misread(pieces, phonemes);
    const morae = countMorae(phonemes);
    const moraPerSecond = morae / Math.max(0.1, seconds);
    const { aim, least, most } = paceRange(pace, morae);
    const respell = wrong.filter((piece) => (spelling.get(piece) ?? 0) + 1 < writings(piece).length);
    const paced = moraPerSecond >= least && moraPerSecond <= most;
    if ((paced && respell.length === 0) || run === REHEARSALS)
      return {
        ...{ line, speed, moraPerSecond, seconds, stretches, phonemes },
        ...{ rehearsals: run, misread: wrong.map(({ text }) => text) },
      };
    for (const piece of respell) spelling.set(piece, (spelling.get(piece) ?? 0) + 1);
    if (!paced) speed *= (aim / moraPerSecond) ** STEP;
  }
}
