import { OpenJTalkSynthesiser } from '../../src/channels/voice/speech/open-jtalk-synthesiser';
import type { IncomingCall } from '../../src/channels/voice/ports';
import { createHeardOracle } from '../fakes/speech/heard-oracle';
import { waitUntil } from '../helpers/wait-until';
import { Asterisk, OPERATOR, TRUNK } from './harness/asterisk';
import { withTelephones } from './harness/installed';
import { KillableCarrier } from './harness/killable-carrier';
import { toneLevel } from './harness/loudness';
import { openCarrier, WAYS, type OwnCarrier, type Way } from './harness/own-carrier';
import { callDesk, dialDesk, operatorPhone, type Operator, type Phone } from './harness/phone';

const PERSON = 'はい、相談の担当です。';
/** Hertz, of ringing and of a busy line in Japan. */
const TONE = 400;
/** Nobody who hears nothing for so long stays on the line. */
const TONE_WITHIN_MS = 2_000;

withTelephones()('when something fails', () => {
  const oracle = createHeardOracle();
  let greeting: Buffer;
  let asterisk: Asterisk;
  let phones: Phone[];
  let callers: Phone[];
  let incoming: IncomingCall[];
  let own: OwnCarrier | undefined;
  let killable: KillableCarrier | undefined;

  beforeAll(async () => {
    greeting = await new OpenJTalkSynthesiser().synthesise({ text: PERSON, readings: [] }, 'normal');
    await oracle.prepare([PERSON, 'お電話ありがとうございます。']);
    asterisk = await Asterisk.start();
  });
  afterAll(() => asterisk.stop());
  beforeEach(() => {
    phones = [];
    callers = [];
    incoming = [];
  });
  afterEach(async () => {
    // A telephone that only disappears leaves its call standing.
    for (const { sip } of callers) if (!sip.isOver) await sip.hangUp();
    // Else what is still said to it reaches the telephone of the next test.
    for (const { sip } of phones) if (sip.hasAudio) await sip.ended();
    for (const phone of phones) phone.close();
    await own?.close();
    own = undefined;
    await killable?.kill();
    killable = undefined;
  });

  const take = (call: IncomingCall): void => {
    incoming.push(call);
    void call.control.answer();
  };
  /** A person who is rung by the dial plan, and speaks. */
  const personSpeaks = async (caller: Phone, operator: Phone): Promise<boolean> => {
    operator.audio.connect(await operator.sip.remoteAudioPort(), '127.0.0.1');
    const from = performance.now();
    operator.audio.say(greeting);
    await waitUntil('all is said', () => operator.audio.hasSaidAll);
    await waitUntil('the caller hears the person', async () => {
      const { text } = await oracle.heard(caller.audio.heardSince(from));
      return text === PERSON;
    });
    return true;
  };
  const person = async (
    does: Operator = { kind: 'picks-up', ringsMs: 200, talksMs: 60_000 },
  ): Promise<Phone> => {
    const operator = await operatorPhone(asterisk, OPERATOR, does);
    phones.push(operator);
    return operator;
  };
  const dial = async (): Promise<Phone> => {
    const phone = await callDesk(asterisk, TRUNK);
    phones.push(phone);
    callers.push(phone);
    return phone;
  };

  /** Whether there is a tone in what the caller hears from a moment on. */
  const hearsTone = ({ audio }: Phone, from: number): Promise<void> =>
    waitUntil(
      'a tone',
      () => toneLevel(audio.heardSince(from, from + TONE_WITHIN_MS), TONE) > 0.5,
      TONE_WITHIN_MS + 1_000,
    );
  /** A desk of its own process, amid a call. */
  const killableCall = async (way: Way, transferTo?: string): Promise<Phone> => {
    killable = await KillableCarrier.start({ ari: asterisk.ari, way, transferTo });
    const caller = await dial();
    await killable.says('answered');
    return caller;
  };
  const killed = async (): Promise<number> => {
    const at = performance.now();
    await killable?.kill();
    return at;
  };

  it('the caller hears ringing at once, and a busy tone at last, when neither desk nor person is there', async () => {
    await person({ kind: 'mute' });
    const phone = await dialDesk(asterisk, TRUNK);
    phones.push(phone);
    await waitUntil('the telephone is told to ring', () => phone.sip.rings, 15_000);
    await phone.sip.remoteAudioPort();
    await expect(hearsTone(phone, performance.now())).resolves.toBeUndefined();
    await expect(phone.sip.ended()).resolves.toBeUndefined();
  });

  it.each(WAYS)(
    'the caller hears ringing at once when the desk is killed amid the call (%s)',
    async (way) => {
      await person({ kind: 'mute' });
      const caller = await killableCall(way);
      await expect(hearsTone(caller, await killed())).resolves.toBeUndefined();
    },
  );

  it('the caller hears ringing at once when the desk gives the call back, whatever the person’s telephone does', async () => {
    await person({ kind: 'mute' });
    own = await openCarrier(asterisk, 'websocket', take);
    const caller = await dial();
    const from = performance.now();
    await own.close();
    await expect(hearsTone(caller, from)).resolves.toBeUndefined();
  });

  it('the caller goes to a person when the desk is killed amid the call', async () => {
    const caller = await killableCall('websocket');
    const operator = await person();
    await killed();
    await expect(personSpeaks(caller, operator)).resolves.toBe(true);
  });

  it.each(WAYS)('the caller goes to a person when the desk hangs amid the call (%s)', async (way) => {
    const caller = await killableCall(way);
    const operator = await person();
    killable?.hang();
    await expect(personSpeaks(caller, operator)).resolves.toBe(true);
  });

  it('a talk with a person outlives the desk, and the next one clears up behind it', async () => {
    const operator = await person({ kind: 'picks-up', ringsMs: 200, talksMs: 15_000 });
    const caller = await killableCall('websocket', 'PJSIP/operator');
    await expect(personSpeaks(caller, operator)).resolves.toBe(true);
    await killed();
    own = await openCarrier(asterisk, 'websocket', take);
    await expect(personSpeaks(caller, operator)).resolves.toBe(true);
    await operator.sip.ended();
    await expect(hearsTone(caller, performance.now())).resolves.toBeUndefined();
    await caller.sip.ended();
    await waitUntil('nothing is left', async () => (await asterisk.bridges()) === 0, 20_000);
    expect(incoming).toEqual([]);
  });

  it('a talk with a person goes on when the desk stops', async () => {
    own = await openCarrier(asterisk, 'websocket', take);
    const operator = await person({ kind: 'picks-up', ringsMs: 200, talksMs: 12_000 });
    const caller = await dial();
    const talk = { to: 'PJSIP/operator', ringSeconds: 25, onAnswered: () => undefined };
    void incoming.at(-1)?.control.transfer(talk);
    await expect(personSpeaks(caller, operator)).resolves.toBe(true);
    await own.close();
    await expect(personSpeaks(caller, operator)).resolves.toBe(true);
    await operator.sip.ended();
    await expect(hearsTone(caller, performance.now())).resolves.toBeUndefined();
  });

  it('a person is rung when the desk is not there', async () => {
    const operator = await person();
    await expect(personSpeaks(await dial(), operator)).resolves.toBe(true);
  });

  it.each(WAYS)('the caller goes to a person when the audio to the desk is lost (%s)', async (way) => {
    own = await openCarrier(asterisk, way, take);
    const caller = await dial();
    const operator = await person();
    incoming.at(-1)?.media.close();
    await expect(personSpeaks(caller, operator)).resolves.toBe(true);
  });

  it('the caller goes to a person when the desk stops amid the call', async () => {
    own = await openCarrier(asterisk, 'websocket', take);
    const caller = await dial();
    const operator = await person();
    await own.close();
    await expect(personSpeaks(caller, operator)).resolves.toBe(true);
  });

  it('the call is over when the caller’s line has died without a word', async () => {
    const impatient = await Asterisk.start({ 'rtp_timeout=120': 'rtp_timeout=3' });
    try {
      own = await openCarrier(impatient, 'websocket', take);
      const caller = await callDesk(impatient, TRUNK);
      phones.push(caller);
      let closed = false;
      incoming.at(-1)?.media.onClose(() => (closed = true));
      caller.audio.fallSilent();
      await waitUntil('the call is over', () => closed, 15_000);
      await expect(caller.sip.ended()).resolves.toBeUndefined();
    } finally {
      await impatient.stop();
    }
  });

  it('calls are taken again after Asterisk crashed, and those of before are over', async () => {
    own = await openCarrier(asterisk, 'websocket', take);
    const { carrier } = own;
    await dial();
    let closed = false;
    incoming.at(-1)?.media.onClose(() => (closed = true));
    await asterisk.kill();
    await waitUntil('the call is over', () => closed);
    await waitUntil('noticed', () => !carrier.isConnected);
    await asterisk.run();
    await waitUntil('connected again', () => carrier.isConnected, 30_000);
    await dial();
    expect(incoming).toHaveLength(2);
  });
});
