import { AppError } from '../../../errors';
import type { SpeechSdk } from './azure-sdk';

/** Where Azure Speech is: its region with a key, or the address of a Speech container, with or without a key. */
export interface AzureSettings {
  readonly key: string | undefined;
  /** Such as `japaneast`. */
  readonly region: string | undefined;
  /** Such as `ws://speech.city.example:5000`. */
  readonly host: string | undefined;
  /** Such as `ja-JP-KeitaNeural`: male, because elderly callers understand low voices better. */
  readonly voice: string;
}

/** The SDK's settings for this service. Throws `speech.unavailable` when neither region and key nor host are given. */
export function azureConfig(sdk: SpeechSdk, { key, region, host }: AzureSettings) {
  const config = host
    ? sdk.SpeechConfig.fromHost(new URL(host), key)
    : key && region
      ? sdk.SpeechConfig.fromSubscription(key, region)
      : undefined;
  if (!config)
    throw new AppError(
      'speech.unavailable',
      'Speech in the cloud needs SPEECH_KEY and SPEECH_REGION, or SPEECH_HOST.',
    );
  config.speechRecognitionLanguage = 'ja-JP';
  config.outputFormat = sdk.OutputFormat.Detailed;
  config.speechSynthesisOutputFormat = sdk.SpeechSynthesisOutputFormat.Raw8Khz8BitMonoMULaw;
  return config;
}
