import { openSpeech, type OpenSpeechOptions, type Speech } from './channels/voice/speech/open-speech';
import type { Config } from './config';

/** Deeper than most: high tones are what the old lose first. */
const VOICE = 'ja-JP-KeitaNeural';

/** Speech as the settings say: Azure's, a container's, or Open JTalk and keys. `onVoice`: the service's voice is gone, or back. */
export function speechOf(
  { speech, dataDir }: Pick<Config, 'speech' | 'dataDir'>,
  phrases: readonly string[],
  onVoice: OpenSpeechOptions['onVoice'] = () => undefined,
): Promise<Speech> {
  const azure = speech && { voice: VOICE, region: undefined, host: undefined, ...speech };
  const clocks = { now: () => performance.now(), clock: () => Date.now() };
  return openSpeech({ azure, dataDir, phrases, ...clocks, onVoice });
}
