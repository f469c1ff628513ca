import type { RecognitionSession, Recogniser } from '../ports';
import { AzureLink } from './azure-link';
import type { SpeechSdk } from './azure-sdk';
import { AzureSession, SESSION_TIMING, type SessionTiming } from './azure-session';
import { azureConfig, type AzureSettings } from './azure-settings';

/** Azure Speech, or its container in the city's own rooms, listening to Japanese. `phrases`: names and terms that callers use. */
export class AzureRecogniser implements Recogniser {
  readonly available = true;

  /** Throws `speech.unavailable` when neither region and key nor host are given. */
  constructor(
    private readonly options: {
      readonly sdk: SpeechSdk;
      readonly settings: AzureSettings;
      readonly phrases: readonly string[];
      readonly now: () => number;
      readonly timing?: SessionTiming;
    },
  ) {
    azureConfig(options.sdk, options.settings);
  }

  open(): RecognitionSession {
    const { sdk, settings, phrases, now, timing } = this.options;
    return new AzureSession(
      (segmentation, listener) => new AzureLink(sdk, { settings, segmentation, phrases }, listener),
      now,
      timing ?? SESSION_TIMING,
    );
  }
}
