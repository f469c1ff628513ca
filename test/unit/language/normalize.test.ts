import fc from 'fast-check';
import { MAX_LENGTH, normalize } from '../../../src/language/normalize';

describe('normalising', () => {
  it.each([
    ['ﾜｸﾁﾝ', 'ワクチン', 'half-width kana'],
    ['１２', '12', 'full-width digits'],
    ['LINE', 'line', 'capitals'],
    ['髙﨑さん', '高崎さん', 'variants that NFKC keeps apart'],
    ['豫約', '予約', 'old kanji'],
    ['会場  は\tどこ\n？', '会場 は どこ ?', 'spaces'],
    ['🙂🙂会場', '会場', 'emoji before a word'],
    ['𠮟𠮷', '叱吉', 'astral kanji with an everyday twin'],
    ['𠀋会場', '会場', 'astral kanji without one'],
    ['\ud800会場\udc00', '会場', 'lone surrogates'],
    ['会\u200b場', '会場', 'zero width'],
    ['会場\u0000\u0007', '会場', 'control characters'],
    ['えええええ', 'ええ', 'runs of one character'],
    ['ーーーーー', 'ー', 'runs of a long vowel'],
    ['ほんと！！！', 'ほんと!', 'runs of marks'],
    ['1111111111', '1111111111', 'digits keep their runs'],
    ['', '', 'nothing'],
    [' 　\n', '', 'blanks'],
  ])('%j becomes %j: %s', (text, normal) => {
    expect(normalize(text)).toBe(normal);
  });

  it('keeps が and か, パ and バ and ハ apart', () => {
    expect(new Set(['がき', 'かき', 'パス', 'バス', 'ハス'].map(normalize)).size).toBe(5);
    expect(normalize('か\u3099')).toBe('が');
  });

  it('keeps the beginning and the end of what is too long', () => {
    const text = normalize(`はじめに。${'あいうえお'.repeat(30_000)}おわりに。`);
    expect(text.length).toBeLessThanOrEqual(MAX_LENGTH);
    expect(text).toMatch(/^はじめに。.*おわりに。$/);
  });

  it.each([
    ['anything', fc.string({ unit: 'binary', maxLength: 600 })],
    [
      'Japanese',
      fc.string({
        unit: fc.constantFrom(...'かがｶﾞガーｰ－~〜ＡaⅧ㌔﨑髙🙂\ud800\u200b゛ﾞ。！1１ 　'),
        maxLength: 600,
      }),
    ],
  ])('of %s is the same when done again, and never longer than the cap', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = normalize(text);
        expect(once.length).toBeLessThanOrEqual(MAX_LENGTH);
        expect(normalize(once)).toBe(once);
      }),
      { numRuns: 1000 },
    );
  });
});
