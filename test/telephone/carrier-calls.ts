import { OpenJTalkSynthesiser } from '../../src/channels/voice/speech/open-jtalk-synthesiser';
import type { IncomingCall, Key, TransferOutcome } from '../../src/channels/voice/ports';
import { createHeardOracle } from '../fakes/speech/heard-oracle';
import { waitUntil } from '../helpers/wait-until';
import { Asterisk, HIKARI, OPERATOR, TRUNK } from './harness/asterisk';
import { frameEnergy } from '../../src/channels/voice/audio/frame-energy';
import { toneLevel } from './harness/loudness';
import { openCarrier, type OwnCarrier, type Way } from './harness/own-carrier';
import { callDesk, operatorPhone, type Operator, type Phone } from './harness/phone';
import { withTelephones } from './harness/installed';

const GREETING = 'お電話ありがとうございます。ご用件をお話しください。';
const ANSWER = '接種の予約は、電話でもできます。';
const CALLER = '予約を取り消したいのですが。';
const PERSON = 'はい、相談の担当です。';
const TEXTS = [GREETING, ANSWER, CALLER, PERSON];
const LOUD = 300 ** 2;

/** What every way of audio through a real Asterisk must do. */
export function itCarriesCalls(way: Way): void {
  withTelephones()(`a call through Asterisk with ${way}`, () => {
    const oracle = createHeardOracle();
    const sounds = new Map<string, Buffer>();
    let asterisk: Asterisk;

    beforeAll(async () => {
      const voice = new OpenJTalkSynthesiser();
      await oracle.prepare(TEXTS);
      for (const text of TEXTS) sounds.set(text, await voice.synthesise({ text, readings: [] }, 'normal'));
      asterisk = await Asterisk.start();
    });
    afterAll(() => asterisk.stop());

    const sound = (text: string): Buffer => sounds.get(text) ?? Buffer.alloc(0);
    const heard = async (ulaw: Buffer): Promise<string | undefined> => (await oracle.heard(ulaw)).text;

    let own: OwnCarrier;
    let incoming: IncomingCall[];
    let phones: Phone[];

    beforeAll(async () => {
      own = await openCarrier(asterisk, way, (call) => {
        incoming.push(call);
        void call.control.answer();
      });
    });
    afterAll(() => own.close());

    beforeEach(() => {
      incoming = [];
      phones = [];
    });
    afterEach(async () => {
      for (const phone of phones) phone.close();
      for (const call of incoming) await call.control.hangUp();
      await waitUntil(
        'nothing is left at Asterisk',
        async () => (await asterisk.channels()).length === 0 && (await asterisk.bridges()) === 0,
      );
    });

    const dial = async (from = TRUNK): Promise<{ phone: Phone; call: IncomingCall }> => {
      const phone = await callDesk(asterisk, from);
      phones.push(phone);
      const call = incoming.at(-1);
      if (!call) throw new Error('answered by nobody');
      return { phone, call };
    };
    const person = async (operator: Operator): Promise<Phone> => {
      const phone = await operatorPhone(asterisk, OPERATOR, operator);
      phones.push(phone);
      return phone;
    };
    /** Plays, and waits until it has been played. */
    const play = async (call: IncomingCall, text: string): Promise<void> => {
      let done = false;
      const stop = call.media.onMark((id) => (done ||= id === text));
      call.media.write(sound(text));
      call.media.mark(text);
      await waitUntil(`played: ${text}`, () => done, 20_000);
      stop();
    };

    it('lets both sides hear each other, and knows the number', async () => {
      const { phone, call } = await dial();
      const said: Buffer[] = [];
      call.media.onAudio((frame) => said.push(frame));
      await play(call, GREETING);
      phone.audio.say(sound(CALLER));
      await waitUntil('all is said', () => phone.audio.hasSaidAll);
      await waitUntil(
        'all has arrived',
        () => said.length * 160 > sound(CALLER).length + sound(GREETING).length,
      );
      expect(await heard(phone.audio.heardSince())).toBe(GREETING);
      expect(await heard(Buffer.concat(said))).toBe(CALLER);
      expect(call.control.callerNumber).toBe('0000112233');
      expect(said.every((frame) => frame.length === 160)).toBe(true);
    });

    it.each([
      ['beside the voice', TRUNK, 'pressEvent'],
      ['as tones', HIKARI, 'pressTone'],
      ['as tones over a trunk that should send them beside', TRUNK, 'pressTone'],
    ] as const)('takes keys %s, each once', async (_, from, press) => {
      const { phone, call } = await dial(from);
      const keys: Key[] = [];
      call.media.onKey((key) => keys.push(key));
      await play(call, PERSON);
      for (const key of ['1', '9', '9', '*', '0', '#'] as const) phone.audio[press](key);
      await waitUntil('six keys', () => keys.length >= 6);
      await play(call, PERSON);
      expect(keys.join('')).toBe('199*0#');
    });

    it('is silent at once when told to, and says what comes then', async () => {
      const { phone, call } = await dial();
      const marks: [string, boolean][] = [];
      call.media.onMark((id, played) => marks.push([id, played]));
      for (let times = 0; times < 12; times++) call.media.write(sound(GREETING));
      call.media.mark('long');
      await waitUntil('it is heard', () => phone.audio.frames.length > 50);
      call.media.flush();
      const flushed = performance.now();
      await waitUntil(
        'silence',
        () => performance.now() - flushed > 400 && frameEnergy(phone.audio.heardSince(flushed + 300)) < LOUD,
      );
      const from = performance.now();
      await play(call, ANSWER);
      expect(frameEnergy(phone.audio.heardSince(flushed + 300, from))).toBeLessThan(LOUD);
      expect(await heard(phone.audio.heardSince(from))).toBe(ANSWER);
      expect(marks).toEqual([
        ['long', false],
        [ANSWER, true],
      ]);
    });

    it('pauses, and goes on where it stopped', async () => {
      const { phone, call } = await dial();
      let played = false;
      call.media.onMark(() => (played = true));
      call.media.write(sound(GREETING));
      call.media.mark('greeting');
      await waitUntil('it is heard', () => phone.audio.frames.length > 60);
      call.media.pause();
      const paused = performance.now();
      await waitUntil('a second passes', () => performance.now() - paused > 1_000);
      expect(played).toBe(false);
      expect(frameEnergy(phone.audio.heardSince(paused + 300))).toBeLessThan(LOUD);
      call.media.resume();
      await waitUntil('played', () => played, 20_000);
      const all = phone.audio.frames.map(({ ulaw }) => ulaw).filter((ulaw) => frameEnergy(ulaw) > 0);
      expect(await heard(Buffer.concat(all))).toBe(GREETING);
    });

    it('connects a person, whom the caller hears, and takes the caller back after the talk', async () => {
      const operator = await person({ kind: 'picks-up', ringsMs: 1_500, talksMs: 6_000 });
      const { phone, call } = await dial();
      await play(call, PERSON);
      const rings = performance.now();
      let answeredAt = 0;
      const talk = call.control.transfer({
        to: 'PJSIP/operator',
        ringSeconds: 25,
        onAnswered: () => (answeredAt = performance.now()),
      });
      await waitUntil('answered', () => answeredAt > 0, 20_000);
      expect(toneLevel(phone.audio.heardSince(rings, answeredAt), 400)).toBeGreaterThan(0.5);
      operator.audio.connect(await operator.sip.remoteAudioPort(), '127.0.0.1');
      const before = phone.audio.frames.length;
      operator.audio.say(sound(ANSWER));
      phone.audio.say(sound(CALLER));
      expect(await talk).toEqual({ kind: 'talked' });
      expect(phone.audio.frames.length).toBeGreaterThan(before);
      expect(await heard(phone.audio.heardSince(answeredAt + 200))).toBe(ANSWER);
      expect(await heard(operator.audio.heardSince())).toBe(CALLER);
      const back = performance.now();
      await play(call, GREETING);
      expect(await heard(phone.audio.heardSince(back))).toBe(GREETING);
    });

    it.each([
      ['busy', { kind: 'busy' }, 25],
      ['no-answer', { kind: 'away' }, 2],
    ] as const)('comes back to the desk: %s', async (kind, operator, ringSeconds) => {
      await person(operator);
      const { phone, call } = await dial();
      await play(call, PERSON);
      const outcome = await call.control.transfer({
        to: 'PJSIP/operator',
        ringSeconds,
        onAnswered: () => undefined,
      });
      expect(outcome).toEqual({ kind });
      const back = performance.now();
      await play(call, ANSWER);
      expect(await heard(phone.audio.heardSince(back))).toBe(ANSWER);
    });

    it('does not ring for an address that there is not', async () => {
      const { call } = await dial();
      const outcome = await call.control.transfer({
        to: 'PJSIP/nobody',
        ringSeconds: 5,
        onAnswered: () => undefined,
      });
      expect(outcome).toEqual({ kind: 'failed' });
    });

    it('knows when the caller hangs up while it rings, and stops ringing', async () => {
      const operator = await person({ kind: 'away' });
      const { phone, call } = await dial();
      let closed = false;
      call.media.onClose(() => (closed = true));
      const outcome: Promise<TransferOutcome> = call.control.transfer({
        to: 'PJSIP/operator',
        ringSeconds: 25,
        onAnswered: () => undefined,
      });
      await operator.sip.remoteAudioPort();
      await phone.sip.hangUp();
      expect(await outcome).toEqual({ kind: 'caller-hung-up' });
      await waitUntil('closed', () => closed);
      await operator.sip.ended();
    });

    it('stops ringing when told to', async () => {
      const operator = await person({ kind: 'away' });
      const { call } = await dial();
      const outcome = call.control.transfer({
        to: 'PJSIP/operator',
        ringSeconds: 25,
        onAnswered: () => undefined,
      });
      await operator.sip.remoteAudioPort();
      await call.control.cancelTransfer();
      expect(await outcome).toEqual({ kind: 'no-answer' });
      await operator.sip.ended();
    });

    it('rings nobody who was called off at once', async () => {
      await person({ kind: 'away' });
      const { call } = await dial();
      const request = { to: 'PJSIP/operator', ringSeconds: 120, onAnswered: () => undefined };
      const outcome = call.control.transfer(request);
      await call.control.cancelTransfer();
      expect(await outcome).toEqual({ kind: 'no-answer' });
      // The telephone cannot tell: Asterisk may have sent it nothing yet.
      await waitUntil('Asterisk rings nobody', async () => {
        const channels = await asterisk.channels();
        return !channels.some((name) => name.startsWith('PJSIP/operator'));
      });
    });

    it('does not keep a person who picks up for a desk of before', async () => {
      const operator = await person({ kind: 'picks-up', ringsMs: 500, talksMs: 60_000 });
      await asterisk.ring('PJSIP/operator', 'desk-person-of-before');
      await expect(operator.sip.ended()).resolves.toBeUndefined();
    });

    it('takes call after call that ends as soon as it has begun', async () => {
      for (let calls = 0; calls < 40; calls++) {
        const { call } = await dial();
        phones.pop()?.close();
        await call.control.hangUp();
      }
      expect(incoming).toHaveLength(40);
    });

    it('hangs up', async () => {
      const { phone, call } = await dial();
      await call.control.hangUp();
      await expect(phone.sip.ended()).resolves.toBeUndefined();
    });
  });
}
