import { z } from 'zod';
import type { Segmentation } from '../ports';
import type { SpeechSdk } from './azure-sdk';
import { azureConfig, type AzureSettings } from './azure-settings';

/** Milliseconds of silence that end what is said. */
const SILENCE_MS: Readonly<Record<Segmentation, number>> = { open: 500, short: 350 };
/** The SDK sends faster than twice real time only for this long (its own spelling): a replay must catch up. */
const UNTHROTTLED = { name: 'SPEECH-TransmitLengthBeforThrottleMs', ms: 35_000 };
const TICKS_PER_BYTE = 1_250;
const DETAILED = z.object({ NBest: z.array(z.object({ Confidence: z.number() })).min(1) });

/** Why a link is gone: `refused` when the service does not accept the key, `lost` for everything else. */
export type LinkEnd = 'refused' | 'lost';

export interface LinkListener {
  /** The service has accepted the connection. */
  readonly onOpen: () => void;
  readonly onHypothesis: (text: string) => void;
  /** `text` undefined: no words; `endByte` counts from the first byte written to this link. */
  readonly onFinal: (said: {
    readonly text: string | undefined;
    readonly confidence: number | undefined;
    readonly endByte: number;
    /** Nothing but silence was heard. */
    readonly silent: boolean;
  }) => void;
  /** Once; nothing comes afterwards. */
  readonly onEnd: (end: LinkEnd) => void;
}

/** One recogniser of the SDK from its start to its first failure: it never recovers from one, so a new link takes its place. */
export class AzureLink {
  private readonly recognizer;
  private readonly stream;
  private over = false;

  constructor(
    private readonly sdk: SpeechSdk,
    options: {
      readonly settings: AzureSettings;
      readonly segmentation: Segmentation;
      readonly phrases: readonly string[];
    },
    private readonly listener: LinkListener,
  ) {
    const config = azureConfig(sdk, options.settings);
    const silence = String(SILENCE_MS[options.segmentation]);
    config.setProperty(sdk.PropertyId.Speech_SegmentationSilenceTimeoutMs, silence);
    config.setProperty(UNTHROTTLED.name, String(UNTHROTTLED.ms));
    const format = sdk.AudioStreamFormat.getWaveFormat(8_000, 8, 1, sdk.AudioFormatTag.MuLaw);
    this.stream = sdk.AudioInputStream.createPushStream(format);
    this.recognizer = new sdk.SpeechRecognizer(config, sdk.AudioConfig.fromStreamInput(this.stream));
    sdk.PhraseListGrammar.fromRecognizer(this.recognizer).addPhrases([...options.phrases]);
    this.listen();
    // The SDK says that it has begun whether the service accepts or not: `connected` tells, and `canceled`.
    this.recognizer.startContinuousRecognitionAsync(undefined, () => this.end('lost'));
  }

  write(ulaw: Buffer): void {
    if (this.over) return;
    const bytes = new ArrayBuffer(ulaw.length);
    new Uint8Array(bytes).set(ulaw);
    this.stream.write(bytes);
  }

  /** Says nothing more. The SDK's own stop may never come back after a reconnect, so it is not waited for. */
  close(): void {
    if (this.over) return;
    this.over = true;
    const ignore = () => undefined;
    this.recognizer.close(ignore, ignore);
  }

  private listen(): void {
    const { sdk, recognizer, listener } = this;
    const alive = (job: () => void) => {
      if (!this.over) job();
    };
    sdk.Connection.fromRecognizer(recognizer).connected = () => alive(listener.onOpen);
    recognizer.recognizing = (_, { result }) =>
      alive(() => {
        if (result.text) listener.onHypothesis(result.text);
      });
    recognizer.recognized = (_, { result }) => alive(() => this.final(result));
    recognizer.canceled = (_, { errorDetails }) => this.end(isRefusal(errorDetails) ? 'refused' : 'lost');
  }

  private final(result: InstanceType<SpeechSdk['SpeechRecognitionResult']>): void {
    const { sdk } = this;
    const endByte = Math.round((result.offset + result.duration) / TICKS_PER_BYTE);
    const said = result.reason === sdk.ResultReason.RecognizedSpeech && Boolean(result.text);
    const silent =
      result.reason === sdk.ResultReason.NoMatch &&
      sdk.NoMatchDetails.fromResult(result).reason === sdk.NoMatchReason.InitialSilenceTimeout;
    this.listener.onFinal({
      text: said ? result.text : undefined,
      confidence: said ? confidenceOf(result.json) : undefined,
      endByte,
      silent,
    });
  }

  private end(end: LinkEnd): void {
    if (this.over) return;
    this.close();
    this.listener.onEnd(end);
  }
}

/** The details hold the address, which may hold the key: they are looked at, never kept. They may be an object instead of a text. */
function isRefusal(details: unknown): boolean {
  return typeof details === 'string' && /\b40[13]\b/.test(details);
}

function confidenceOf(json: string): number | undefined {
  try {
    return DETAILED.parse(JSON.parse(json)).NBest[0]?.Confidence;
  } catch {
    return undefined;
  }
}
