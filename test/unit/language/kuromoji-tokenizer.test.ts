import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { loadKuromoji } from '../../../src/language/kuromoji-tokenizer';
import { normalize } from '../../../src/language/normalize';
import { withProtectedTerms } from '../../../src/language/protected-terms';
import type { Token, Tokenizer } from '../../../src/language/token';

let kuromoji: Tokenizer;
let tokenize: Tokenizer;
const surfaces = (tokens: readonly Token[]) => tokens.map(({ surface }) => surface);

beforeAll(async () => {
  kuromoji = await loadKuromoji();
  tokenize = withProtectedTerms(kuromoji, [
    { term: 'あいとぴあセンター', reading: 'あいとぴあせんたー' },
    { term: 'あいとぴあ', reading: 'あいとぴあ' },
    { term: '接種券', reading: 'せっしゅけん', mistaken: ['摂取券', '接種けん'] },
    { term: 'C++(見本)', reading: 'しーぷらぷら' },
  ]);
});

describe('kuromoji behind our normalisation', () => {
  it.each(['🙂🙂会場はどこ', '𠮟𠮷会場はどこ', '🙂🙂🙂会場🙂🙂はどこ🙂🙂'])('loses nothing of %s', (raw) => {
    const text = normalize(raw);
    expect(surfaces(tokenize(text)).join('')).toBe(text);
    expect(text).toContain('会場');
  });

  it('gives back every text that it is given, piece by piece', () => {
    const letters = fc.constantFrom(
      ...'接種券をなくしたーカ〜🙂𠮟あいとぴあセンターABC12 。、？!ﾜｸﾁﾝ髙\ud800\u0000',
    );
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: letters, maxLength: 60 })),
        (raw) => {
          const text = normalize(raw);
          expect(surfaces(tokenize(text)).join('')).toBe(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['4,000 long vowels', 'ー'.repeat(4000)],
    ['4,000 katakana', 'カ'.repeat(4000)],
    [
      '4,000 different katakana',
      Array.from({ length: 4000 }, (_, i) => String.fromCharCode(0x30a1 + (i % 80))).join(''),
    ],
    ['100,000 characters', '予約したいのですが、'.repeat(10_000)],
    ['100,000 emoji', '🙂'.repeat(50_000)],
    ['lone surrogates', '\ud83d'.repeat(5000)],
    ['control characters', '\u0000\u001b'.repeat(5000)],
  ])('takes %s in less than a second', (_, raw) => {
    const begin = performance.now();
    const text = normalize(raw);
    expect(surfaces(tokenize(text)).join('')).toBe(text);
    expect(performance.now() - begin).toBeLessThan(1000);
  });

  it('cuts words in unhelpful places: these are why readings, bigrams and protected terms stand beside it', () => {
    expect(surfaces(kuromoji('接種はいつから'))).toEqual(['接種', 'は', 'い', 'つ', 'から']);
    expect(surfaces(kuromoji('よやく'))).toEqual(['よ', 'やく']);
    expect(surfaces(kuromoji('あいとぴあセンター'))).toEqual(['あい', 'と', 'ぴあ', 'センター']);
  });

  it('knows the reading and the dictionary form of a word, and which words carry meaning', () => {
    const tokens = kuromoji('予約を取り消したい');
    expect(tokens.find(({ surface }) => surface === '予約')).toMatchObject({
      reading: 'よやく',
      content: true,
    });
    expect(tokens.find(({ base }) => base === '取り消す')).toMatchObject({
      surface: '取り消し',
      content: true,
    });
    expect(tokens.find(({ surface }) => surface === 'を')).toMatchObject({ content: false });
    expect(kuromoji('')).toEqual([]);
  });
});

describe('protected terms', () => {
  it('are never cut, and the longest of them wins', () => {
    expect(surfaces(tokenize('あいとぴあセンターへ'))).toEqual(['あいとぴあセンター', 'へ']);
    expect(surfaces(tokenize('あいとぴあへ'))).toEqual(['あいとぴあ', 'へ']);
  });

  it('turn what speech recognition writes into what was meant, but keep the surface', () => {
    expect(tokenize('摂取券')).toEqual([
      { surface: '摂取券', base: '接種券', reading: 'せっしゅけん', content: true },
    ]);
    expect(tokenize('接種けん')[0]).toMatchObject({ base: '接種券' });
  });

  it('may contain any character', () => {
    expect(tokenize(normalize('C++(見本)'))[0]).toMatchObject({ base: normalize('C++(見本)') });
  });
});

describe('a missing dictionary', () => {
  it('is an error that names the folder and the remedy, and no tokenizer', async () => {
    await expect(loadKuromoji('/nowhere/dict')).rejects.toMatchObject({
      code: 'dictionary.missing',
      message: expect.stringMatching(/\/nowhere\/dict.*npm ci/) as unknown,
    });
  });

  it('is found too when only a part of it is missing or broken', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-dict-'));
    const whole = path.join(path.dirname(require.resolve('kuromoji/package.json')), 'dict');
    await cp(path.join(whole, 'base.dat.gz'), path.join(folder, 'base.dat.gz'));
    await expect(loadKuromoji(folder)).rejects.toMatchObject({ code: 'dictionary.missing' });
    await cp(whole, folder, { recursive: true });
    await writeFile(path.join(folder, 'tid.dat.gz'), 'not gzip');
    await expect(loadKuromoji(folder)).rejects.toMatchObject({ code: 'dictionary.missing' });
    await rm(folder, { recursive: true });
  });
});
