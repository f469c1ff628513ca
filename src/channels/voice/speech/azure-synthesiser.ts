import { AppError } from '../../../errors';
import type { Pace, SpokenText, Synthesiser } from '../ports';
import type { SpeechSdk } from './azure-sdk';
import { azureConfig, type AzureSettings } from './azure-settings';
import { Limit } from './limit';
import { decodeMulaw, encodeMulaw } from '../audio/mulaw';
import { countMorae, kanaPhonemes } from './phonemes';
import { ssml } from './ssml';
import { trimSilence } from './trim-silence';

const AT_ONCE = 2;
const TIMEOUT_MS = 15_000;
const BYTES_PER_SECOND = 8_000;
/** A sentence in kana, to learn how fast a voice speaks by itself. */
const MEASURE: SpokenText = {
  text: 'よやくには、かいじょうのなまえと、おなまえをおしらせください。',
  readings: [],
};
const MEASURE_MORAE = countMorae(kanaPhonemes(MEASURE.text));
/** Mora a second that are wanted, pauses included. */
const AIM: Readonly<Record<Pace, number>> = { normal: 5, slow: 4.17 };
/** Services take rates from half to double speed. */
const SLOWEST_PERCENT = -50;
const FASTEST_PERCENT = 100;

/** Azure's neural voices, or a container's, straight to telephone audio. Its own speed is measured once, with a sentence of known length. */
export class AzureSynthesiser implements Synthesiser {
  readonly available = true;
  readonly id: string;
  private readonly limit = new Limit(AT_ONCE);
  private natural: Promise<number> | undefined;

  constructor(
    private readonly sdk: SpeechSdk,
    private readonly settings: AzureSettings,
  ) {
    this.id = `azure-1:${settings.voice}`;
  }

  synthesise(spoken: SpokenText, pace: Pace): Promise<Buffer> {
    return this.limit.run(async () => {
      const percent = Math.round((AIM[pace] / (await this.naturalPace()) - 1) * 100);
      return this.speak(spoken, Math.max(SLOWEST_PERCENT, Math.min(FASTEST_PERCENT, percent)));
    });
  }

  /** Mora a second of the voice when it is not told anything; asked again when it could not be learned. */
  private naturalPace(): Promise<number> {
    this.natural ??= this.speak(MEASURE, 0).then(
      (ulaw) => MEASURE_MORAE / (ulaw.length / BYTES_PER_SECOND),
      (error: unknown) => {
        this.natural = undefined;
        throw error;
      },
    );
    return this.natural;
  }

  private async speak(spoken: SpokenText, percent: number): Promise<Buffer> {
    const ulaw = await this.request(ssml(spoken, this.settings.voice, percent));
    return encodeMulaw(trimSilence(decodeMulaw(ulaw)));
  }

  private request(document: string): Promise<Uint8Array> {
    const { sdk } = this;
    // No loudspeaker: the audio is taken from the result.
    const synthesizer = new sdk.SpeechSynthesizer(azureConfig(sdk, this.settings), null);
    return new Promise<Uint8Array>((resolve, reject) => {
      const fail = (why: string) => reject(unavailable(why));
      const timer = setTimeout(() => fail(`nothing came for ${TIMEOUT_MS} ms`), TIMEOUT_MS);
      synthesizer.speakSsmlAsync(
        document,
        (result) => {
          clearTimeout(timer);
          const whole = result.reason === sdk.ResultReason.SynthesizingAudioCompleted;
          if (whole && result.audioData.byteLength > 0) resolve(new Uint8Array(result.audioData));
          else fail('it broke off');
        },
        () => {
          clearTimeout(timer);
          fail('it refused');
        },
      );
    }).finally(() => synthesizer.close());
  }
}

/** The SDK's own words are left out: they hold the address, which may hold the key. */
function unavailable(why: string): AppError {
  return new AppError(
    'speech.unavailable',
    `The speech service made no sound: ${why}. Check SPEECH_KEY, SPEECH_REGION and SPEECH_HOST, and whether it can be reached.`,
  );
}
