import path from 'node:path';
import { handoffWording } from '../../../src/answering/handoff-wording';
import { buildBot } from '../../../src/build-bot';
import { CallerVoice } from '../../../src/channels/voice/audio/caller-voice';
import type { IncomingCall } from '../../../src/channels/voice/ports';
import { callerHash } from '../../../src/calls/caller-hash';
import { AzureRecogniser } from '../../../src/channels/voice/speech/azure-recogniser';
import { loadSpeechSdk } from '../../../src/channels/voice/speech/azure-sdk';
import { DiskPromptCache } from '../../../src/channels/voice/speech/disk-prompt-cache';
import { OpenJTalkSynthesiser } from '../../../src/channels/voice/speech/open-jtalk-synthesiser';
import { HandoffService } from '../../../src/handoff/handoff-service';
import { openVoice, type OpenVoice } from '../../../src/open-voice';
import { personalDataMask, personalDataOriginal } from '../../../src/personal-data-mask';
import { spokenDesk, type SpokenDesk } from '../../../src/spoken-desk';
import { ConversationStore } from '../../../src/transcript/conversation-store';
import { SealedOriginals } from '../../../src/transcript/sealed-originals';
import { TurnRunner } from '../../../src/transcript/turn-runner';
import { closedSet } from '../../fakes/speech/recognise';
import { startSpeechServer } from '../../fakes/speech/start-speech-server';
import { OPENING, realDesk, type RealDesk } from '../../helpers/real-desk';
import { createTestDatabase, silent, type TestDatabase } from '../../helpers/test-database';

const SECRET = 'a-secret-of-the-tests-that-is-long-enough';
/** Speech is made once for all runs of this checkout. */
const PROMPTS = path.join(__dirname, '../../../node_modules/.cache/madoguchi-tests/prompts');

/** The whole desk behind the telephone: real bot, store, queue, dialogue, Azure's own SDK against its stand-in, and Open JTalk's voice. */
export interface TelephoneDesk {
  readonly real: RealDesk;
  readonly spoken: SpokenDesk;
  readonly prompts: DiskPromptCache;
  readonly database: TestDatabase;
  take(call: IncomingCall): void;
  running(): number;
  /** How the call from this number is on record; undefined: not at all. */
  endOf(callerNumber: string): Promise<string | null | undefined>;
  close(): Promise<void>;
}

/** `sayable`: what callers will say in these tests; nothing else is recognised. */
export async function openTelephoneDesk(sayable: readonly string[]): Promise<TelephoneDesk> {
  const [database, real, recognise, sdk] = await Promise.all([
    createTestDatabase(),
    realDesk(),
    closedSet(sayable),
    loadSpeechSdk(),
  ]);
  const speech = await startSpeechServer({ recognise });
  const prompts = new DiskPromptCache(PROMPTS, new OpenJTalkSynthesiser());
  const settings = { key: undefined, region: undefined, host: speech.host, voice: 'ja-JP-KeitaNeural' };
  const recogniser = new AzureRecogniser({ sdk, settings, phrases: [], now: () => performance.now() });
  const { voice, turns } = await openDesk(database, real, { prompts, recogniser });
  return {
    ...{ real, prompts, database, spoken: spokenDesk(real.desk, real.tokenizer) },
    take: (call) => voice.take(call),
    running: () => voice.running(),
    endOf: async (number) => {
      const [row] = await database.db.query<{ end_reason: string | null }>(
        'select end_reason from voice_call where caller_hash = $1',
        [callerHash(SECRET, number)],
      );
      return row?.end_reason;
    },
    close: async () => {
      await voice.close();
      await turns.stop();
      await speech.close();
      await database.drop();
    },
  };
}

async function openDesk(
  { db }: TestDatabase,
  { desk, tokenizer }: RealDesk,
  parts: { readonly prompts: DiskPromptCache; readonly recogniser: AzureRecogniser },
): Promise<{ voice: OpenVoice; turns: TurnRunner }> {
  const clock = (): number => OPENING;
  const city = 'komae';
  const conversations = new ConversationStore(
    db,
    city,
    clock,
    new SealedOriginals({ db, city, secret: SECRET }),
  );
  const wording = handoffWording(() => desk.pack);
  const handoff = new HandoffService({ db, city, clock, hours: desk.pack.hours, conversations, wording });
  const bot = { id: 'madoguchi', name: '窓口' };
  const brain = buildBot({ desk, db, clock, bot, logger: silent, handoff });
  const turns = new TurnRunner({
    store: conversations,
    logger: silent,
    run: brain.run,
    giveUp: brain.apologize,
  });
  await turns.start();
  const voice = await openVoice({
    ...{ db, desk, tokenizer, clock, logger: silent, secret: SECRET, conversations, handoff, ...parts },
    wake: (id) => turns.wake(id),
    mask: personalDataMask(desk.pack, tokenizer),
    originalOf: personalDataOriginal(desk.pack, tokenizer),
    operatorAddress: 'PJSIP/operator',
    callsDays: 90,
    voiceActivity: () => new CallerVoice(),
  });
  return { voice, turns };
}
