import path from 'node:path';
import type { Recogniser, Synthesiser } from '../ports';
import { AzureRecogniser } from './azure-recogniser';
import { loadSpeechSdk } from './azure-sdk';
import type { AzureSettings } from './azure-settings';
import { AzureSynthesiser } from './azure-synthesiser';
import { DiskPromptCache, type WarmPrompts } from './disk-prompt-cache';
import { NO_RECOGNISER } from './no-recogniser';
import { INSTALL_OPEN_JTALK } from './open-jtalk';
import { OpenJTalkSynthesiser } from './open-jtalk-synthesiser';
import type { ReadingSynthesiser } from './reading-synthesiser';
import { StandInPrompts } from './stand-in-prompts';

/** The telephone's ears and mouth. */
export interface Speech {
  readonly recogniser: Recogniser;
  readonly synthesiser: Synthesiser;
  readonly prompts: WarmPrompts;
  /** What is off, one line each with its remedy; for the log and the desk's start. */
  readonly notices: readonly string[];
}

export interface OpenSpeechOptions {
  readonly azure: AzureSettings | undefined;
  readonly dataDir: string;
  /** Names and terms that callers use. */
  readonly phrases: readonly string[];
  /** Milliseconds. */
  readonly now: () => number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** The service's voice failed and this machine's speaks, or the service's speaks again. */
  readonly onVoice: (speaks: 'service' | 'open-jtalk') => void;
}

/** Speech in the cloud or in a container when there are settings for it; else Open JTalk and keys. Throws `speech.unavailable` for
 *  settings that are not whole; what is not installed here is a notice, and the desk starts all the same. */
export async function openSpeech(options: OpenSpeechOptions): Promise<Speech> {
  const local = new OpenJTalkSynthesiser();
  const localPrompts = cacheOf(options, local);
  const { azure } = options;
  if (azure !== undefined)
    return azureSpeech({ ...options, azure }, local.available ? localPrompts : undefined);
  const notices = [
    'speech is not recognised, callers use keys: set SPEECH_KEY and SPEECH_REGION, or SPEECH_HOST',
    ...(local.available ? [] : [`the telephone has no voice: ${INSTALL_OPEN_JTALK}`]),
  ];
  return { recogniser: NO_RECOGNISER, synthesiser: local, prompts: localPrompts, notices };
}

/** `standIn`: speaks while the service cannot; undefined where Open JTalk is not installed. */
async function azureSpeech(
  options: OpenSpeechOptions & { readonly azure: AzureSettings },
  standIn: WarmPrompts | undefined,
): Promise<Speech> {
  const { azure: settings, phrases, now, onVoice } = options;
  const sdk = await loadSpeechSdk();
  const recogniser = new AzureRecogniser({ sdk, settings, phrases, now });
  const synthesiser = new AzureSynthesiser(sdk, settings);
  const wanted = cacheOf(options, synthesiser);
  if (standIn === undefined) {
    const notices = [`nobody speaks while the speech service is away: ${INSTALL_OPEN_JTALK}`];
    return { recogniser, synthesiser, prompts: wanted, notices };
  }
  const onChange = (speaks: 'wanted' | 'stand-in') => onVoice(speaks === 'wanted' ? 'service' : 'open-jtalk');
  const prompts = new StandInPrompts({ wanted, standIn, now, onChange });
  return { recogniser, synthesiser, prompts, notices: [] };
}

function cacheOf({ dataDir, clock }: OpenSpeechOptions, synthesiser: ReadingSynthesiser): DiskPromptCache {
  return new DiskPromptCache(path.join(dataDir, 'prompts'), synthesiser, { clock, keeps: 'known' });
}
