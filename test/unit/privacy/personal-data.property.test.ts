import fc from 'fast-check';
import { findPersonalData } from '../../../src/privacy/detect';
import { maskPersonalData } from '../../../src/privacy/mask';
import { labelledRows } from './labelled-rows';

const pieces = labelledRows().map((row) => row.text);
/** Any string at all, and strings put together of what recognisers look for. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...pieces),
        fc.constantFrom(...'0123456789〇一二三０１-ー−の (）/、年月日〒@田中です市丁目番〔〕\ud800\udc00\n'),
        fc.constantFrom(
          'ゼロ',
          'いち',
          '〔電話番号〕',
          '昭和',
          '生まれ',
          'と申します',
          '号室',
          '佐藤',
          '〔お名前',
        ),
      ),
      { maxLength: 25 },
    )
    .map((parts) => parts.join('')),
);

describe('spans', () => {
  it('lie within the text, in order, without overlap', () => {
    fc.assert(
      fc.property(text, (any) => {
        let last = 0;
        for (const span of findPersonalData(any)) {
          expect(span.start).toBeGreaterThanOrEqual(last);
          expect(span.end).toBeGreaterThan(span.start);
          expect(span.end).toBeLessThanOrEqual(any.length);
          expect(span.text).toBe(any.slice(span.start, span.end));
          last = span.end;
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('masking', () => {
  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(text, (any) => {
        const { text: masked } = maskPersonalData(any);
        expect(maskPersonalData(masked)).toEqual({ text: masked, kinds: [] });
      }),
      { numRuns: 1000 },
    );
  });

  const digit = fc.integer({ min: 0, max: 9 });
  const myNumber = fc.array(digit, { minLength: 12, maxLength: 12 }).map((digits) => digits.join(''));
  const script = fc.constantFrom('0123456789', '０１２３４５６７８９', '〇一二三四五六七八九');
  const grouping = fc.constantFrom(
    [12],
    [4, 4, 4],
    [3, 3, 3, 3],
    [6, 6],
    [2, 2, 2, 2, 2, 2],
    [5, 7],
    [4, 8],
    [8, 4],
    [2, 10],
  );
  const separator = fc.constantFrom(
    '-',
    ' ',
    '　',
    '－',
    '‐',
    '−',
    'ー',
    '・',
    'の',
    '.',
    '_',
    '/',
    ' - ',
    '、',
  );

  it('never lets a My Number through, in any script and grouping', () => {
    fc.assert(
      fc.property(myNumber, script, grouping, separator, (digits, figures, sizes, between) => {
        let at = 0;
        const written = sizes
          .map((size) =>
            Array.from(digits.slice(at, (at += size)), (d) => figures.charAt(Number(d))).join(''),
          )
          .join(between);
        const { text: masked } = maskPersonalData(`わたしの${written}です`);
        expect(masked.replace(/〔[^〕]*〕/g, '')).not.toMatch(new RegExp(`[${figures}]`));
      }),
      { numRuns: 2000 },
    );
  });

  // A generous ceiling: it catches a pattern that has become quadratic (minutes), not a slow machine.
  it.each(
    [
      'あ',
      '漢',
      'ー',
      '1',
      '1 ',
      '1-',
      '一',
      '〇の',
      'いちに',
      '田中',
      '田中 ',
      'ア',
      'a',
      'a@',
      'a.',
      '市',
      '丁目',
      '市1-',
      '1-1-',
      '(',
      '〒',
      '昭和',
      '昭和1年',
      '1.1.',
      '〔電話番号〕',
      '〔',
      '\ud800',
      '👍',
      ' ',
      '\n',
      '090-1234-5678 ',
      '名前は',
      '子',
      '私',
      '荘1',
      'くん',
      'と申し',
      '佐藤さん',
      '123456789012',
      '千九百',
      '+1',
      '1(',
    ].map((unit) => [unit]),
  )('takes 100,000 characters of %j in its stride', (unit) => {
    const long = unit.repeat(Math.ceil(100_000 / unit.length));
    const start = performance.now();
    maskPersonalData(long);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
