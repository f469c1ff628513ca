import { cutOut, secondsOf, shorterPauses } from '../../../src/channels/voice/speech/shorter-pauses';

const SPOKEN = [
  { name: 'h', from: 1, to: 1.5 },
  { name: 'pau', from: 1.5, to: 2.5 },
  { name: 'a', from: 2.5, to: 3 },
  { name: 'pau', from: 3, to: 3.25 },
  { name: 'i', from: 3.25, to: 3.5 },
];

describe('pauses within a sentence', () => {
  it('are cut in their middle when they are too long, and left alone when not', () => {
    expect(shorterPauses(SPOKEN, 0.5)).toEqual([
      { from: 1, to: 1.75 },
      { from: 2.25, to: 3.5 },
    ]);
    expect(secondsOf(shorterPauses(SPOKEN, 0.5))).toBe(2);
  });

  it('are none where nothing is spoken', () => {
    expect(shorterPauses([], 0.5)).toEqual([]);
    expect(cutOut(new Int16Array(10), 10, [], 0.1)).toHaveLength(0);
  });

  it('leave the rest of the sound as it is, with a margin at both ends only', () => {
    const samples = Int16Array.from({ length: 40 }, (_, index) => index);
    const kept = cutOut(samples, 10, shorterPauses(SPOKEN, 0.4), 0.2);
    expect([...kept]).toEqual([...samples.subarray(8, 17), ...samples.subarray(23, 37)]);
  });
});
