import { loadSpeechSdk, type SpeechSdk } from '../../../src/channels/voice/speech/azure-sdk';
import { OpenJTalkSynthesiser } from '../../../src/channels/voice/speech/open-jtalk-synthesiser';
import { closedSet, type Recognise } from '../../fakes/speech/recognise';
import { startSpeechServer, type SpeechServer } from '../../fakes/speech/start-speech-server';
import { withOpenJTalk } from '../../helpers/open-jtalk';
import { KEY, QUICK, silence, SpeechCall } from '../../helpers/speech-call';
import { waitUntil } from '../../helpers/wait-until';

const PARKING = '駐車場はありますか。';
const CANCEL = '予約を取り消したいです。';
const LOST = '接種券をなくしました。';
const SENTENCES = [PARKING, CANCEL, LOST];

withOpenJTalk()('listening to a caller through Azure Speech', () => {
  let sdk: SpeechSdk;
  let recognise: Recognise;
  let server: SpeechServer;
  const sounds = new Map<string, Buffer>();
  const calls: SpeechCall[] = [];

  beforeAll(async () => {
    sdk = await loadSpeechSdk();
    recognise = await closedSet(SENTENCES);
    const voice = new OpenJTalkSynthesiser();
    for (const text of SENTENCES) sounds.set(text, await voice.synthesise({ text, readings: [] }, 'normal'));
  });

  afterEach(async () => {
    await Promise.all(calls.splice(0).map((one) => one.hangUp()));
    await server.close();
  });

  const say = (text: string) => Buffer.concat([silence(0.3), sounds.get(text) ?? silence(0), silence(1)]);
  const start = async (options: Parameters<typeof startSpeechServer>[0] = {}) => {
    server = await startSpeechServer({ recognise, key: KEY, ...options });
    return server;
  };
  const call = (options: ConstructorParameters<typeof SpeechCall>[2] = {}) => {
    const made = new SpeechCall(sdk, server.host, options);
    calls.push(made);
    return made;
  };

  it('says that somebody speaks, then what was said and how sure the service is', async () => {
    await start();
    const caller = call();
    caller.hear(say(PARKING));
    await caller.happened('phrase');
    const { events } = caller;
    expect(events[0]).toMatchObject({ kind: 'hypothesis' });
    const phrase = events.find(({ kind }) => kind === 'phrase');
    expect(phrase).toMatchObject({ text: PARKING });
    expect(phrase).toHaveProperty('confidence', expect.any(Number));
    expect(server.record.violations).toEqual([]);
  });

  it('tells the service the city’s names and how long a silence ends what is said', async () => {
    await start();
    const caller = call({ phrases: ['上和泉地域センター', '接種券'] });
    caller.hear(say(PARKING));
    await caller.happened('phrase');
    caller.session.expect('short');
    caller.hear(say(CANCEL));
    await caller.happened('phrase', 2);
    const [open, short] = server.record.connections.map(({ context }) => JSON.stringify(context));
    expect(open).toContain('上和泉地域センター');
    expect(open).toContain('"segmentationSilenceTimeoutMs":500');
    expect(short).toContain('"segmentationSilenceTimeoutMs":350');
    expect(caller.phrases).toEqual([PARKING, CANCEL]);
    expect(server.record.violations).toEqual([]);
  });

  it('loses nothing when the expected answer changes while somebody speaks', async () => {
    await start();
    const caller = call();
    const sound = say(LOST);
    caller.hear(sound.subarray(0, 8_000));
    caller.session.expect('short');
    caller.hear(sound.subarray(8_000));
    await caller.happened('phrase');
    expect(caller.phrases).toEqual([LOST]);
  });

  it.each([1000, 1002, 1003, 1006, 1007, 1011, 4000])(
    'hears the whole sentence once, though the service closes with %i amid it',
    async (code) => {
      await start({ faults: { closeAfter: { bytes: 9_000, code } } });
      const caller = call();
      caller.hear(say(CANCEL));
      await caller.happened('phrase');
      caller.hear(say(PARKING));
      await caller.happened('phrase', 2);
      expect(caller.phrases).toEqual([CANCEL, PARKING]);
    },
  );

  it('listens again after 50 ms without the service, and hears what was said meanwhile', async () => {
    await start();
    const caller = call();
    caller.hear(say(PARKING));
    await caller.happened('phrase');
    await server.goAway();
    caller.hear(say(CANCEL));
    await caller.happened('away');
    await server.comeBack();
    await caller.happened('phrase', 2);
    expect(caller.phrases).toEqual([PARKING, CANCEL]);
    expect(caller.events.map(({ kind }) => kind)).toContain('back');
  });

  it('goes on trying while the service is away, and says since when', async () => {
    await start();
    const caller = call();
    await waitUntil('connected', () => server.record.connections.length > 0);
    await server.goAway();
    caller.hear(say(CANCEL));
    await caller.happened('away', 5);
    const aways = caller.events.flatMap((event) => (event.kind === 'away' ? [event.sinceMs] : []));
    expect(aways[0]).toBe(0);
    expect([...aways].sort((a, b) => a - b)).toEqual(aways);
    await server.comeBack();
    await caller.happened('phrase');
    expect(caller.phrases).toEqual([CANCEL]);
  });

  it('after a minute without the service hears the last 30 seconds, and not what came before', async () => {
    await start();
    const caller = call();
    await waitUntil('connected', () => server.record.connections.length > 0);
    await server.goAway();
    await caller.happened('away');
    caller.hear(say(PARKING), silence(30), say(CANCEL), silence(20));
    await server.comeBack();
    await caller.happened('phrase');
    expect(caller.phrases).toEqual([CANCEL]);
  });

  it('begins without the service, and hears all of it when the service comes', async () => {
    await start();
    await server.goAway();
    const caller = call();
    caller.hear(say(LOST));
    await caller.happened('away');
    await server.comeBack();
    await caller.happened('phrase');
    expect(caller.phrases).toEqual([LOST]);
  });

  it.each([401, 403])(
    'asks seldom when the service refuses with %i, and listens when it no longer does',
    async (refuseWith) => {
      await start({ faults: { refuseWith } });
      const caller = call({ timing: { ...QUICK, refusedRetry: 1_000 } });
      caller.hear(say(PARKING));
      await caller.happened('away');
      // The SDK itself asks up to five times in a row.
      expect(server.record.connections.length).toBeLessThanOrEqual(6);
      server.faults.refuseWith = undefined;
      await caller.happened('phrase');
      expect(caller.phrases).toEqual([PARKING]);
    },
  );

  it('gives up a connection that answers nothing while somebody speaks', async () => {
    await start({ faults: { mute: true } });
    const caller = call({ timing: { ...QUICK, deaf: 700 } });
    caller.hear(say(LOST));
    await caller.happened('away');
    server.faults.mute = false;
    await caller.happened('phrase');
    expect(caller.phrases).toEqual([LOST]);
  });

  it('outlives the longest life of a connection', async () => {
    await start({ activeMs: 700 });
    const caller = call();
    const said: string[] = [];
    // However quick the machine: until the first connection has ended in the middle of it.
    while (server.record.connections.length < 2 && said.length < 200) {
      const text = SENTENCES[said.length % SENTENCES.length] ?? LOST;
      said.push(text);
      caller.hear(say(text));
      await caller.happened('phrase', said.length);
    }
    expect(caller.phrases).toEqual(said);
    expect(server.record.connections.length).toBeGreaterThan(1);
  });

  it('tells sounds without words from silence', async () => {
    await start({ initialSilenceMs: 2_000 });
    const caller = call();
    const hum = Buffer.from(
      Uint8Array.from({ length: 8_000 }, (_, index) => (index % 20 < 10 ? 0x10 : 0x90)),
    );
    caller.hear(silence(3), hum, silence(2));
    await caller.happened('no-match');
    caller.hear(say(PARKING));
    await caller.happened('phrase');
    expect(caller.events.filter(({ kind }) => kind === 'no-match')).toHaveLength(1);
  });

  it('says nothing more once it is closed', async () => {
    await start();
    const caller = call();
    caller.hear(say(PARKING));
    await caller.happened('phrase');
    await caller.hangUp();
    const before = caller.events.length;
    caller.session.write(say(CANCEL));
    await waitUntil('line is closed', () =>
      server.record.connections.every(({ closed }) => closed !== undefined),
    );
    expect(caller.events).toHaveLength(before);
  });
});
