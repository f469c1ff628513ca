import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Logger } from 'pino';
import { CallerVoice } from './channels/voice/audio/caller-voice';
import type { Speech } from './channels/voice/speech/open-speech';
import type { Warmed } from './channels/voice/speech/disk-prompt-cache';
import type { Config } from './config';
import { AppError } from './errors';
import type { Route, UpgradeRoute } from './http/route';
import type { Pack } from './knowledge/pack';
import { openCarriers, type OpenCarriers } from './open-carriers';
import { openVoice, type OpenVoice, type OpenVoiceOptions } from './open-voice';
import { openVoiceDemo } from './open-voice-demo';
import { PUBLIC_DIR } from './public-pages';
import { fileSms } from './sms/file-sms';
import { speechOf } from './speech-of';

export type OpenTelephoneOptions = Pick<
  OpenVoiceOptions,
  | 'db'
  | 'desk'
  | 'tokenizer'
  | 'clock'
  | 'logger'
  | 'secret'
  | 'conversations'
  | 'handoff'
  | 'wake'
  | 'mask'
  | 'originalOf'
> & { readonly config: Config };

/** The telephone's door. */
export interface OpenTelephone {
  readonly routes: readonly Route[];
  readonly upgrades: readonly UpgradeRoute[];
  /** Callers who are still there go to a person, by the dial plan or by Azure. */
  close(): Promise<void>;
}

/** Undefined when nothing brings calls. Throws `config.invalid` when calls would come to a city without words for them. */
export async function openTelephone(options: OpenTelephoneOptions): Promise<OpenTelephone | undefined> {
  const { config, desk, logger } = options;
  if (config.ari === undefined && config.acs === undefined && !config.voice.demo) return undefined;
  if (desk.pack.voice === undefined)
    throw new AppError(
      'config.invalid',
      `knowledge/${desk.pack.catalog.id}/voice.yaml is not there: the telephone needs its words, or unset ARI_URL, ACS_CONNECTION_STRING and VOICE_DEMO`,
    );
  const speech = await speechOf(config, phrasesOf(desk.pack), (speaks) => tellVoice(speaks, logger));
  for (const notice of speech.notices) logger.warn({ notice }, 'the telephone is not whole');
  const voice = await openVoice({
    ...{ ...options, recogniser: speech.recogniser, prompts: speech.prompts },
    voiceActivity: () => new CallerVoice(),
    operatorAddress: config.voice.operatorAddress,
    callsDays: config.voice.callsDays,
    sendSms: config.voice.sms === 'file' ? fileSms(path.join(config.dataDir, 'sms'), randomUUID) : undefined,
  });
  // Without a voice no call is taken: the dial plan then rings a person at once.
  const carriers = speech.synthesiser.available
    ? await openCarriers(config, (call) => voice.take(call), logger)
    : undefined;
  return doors(options, { speech, voice, carriers });
}

function doors(
  { config, desk, logger }: OpenTelephoneOptions,
  { speech, voice, carriers }: { speech: Speech; voice: OpenVoice; carriers: OpenCarriers | undefined },
): OpenTelephone {
  let over = false;
  const { prompts, recogniser } = speech;
  const warming = prompts
    .warm(voice.known(), undefined, () => over)
    .then(
      (made) => tellWarmed(made, logger),
      (error: unknown) => logger.error({ err: error }, 'spoken answers are made when they are needed'),
    );
  const demo = config.voice.demo
    ? openVoiceDemo({
        ...{ take: (call) => voice.take(call), known: () => voice.known(), prompts },
        ...{ city: desk.pack.catalog.city, hearing: recogniser.available, publicDir: PUBLIC_DIR },
      })
    : { routes: [], upgrades: [] };
  return {
    routes: [...demo.routes, ...(carriers?.routes ?? [])],
    upgrades: [...demo.upgrades, ...(carriers?.upgrades ?? [])],
    close: async () => {
      over = true;
      await carriers?.close();
      await voice.close();
      await warming;
    },
  };
}

function tellVoice(speaks: 'service' | 'open-jtalk', logger: Logger): void {
  if (speaks === 'service') logger.info('the speech service speaks again');
  else logger.warn('the speech service makes no sound: Open JTalk speaks until it does again');
}

/** The sentences are the city's own: nothing that a caller said is among them. */
function tellWarmed({ misread, ...made }: Warmed, logger: Logger): void {
  logger.info(made, 'spoken answers made beforehand');
  for (const { text, words } of misread)
    logger.warn(
      { sentence: text, misread: words },
      'words are not read as their kana say: write the sentence differently',
    );
}

/** What callers name: the recogniser expects these. */
function phrasesOf({ terms, venues }: Pack): string[] {
  return [...terms.map(({ term }) => term), ...venues.flatMap(({ name, aliases }) => [name, ...aliases])];
}
