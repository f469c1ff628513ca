import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { checkAudioHeader } from './audio-format';
import type { Connection } from './connection';
import { Segmenter, type Segment } from './segmenter';
import { Violation, type ClientMessage } from './usp-message';

const TICKS = 10_000;
/** Milliseconds of silence that end a phrase unless the client says otherwise. */
const SILENCE_MS = 650;
const CONTEXT = z.object({
  phraseDetection: z
    .object({
      conversation: z
        .object({ segmentation: z.object({ segmentationSilenceTimeoutMs: z.number() }).optional() })
        .optional(),
    })
    .optional(),
});

/** One turn of recognition: all audio under one request id. */
interface Turn {
  readonly requestId: string;
  readonly segmenter: Segmenter;
  /** Answers in the order of what was said. */
  work: Promise<void>;
}

/** The service's side of a recognition connection: turn.start, phrases as they are said, turn.end. */
export class RecognitionConnection {
  private turn: Turn | undefined;
  private silenceMs = SILENCE_MS;

  constructor(private readonly connection: Connection) {}

  receive({ path, requestId, body }: ClientMessage): void {
    const { record } = this.connection;
    if (path === 'speech.context') {
      record.context = JSON.parse(body.toString('utf8'));
      const read = CONTEXT.safeParse(record.context);
      const custom = read.data?.phraseDetection?.conversation?.segmentation?.segmentationSilenceTimeoutMs;
      this.silenceMs = custom ?? SILENCE_MS;
    } else if (path === 'audio') this.audio(requestId, body);
    else if (path !== 'speech.config' && path !== 'telemetry')
      throw new Violation(1002, `Unknown path ${path}.`);
  }

  private audio(requestId: string, body: Buffer): void {
    if (!this.connection.configured) throw new Violation(1002, 'Audio came before speech.config.');
    if (this.turn?.requestId !== requestId) {
      this.begin(requestId, body);
      return;
    }
    const { turn } = this;
    this.connection.record.audioBytes += body.length;
    if (this.connection.closesNow()) return;
    for (const segment of body.length === 0 ? turn.segmenter.end() : turn.segmenter.push(body))
      this.queue(turn, () => this.answer(turn, segment));
    if (body.length === 0) this.queue(turn, () => this.end(turn));
  }

  private begin(requestId: string, first: Buffer): void {
    const rest = checkAudioHeader(first);
    const segmenter = new Segmenter(this.silenceMs, this.connection.plan.initialSilenceMs);
    this.turn = { requestId, segmenter, work: Promise.resolve() };
    this.connection.say('turn.start', requestId, { context: { serviceTag: noDash() } });
    if (rest.length > 0) this.audio(requestId, rest);
  }

  private queue(turn: Turn, job: () => void | Promise<void>): void {
    turn.work = turn.work.then(job).catch(() => this.connection.close(1011, 'recognition failed'));
  }

  private async answer(turn: Turn, segment: Segment): Promise<void> {
    const say = (path: string, body: unknown) => this.connection.say(path, turn.requestId, body);
    if (segment.kind === 'start') say('speech.startDetected', { Offset: segment.atMs * TICKS });
    else if (segment.kind === 'hypothesis')
      // The words of a half-said phrase are nobody's business: clients must not depend on them.
      say('speech.hypothesis', {
        Text: 'えっと',
        ...span(segment.fromMs, segment.atMs),
        Id: noDash(),
        Channel: 0,
      });
    else if (segment.kind === 'silence')
      say('speech.phrase', {
        RecognitionStatus: 'InitialSilenceTimeout',
        ...span(0, segment.atMs),
        Id: noDash(),
      });
    else await this.phrase(turn, segment);
  }

  private async phrase(turn: Turn, segment: Extract<Segment, { kind: 'phrase' }>): Promise<void> {
    const { plan } = this.connection;
    const recognised = await plan.recognise(segment.ulaw);
    await setTimeout(plan.faults.recognitionDelayMs ?? 0);
    this.connection.heard(recognised?.text);
    const place = { Id: noDash(), Channel: 0, ...span(segment.fromMs, segment.toMs) };
    this.connection.say('speech.endDetected', turn.requestId, { Offset: segment.toMs * TICKS });
    const display = `${recognised?.text.replace(/。$/, '')}。`;
    const result = recognised
      ? { RecognitionStatus: 'Success', DisplayText: display, NBest: [best(recognised, display)] }
      : { RecognitionStatus: 'NoMatch' };
    this.connection.say('speech.phrase', turn.requestId, { ...place, ...result });
  }

  private end(turn: Turn): void {
    this.connection.finish(turn.requestId);
    this.connection.say('turn.end', turn.requestId, {});
  }
}

function best({ text, confidence }: { text: string; confidence: number }, display: string) {
  return { Confidence: confidence, Lexical: text, ITN: text, MaskedITN: text, Display: display };
}

function span(fromMs: number, toMs: number) {
  return { Offset: fromMs * TICKS, Duration: (toMs - fromMs) * TICKS };
}

function noDash(): string {
  return randomUUID().replaceAll('-', '').toUpperCase();
}
