import { findPersonalData } from '../../../src/privacy/detect';
import { maskPersonalData } from '../../../src/privacy/mask';
import { labelledRows } from './labelled-rows';

const options = { allow: ['狛江市岩戸南3-15-1', '上和泉地域センター', '岩戸児童センター'] };
const rows = labelledRows();
const withData = rows.filter((row) => row.spans.length > 0);
const without = rows.filter((row) => row.spans.length === 0);

const found = (text: string, more: object = {}) =>
  findPersonalData(text, { ...options, ...more }).map((span) => `${span.kind}:${span.text}`);

describe('personal data', () => {
  it('is measured on enough rows of both kinds', () => {
    expect(withData.length).toBeGreaterThanOrEqual(150);
    expect(without.length).toBeGreaterThanOrEqual(150);
  });

  it.each(withData)('is found in 「$text」 ($remarks)', ({ text, spans }) => {
    expect(found(text)).toEqual(spans);
  });

  it.each(without)('is not seen in 「$text」 ($remarks)', ({ text }) => {
    expect(found(text)).toEqual([]);
  });

  it('has offsets of the text as it was written, also after an emoji', () => {
    const text = '👍👍 電話は０９０−１２３４−５６７８';
    const [span] = findPersonalData(text);
    expect(text.slice(span?.start, span?.end)).toBe('０９０−１２３４−５６７８');
  });
});

describe('the public address', () => {
  it('is personal data when nobody published it', () => {
    expect(findPersonalData('狛江市岩戸南3-15-1').map((span) => span.kind)).toEqual(['address']);
  });

  it.each([
    '狛江市岩戸南3-15-1-203',
    '狛江市岩戸南3-15-12',
    '狛江市岩戸南13-15-1',
    '狛江市岩戸南3-15-1 203号室',
  ])('does not cover %s', (address) => {
    expect(found(address)).toEqual([`address:${address}`]);
  });
});

describe('a tokenizer', () => {
  const names = new Set(['生方', '麦']);
  const tokenize = (text: string) =>
    text.startsWith('生方')
      ? [text.slice(0, 2), text.slice(2)]
          .filter(Boolean)
          .map((surface) => ({ surface, personName: names.has(surface) }))
      : [{ surface: text, personName: false }];

  it('adds names that are not in the list', () => {
    expect(found('生方ですけど、予約の変更です')).toEqual([]);
    expect(found('生方ですけど、予約の変更です', { tokenize })).toEqual(['name:生方']);
    expect(found('娘の生方麦の分です', { tokenize })).toEqual(['name:生方麦']);
  });

  it('is asked about short stretches only, and not without end', () => {
    const asked: string[] = [];
    const text = `${'漢字だ'.repeat(5000)}${'字'.repeat(50_000)}`;
    findPersonalData(text, { tokenize: (piece) => (asked.push(piece), [{ surface: piece }]) });
    expect(asked.length).toBeLessThanOrEqual(200);
    expect(Math.max(...asked.map((piece) => piece.length))).toBeLessThanOrEqual(7);
  });
});

describe('masking', () => {
  it('puts a readable mark where the data was and tells the kinds', () => {
    expect(maskPersonalData('田中正夫と申します。電話は090-1234-5678、090-0000-0000です。')).toEqual({
      text: '〔お名前〕と申します。電話は〔電話番号〕、〔電話番号〕です。',
      kinds: ['name', 'phone'],
    });
  });

  it('leaves everything else exactly as it was', () => {
    const text = '　ｱｲｳ①㈱ﾊﾟ\r\n\u0000A　𠮷野家👍';
    expect(maskPersonalData(text)).toEqual({ text, kinds: [] });
  });

  it.each(withData)('leaves nothing of 「$text」 readable', ({ text, spans }) => {
    const masked = maskPersonalData(text, options).text;
    for (const span of spans) expect(masked).not.toContain(span.slice(span.indexOf(':') + 1));
    expect(maskPersonalData(masked, options)).toEqual({ text: masked, kinds: [] });
  });
});
