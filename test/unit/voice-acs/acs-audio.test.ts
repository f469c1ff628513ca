import { bytesOf, samplesOf } from '../../../src/channels/voice/audio/pcm-bytes';
import { decodeMulaw } from '../../../src/channels/voice/audio/mulaw';
import { Playout } from '../../../src/channels/voice/carriers/acs/playout';
import { FRAME_BYTES } from '../../../src/channels/voice/ports';
import { keySound } from '../../helpers/key-sound';
import { toMulaw } from '../../helpers/sounds';
import { waitUntil } from '../../helpers/wait-until';
import { AcsDesk, listen } from './acs-desk';

let desk: AcsDesk;
beforeAll(async () => {
  desk = await new AcsDesk().start();
});
afterAll(async () => {
  await desk.stop();
});

/** A sine of 430 Hz. */
function sine(rate: number, ms: number): Int16Array {
  return Int16Array.from({ length: (rate * ms) / 1000 }, (_, at) =>
    Math.round(10_000 * Math.sin((2 * Math.PI * 430 * at) / rate)),
  );
}

/** How often the samples cross zero upwards: the frequency, whatever the loudness. */
function cycles(samples: Int16Array): number {
  return samples.filter((sample, at) => sample >= 0 && (samples[at - 1] ?? 0) < 0).length;
}

const loudest = (samples: Int16Array): number =>
  samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);

test('16 kHz from Azure becomes frames of 8 kHz µ-law of the same pitch and loudness', async () => {
  const { call, azure } = await desk.ring();
  const heard = listen(call);
  azure.say(bytesOf(sine(16_000, 1_000)));
  await waitUntil('a second is heard', () => heard.frames.length === 50);
  expect(heard.frames.every(({ length }) => length === FRAME_BYTES)).toBe(true);
  const samples = decodeMulaw(Buffer.concat(heard.frames));
  expect(Math.abs(cycles(samples.subarray(800, 7_200)) - 344)).toBeLessThanOrEqual(1);
  expect(Math.abs(loudest(samples) - 10_000)).toBeLessThan(700);
});

test('what the desk writes arrives as 16 kHz of the same pitch, and the mark after it', async () => {
  const { call, azure } = await desk.ring();
  const heard = listen(call);
  call.media.write(toMulaw(Float64Array.from(sine(8_000, 400))));
  call.media.mark('said');
  await waitUntil('the mark', () => heard.marks.length === 1);
  expect(heard.marks).toEqual([['said', true]]);
  await waitUntil('400 ms are heard', () => azure.heard().length >= 400 * 32);
  const samples = samplesOf(azure.heard());
  expect(Math.abs(cycles(samples.subarray(1_600, 4_800)) - 86)).toBeLessThanOrEqual(1);
  expect(Math.abs(loudest(samples) - 10_000)).toBeLessThan(700);
  expect(desk.azure.faults).toEqual([]);
});

test('a flush stops what Azure still has, and marks that nobody hears are not played', async () => {
  const { call, azure } = await desk.ring();
  const heard = listen(call);
  call.media.write(toMulaw(Float64Array.from(sine(8_000, 20_000))));
  call.media.mark('interrupted');
  await waitUntil('it is heard', () => azure.heard().length > 0);
  call.media.flush();
  expect(heard.marks).toEqual([['interrupted', false]]);
  await waitUntil('Azure is told', () => azure.stops === 1);
  expect(azure.heard().length).toBeLessThan(10_000 * 32);
});

test('keys count once, as Azure’s digits or words or as tones in the voice', async () => {
  const { call, azure } = await desk.ring();
  const heard = listen(call);
  for (const tone of ['1', 'two', 'pound', 'asterisk', '0', 'a', 'flash']) azure.key(tone);
  await waitUntil('five keys', () => heard.keys.length === 5);
  const tones = Float64Array.from(keySound('7', { ms: 100, level: -10 }));
  const doubled = Int16Array.from({ length: tones.length * 2 }, (_, at) => tones[at >> 1] ?? 0);
  azure.say(bytesOf(doubled));
  await waitUntil('the tone is heard', () => heard.keys.length === 6);
  azure.key('seven');
  azure.key('9');
  await waitUntil('the last key', () => heard.keys.at(-1) === '9');
  expect(heard.keys).toEqual(['1', '2', '#', '*', '0', '7', '9']);
});

test('messages that are none change nothing', async () => {
  const { call, azure } = await desk.ring();
  const heard = listen(call);
  for (const text of [
    '',
    '{',
    '[]',
    '{"kind":"Later"}',
    '{"kind":"AudioData"}',
    '{"kind":"DtmfData","dtmfData":{}}',
  ])
    azure.send(text);
  azure.key('3');
  await waitUntil('the key after them', () => heard.keys.length === 1);
  expect(heard.closed).toBe(false);
});

describe('the playout clock', () => {
  function playout() {
    const sent: number[] = [];
    const marks: string[] = [];
    let stops = 0;
    const clock = new Playout({
      send: (frame) => sent.push(frame[0] ?? 0),
      stop: () => stops++,
      reached: (mark, played) => marks.push(played ? mark : `-${mark}`),
    });
    const ticks = (times: number): void => Array.from({ length: times }).forEach(() => clock.tick());
    return { clock, sent, marks, ticks, stops: () => stops };
  }
  const numbered = (frames: number): Buffer =>
    Buffer.concat(Array.from({ length: frames }, (_, at) => Buffer.alloc(FRAME_BYTES, at)));

  test('sends five frames ahead, then one every 20 ms, and reaches a mark when its frame was heard', () => {
    const { clock, sent, marks, ticks } = playout();
    clock.write(numbered(8));
    clock.mark('end');
    ticks(1);
    expect(sent).toEqual([0, 1, 2, 3, 4]);
    ticks(7);
    expect([sent.length, marks]).toEqual([8, []]);
    ticks(1);
    expect(marks).toEqual(['end']);
  });

  test('a pause takes back what flies and goes on there', () => {
    const { clock, sent, marks, ticks, stops } = playout();
    clock.write(numbered(8));
    clock.mark('end');
    ticks(3);
    clock.pause();
    ticks(10);
    expect([sent.length, stops()]).toEqual([7, 1]);
    clock.resume();
    ticks(7);
    expect(sent).toEqual([0, 1, 2, 3, 4, 5, 6, 2, 3, 4, 5, 6, 7]);
    expect(marks).toEqual(['end']);
  });

  test('a flush in a pause loses every mark and ends the pause', () => {
    const { clock, sent, marks, ticks } = playout();
    clock.write(numbered(3));
    clock.mark('a');
    clock.write(numbered(9));
    clock.mark('b');
    ticks(1);
    clock.pause();
    clock.flush();
    expect(marks).toEqual(['-a', '-b']);
    clock.write(numbered(1));
    ticks(1);
    expect(sent.length).toBe(6);
  });

  test('a mark with nothing before it is reached at once', () => {
    const { clock, marks, ticks } = playout();
    clock.mark('now');
    ticks(1);
    expect(marks).toEqual(['now']);
  });
});
