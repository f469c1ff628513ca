import { decodeMulaw, encodeMulaw } from '../../../src/channels/voice/audio/mulaw';

/** ITU-T G.711, table 2a: the output value of the first code of each segment, in 16 instead of 14 bits. */
const SEGMENTS = [
  [0x80, 32_124],
  [0x8f, 16_764],
  [0x90, 15_996],
  [0xa0, 7_932],
  [0xb0, 3_900],
  [0xc0, 1_884],
  [0xd0, 876],
  [0xe0, 372],
  [0xf0, 120],
  [0xff, 0],
] as const;
const ALL = Uint8Array.from({ length: 256 }, (_, code) => code);
const VALUES = [...decodeMulaw(ALL)];

describe('µ-law', () => {
  it.each(SEGMENTS)('decodes %i to %i, and its negative twin to the negative', (code, value) => {
    expect([VALUES[code], VALUES[code ^ 0x80]]).toEqual([value, -value || 0].map((n) => n || 0));
  });

  it('comes back as the same code, but for the two zeros', () => {
    const back = [...encodeMulaw(decodeMulaw(ALL))];
    expect(back.flatMap((code, at) => (code === at ? [] : [at]))).toEqual([0x7f]);
  });

  it('cuts each segment into 16 equal steps, twice as wide as in the segment below (table 2a, decision values)', () => {
    const samples = Int16Array.from({ length: 32_768 }, (_, at) => at);
    const widths = new Map<number, number>();
    for (const code of encodeMulaw(samples)) widths.set(code, (widths.get(code) ?? 0) + 1);
    const wrong = [...widths].filter(([code, width]) => {
      const segment = 7 - ((code >> 4) & 7);
      // The first code has the half step above zero, the last one everything that is louder.
      return code !== 0xff && code !== 0x80 && width !== 8 << segment;
    });
    expect([wrong, widths.size, widths.get(0xff)]).toEqual([[], 128, 4]);
  });

  it.each([31, 95, 223, 479, 991, 2_015, 4_063])(
    'changes the segment at the decision value %i',
    (decision) => {
      const codes = encodeMulaw(
        Int16Array.of(decision * 4 - 1, decision * 4, -decision * 4 + 1, -decision * 4),
      );
      const segments = [...codes].map((code) => (~code >> 4) & 7);
      expect(segments).toEqual([0, 1, 0, 1].map((more) => (segments[0] ?? 0) + more));
    },
  );
});
