import { fuzzyCloseness } from '../../../src/matching/fuzzy-retriever';

const PHRASINGS = ['会場までの道順を教えてください', '予約を取り消したい', 'がっこう'];

describe('fuzzy closeness', () => {
  it('is 1 for the same words, less for a slip, nothing for others', () => {
    const [, same = 0] = fuzzyCloseness('予約を取り消したい', PHRASINGS);
    const [, slip = 0] = fuzzyCloseness('予約を取り消しあい', PHRASINGS);
    expect(same).toBeGreaterThan(0.95);
    expect(slip).toBeGreaterThan(0.5);
    expect(slip).toBeLessThan(same);
    expect(fuzzyCloseness('量子力学', PHRASINGS)).toEqual([0, 0, 0]);
  });

  it.each(['', ' ', '　\n'])('of the blank %j is nothing, where Fuse.js would return everything', (text) => {
    expect(fuzzyCloseness(text, PHRASINGS)).toEqual([0, 0, 0]);
  });

  it('of a single character is nothing, where Fuse.js would call it perfect', () => {
    expect(fuzzyCloseness('会', PHRASINGS)).toEqual([0, 0, 0]);
  });

  it('of more than 32 characters is nothing, because bitap cannot take them', () => {
    const long = '会場までの道順を教えてください'.repeat(3);
    expect(fuzzyCloseness(long.slice(0, 33), PHRASINGS)).toEqual([0, 0, 0]);
    expect(fuzzyCloseness(long.slice(0, 32), [long])[0]).toBeGreaterThan(0);
  });

  it('keeps が and か, パ and ハ apart', () => {
    const [, , marked = 0] = fuzzyCloseness('がっこう', PHRASINGS);
    const [, , plain = 0] = fuzzyCloseness('かっこう', PHRASINGS);
    expect(plain).toBeLessThan(marked);
  });

  it('stays within 0 and 1, for as many phrasings as were given', () => {
    for (const text of ['予約', '会場まで', 'がっこうの予約', 'zz']) {
      const closeness = fuzzyCloseness(text, PHRASINGS);
      expect(closeness).toHaveLength(PHRASINGS.length);
      for (const value of closeness) expect(value >= 0 && value <= 1).toBe(true);
    }
  });
});
