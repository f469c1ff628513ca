import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { Answering } from './answering/answering';
import type { Desk } from './answering/desk';
import { QueueCallPeople } from './call-people';
import { callerHash } from './calls/caller-hash';
import { TelephoneBook } from './calls/telephone-book';
import { VoiceCallStore } from './calls/voice-call-store';
import type { CallClock, CallParts, VoiceActivity } from './channels/voice/call/call-parts';
import { holdSound } from './channels/voice/call/hold-sound';
import { runCall } from './channels/voice/call/run-call';
import type { IncomingCall, Pace, PromptCache, Recogniser, SpokenText } from './channels/voice/ports';
import type { Clock } from './conversation/clock';
import type { Original } from './conversation/message';
import type { HandoffService } from './handoff/handoff-service';
import { venuePlace } from './knowledge/venue-place';
import type { Tokenizer } from './language/token';
import { spokenDesk, type SpokenDesk } from './spoken-desk';
import type { Db } from './storage/db';
import { CONVERSATION_CHANNEL, type ConversationStore } from './transcript/conversation-store';

export interface OpenVoiceOptions {
  readonly db: Db;
  readonly desk: Desk;
  readonly tokenizer: Tokenizer;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The desk's secret: callers' pseudonyms come from it. */
  readonly secret: string;
  readonly conversations: ConversationStore;
  readonly handoff: HandoffService;
  readonly wake: (conversationId: string) => void;
  readonly mask: (text: string) => string;
  readonly originalOf: (text: string) => Original | undefined;
  readonly recogniser: Recogniser;
  readonly prompts: PromptCache;
  readonly voiceActivity?: (() => VoiceActivity) | undefined;
  /** Rings whoever answers for the city; undefined: only operators with a telephone of their own, and callbacks. */
  readonly operatorAddress: string | undefined;
  readonly callsDays: number;
  readonly sendSms?: ((to: string, text: string) => Promise<void>) | undefined;
  /** Only tests have another one. */
  readonly callClock?: CallClock;
}

/** The telephone of the desk. */
export interface OpenVoice {
  /** Leads a call that a carrier hands over; carriers do not wait for it. */
  take(call: IncomingCall): void;
  /** All that will be said sooner or later, for making it beforehand. */
  known(): readonly { readonly spoken: SpokenText; readonly pace: Pace }[];
  running(): number;
  /** Ends running calls, each with its record. */
  close(): Promise<void>;
}

/** What citizens are told in place of an operator's name. */
const ANSWERER = '相談担当';
/** Half of the queue's lease would still do. */
const BEAT_EVERY_MS = 10_000;
const SWEEP_EVERY_MS = 30_000;

/** Builds what every call shares. Throws `knowledge.invalid` for a city without voice.yaml. */
export async function openVoice(options: OpenVoiceOptions): Promise<OpenVoice> {
  const { db, desk, handoff, logger, operatorAddress, callsDays, clock } = options;
  const city = desk.pack.catalog.id;
  const spoken = spokenDesk(desk, options.tokenizer);
  const book = new TelephoneBook(db, city, operatorAddress);
  const answererId = await book.addAnswerer(ANSWERER);
  const records = new VoiceCallStore(db, city, callsDays);
  const people = new QueueCallPeople({ ...options, book, answererId });
  const watchers = new Map<string, () => void>();
  const unlisten = await db.listen(CONVERSATION_CHANNEL, (id) => wakeWatchers(watchers, id));
  const parts = callParts(options, { spoken, records, watchers, people });
  const running = new Map<IncomingCall, Promise<unknown>>();
  const every = [
    repeat(BEAT_EVERY_MS, () => Promise.all([handoff.beat(answererId), records.beat()]), logger),
    repeat(SWEEP_EVERY_MS, () => sweep(records, people), logger),
  ];
  return {
    take: (call) => {
      const lasts = runCall(call, parts).then(() => running.delete(call));
      running.set(call, lasts);
    },
    known: () => {
      const all = spoken.known(clock());
      return (['normal', 'slow'] as const).flatMap((pace) => all.map((one) => ({ spoken: one, pace })));
    },
    running: () => running.size,
    close: async () => {
      for (const { media } of running.keys()) media.close();
      await Promise.all(running.values());
      every.forEach((stop) => stop());
      await unlisten();
    },
  };
}

interface Shared {
  readonly spoken: SpokenDesk;
  readonly records: VoiceCallStore;
  readonly people: QueueCallPeople;
  readonly watchers: Map<string, () => void>;
}

function callParts(options: OpenVoiceOptions, { spoken, records, people, watchers }: Shared): CallParts {
  const { desk, clock, secret, recogniser } = options;
  const answering = new Answering(() => desk, clock);
  const { city, demonstration } = desk.pack.catalog;
  return {
    ...{ recogniser, records, people, prompts: options.prompts, logger: options.logger },
    ...{ conversations: options.conversations, wake: options.wake, sendSms: options.sendSms },
    ...{ maskText: options.mask, originalOf: options.originalOf, voiceActivity: options.voiceActivity },
    clock: options.callClock ?? MACHINE_CLOCK,
    holdSound: holdSound(),
    speaker: spoken.speaker,
    dialogue: {
      ...{ prompt: spoken.prompt, menu: spoken.menu, city, demonstration: demonstration !== undefined },
      hearing: recogniser.available,
      canTransfer: options.operatorAddress !== undefined,
      personWords: answering.person().say,
      cancelWords: answering.choice('queueCancelButton').say,
    },
    watch: (conversationId, onNews) => {
      watchers.set(conversationId, onNews);
      return () => watchers.delete(conversationId);
    },
    danger: (text) => answering.emergency(text)?.speak,
    placeOf: (entryIds) => venuePlace(desk.pack, entryIds),
    hashCaller: (number) => callerHash(secret, number),
    newId: () => `voice-${randomUUID()}`,
  };
}

/** '' means that wake-ups may have been missed. */
function wakeWatchers(watchers: ReadonlyMap<string, () => void>, conversationId: string): void {
  if (conversationId !== '') return watchers.get(conversationId)?.();
  for (const wake of watchers.values()) wake();
}

const MACHINE_CLOCK: CallClock = {
  now: () => performance.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

/** Callers whose desk went down wait for nobody any more. */
async function sweep(records: VoiceCallStore, people: QueueCallPeople): Promise<void> {
  for (const conversationId of await records.sweep()) await people.left(conversationId, undefined);
}

function repeat(everyMs: number, act: () => Promise<unknown>, logger: Logger): () => void {
  const run = (): void => {
    act().catch((error: unknown) =>
      logger.warn({ err: error }, 'a duty of the telephone failed; it is done again'),
    );
  };
  run();
  const timer = setInterval(run, everyMs).unref();
  return () => clearInterval(timer);
}
