import fc from 'fast-check';
import { makeAnalyzer, makeLexer, type Analysis, type Analyzer } from '../../../src/language/analyze';
import { soundOf } from '../../../src/language/kana';
import { loadKuromoji } from '../../../src/language/kuromoji-tokenizer';
import { withProtectedTerms } from '../../../src/language/protected-terms';

let analyze: Analyzer;

beforeAll(async () => {
  const tokenizer = withProtectedTerms(await loadKuromoji(), [{ term: '接種券', reading: 'せっしゅけん' }]);
  analyze = makeAnalyzer(
    makeLexer(tokenizer, [
      ['接種', '注射', '打つ'],
      ['副反応', '副作用'],
    ]),
  );
});

/** Share of the first text's sounds that the second has too. */
function soundsShared(a: Analysis, b: Analysis): number {
  return a.sounds.filter((sound) => b.sounds.includes(sound)).length / a.sounds.length;
}

describe('an analysis', () => {
  it.each([
    ['せっしゅかいじょうはどこですか', '接種会場はどこですか'],
    ['よやくをとりけしたい', '予約を取り消したい'],
    ['ワクチンヲウチタイ', 'ワクチンを打ちたい'],
    ['ﾖﾔｸｼﾀｲ', '予約したい'],
    ['じゅうしょがかわりました', '住所が変わりました'],
    ['とおい', 'とうい'],
  ])('of %s sounds like %s', (heard, written) => {
    expect(soundsShared(analyze(heard), analyze(written))).toBeGreaterThan(0.75);
  });

  it.each([
    ['摂取券をなくした', '接種券をなくした'],
    ['回場はどこ', '会場はどこ'],
    ['要約したい', '予約したい'],
    ['摂取会場', '接種会場'],
  ])('of %s, as speech recognition writes, mostly sounds like %s', (heard, meant) => {
    expect(soundsShared(analyze(heard), analyze(meant))).toBeGreaterThan(0.4);
  });

  it('names the synonym group of a word, also when kuromoji cuts the word in two', () => {
    expect(analyze('注射したい').words).toContain('=接種');
    expect(analyze('打ちたい').words).toContain('=接種');
    expect(analyze('副反応が怖い').words).toContain('=副反応');
    expect(analyze('副作用が怖い').words).toContain('=副反応');
  });

  it('has words in their dictionary form, without particles and endings', () => {
    expect(analyze('予約を取り消したいのですが').words).toEqual(['予約', '取り消す']);
  });

  it('has bigrams of everything but marks, even where no word is known', () => {
    expect(analyze('せっしゅ？').bigrams).toEqual(['せっ', 'っし', 'しゅ']);
    expect(analyze('〇').bigrams).toEqual(['〇']);
  });

  it.each(['', '   ', '🙂🙂', '？！', '\u0000'])('of %j is empty', (text) => {
    const { words, bigrams, sounds } = analyze(text);
    expect([words, bigrams, sounds]).toEqual([[], [], []]);
  });

  it('of anything has no duplicates, and is the same again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (raw) => {
        const analysis = analyze(raw);
        for (const list of [analysis.words, analysis.bigrams, analysis.sounds])
          expect(new Set(list).size).toBe(list.length);
        expect(analyze(analysis.text)).toEqual(analysis);
      }),
      { numRuns: 300 },
    );
  });
});

describe('sounds', () => {
  it.each([
    ['づ', 'ず'],
    ['ぢ', 'じ'],
    ['を', 'お'],
    ['こうじょう', 'こーじょー'],
    ['おおい', 'おーい'],
    ['せんせい', 'せんせー'],
    ['ワクチン', 'わくちん'],
    ['ヴァ', 'ぶぁ'],
  ])('of %s are those of %s', (written, heard) => {
    expect(soundOf(written)).toBe(heard);
  });

  it('keep what differs in meaning apart', () => {
    expect(new Set(['か', 'が', 'は', 'ば', 'ぱ', 'つ', 'っ'].map(soundOf)).size).toBe(7);
  });
});
