import { setTimeout as sleep } from 'node:timers/promises';
import { loadSpeechSdk, type SpeechSdk } from '../../../src/channels/voice/speech/azure-sdk';
import { SESSION_TIMING } from '../../../src/channels/voice/speech/azure-session';
import { OpenJTalkSynthesiser } from '../../../src/channels/voice/speech/open-jtalk-synthesiser';
import { closedSet, type Recognise } from '../../fakes/speech/recognise';
import { startSpeechServer, type SpeechServer } from '../../fakes/speech/start-speech-server';
import { withOpenJTalk } from '../../helpers/open-jtalk';
import { KEY, silence } from '../../helpers/speech-call';
import { waitUntil } from '../../helpers/wait-until';
import { ClockedCall } from './clocked-call';

const AT_THE_BEGINNING = '予約を取り消したいです。';
const AT_THE_END = '接種券をなくしました。';
const SENTENCES = [AT_THE_BEGINNING, AT_THE_END];

/** How long the service is away, in seconds; `OUTAGE_SECONDS=60 npx jest test/unit/channels-voice/speech-outage` for a long one. */
const SECONDS = (process.env['OUTAGE_SECONDS'] ?? '0.05,5').split(',').map(Number);
/** How the service ends the line, and what meets whoever calls it meanwhile. */
const WAYS = [
  { code: 1006, door: 'no connection' },
  { code: 1011, door: '503' },
  { code: 1002, door: 'no connection' },
] as const;
const CASES = SECONDS.flatMap((seconds) => WAYS.map((way) => ({ seconds, ...way })));
type Case = (typeof CASES)[number];
/** Of the sentence that the service ends amid, in bytes. */
const HEARD_BYTES = 8_000;
/** The last sentence begins so long before the service is back. */
const BEGUN_MS = 1_000;
const PATIENCE_MS = 30_000;
/** On a busy machine an event may be told so much later than it says. */
const SLACK_MS = 500;

interface Outcome {
  readonly phrases: readonly string[];
  /** Milliseconds since the first was told, and what each says itself. */
  readonly aways: readonly { readonly at: number; readonly sinceMs: number }[];
  /** Milliseconds after the service was there again: connected, and the last sentence recognised. */
  readonly backAfter: number | undefined;
  readonly heardAfter: number;
  readonly lastKind: 'away' | 'back' | undefined;
  readonly violations: readonly string[];
}

withOpenJTalk()('a speech service that is away', () => {
  let sdk: SpeechSdk;
  let recognise: Recognise;
  const sounds = new Map<string, Buffer>();
  const outcomes = new Map<Case, Outcome>();

  beforeAll(
    async () => {
      sdk = await loadSpeechSdk();
      recognise = await closedSet(SENTENCES);
      const voice = new OpenJTalkSynthesiser();
      for (const text of SENTENCES)
        sounds.set(text, await voice.synthesise({ text, readings: [] }, 'normal'));
      await Promise.all(CASES.map(async (one) => outcomes.set(one, await suffer(one))));
      if (process.env['OUTAGE_SECONDS']) process.stderr.write(`${JSON.stringify([...outcomes], null, 1)}\n`);
    },
    Math.max(...SECONDS) * 1_000 + 4 * PATIENCE_MS,
  );

  async function suffer({ seconds, code, door }: Case): Promise<Outcome> {
    const server = await startSpeechServer({ recognise, key: KEY });
    const call = new ClockedCall(sdk, server.host);
    try {
      await waitUntil('the line is open', () => server.record.connections.length > 0, PATIENCE_MS);
      const begun = await end(server, code, () => call.say(sound(AT_THE_BEGINNING)));
      if (door === 'no connection') await server.goAway();
      const left = () => begun + seconds * 1_000 - performance.now();
      await sleep(Math.max(0, left() - BEGUN_MS));
      call.say(sound(AT_THE_END));
      await sleep(Math.max(0, left()));
      server.faults.refuseWith = undefined;
      const there = performance.now();
      if (door === 'no connection') await server.comeBack();
      await recognised(call, AT_THE_END);
      return outcomeOf(call, there, server.record.violations);
    } finally {
      await call.hangUp();
      await server.close();
    }
  }

  const sound = (text: string) => Buffer.concat([sounds.get(text) ?? silence(0), silence(1)]);
  const recognised = (call: ClockedCall, text: string) =>
    waitUntil(`「${text}」 is recognised`, () => call.phrases.includes(text), PATIENCE_MS);

  describe.each(CASES)('for $seconds s, after $code, meanwhile $door', (one) => {
    const outcome = () => outcomes.get(one) as Outcome;
    const kept = one.seconds * 1_000 + 5_000 < SESSION_TIMING.replay;

    it('loses nothing of what the call still remembers, and hears nothing twice', () => {
      expect(outcome().phrases).toEqual(kept ? SENTENCES : [AT_THE_END]);
      expect(outcome().violations).toEqual([]);
    });

    it('is told while it lasts, with the time since when, and is told to be over', () => {
      const { aways, lastKind, backAfter } = outcome();
      expect(lastKind).toBe(one.seconds < 1 && aways.length === 0 ? undefined : 'back');
      expect(aways[0]?.sinceMs ?? 0).toBe(0);
      for (const { at, sinceMs } of aways) expect(Math.abs(at - sinceMs)).toBeLessThan(SLACK_MS);
      const last = aways.at(-1)?.sinceMs ?? 0;
      expect(last).toBeGreaterThanOrEqual(one.seconds < 1 ? 0 : one.seconds * 1_000 - 3_000);
      expect(backAfter ?? 0).toBeLessThan(SESSION_TIMING.longestRetry + SESSION_TIMING.open);
    });
  });
});

/** Ends the line amid what is said, and lets nobody in. Returns when. */
async function end(server: SpeechServer, code: number, say: () => void): Promise<number> {
  const connection = server.record.connections.at(-1);
  server.faults.closeAfter = { bytes: (connection?.audioBytes ?? 0) + HEARD_BYTES, code };
  server.faults.refuseWith = 503;
  say();
  await waitUntil(`closed with ${code}`, () => connection?.closed !== undefined, PATIENCE_MS);
  return performance.now();
}

function outcomeOf(call: ClockedCall, there: number, violations: readonly string[]): Outcome {
  const aways = call.events.flatMap(({ event, at }) =>
    event.kind === 'away' ? [{ at, sinceMs: event.sinceMs }] : [],
  );
  const [first] = aways;
  const lines = call.events.filter(({ event }) => event.kind === 'away' || event.kind === 'back');
  const back = lines.find(({ event, at }) => event.kind === 'back' && at > there);
  return {
    phrases: call.phrases,
    aways: aways.map(({ at, sinceMs }) => ({ at: Math.round(at - (first?.at ?? 0)), sinceMs })),
    backAfter: back && Math.round(back.at - there),
    heardAfter: Math.round((call.events.at(-1)?.at ?? there) - there),
    lastKind: lines.at(-1)?.event.kind as Outcome['lastKind'],
    violations,
  };
}
