import { personalDataMask, personalDataOriginal } from '../../src/personal-data-mask';
import { maskPersonalData } from '../../src/privacy/mask';
import { csvRows } from '../helpers/csv';
import { realDesk } from '../helpers/real-desk';

describe('what of a citizen’s words may be kept encrypted', () => {
  let original: ReturnType<typeof personalDataOriginal>;
  let mask: (text: string) => string;
  beforeAll(async () => {
    const { desk, tokenizer } = await realDesk();
    original = personalDataOriginal(desk.pack, tokenizer);
    mask = personalDataMask(desk.pack, tokenizer);
  });

  it('is everything where only a telephone number and a name are hidden', () => {
    const text = '田中です。090-1234-5678にお願いします';
    expect(mask(text)).not.toContain('1234');
    expect(original(text)).toEqual({ text, kinds: ['name', 'phone'] });
  });

  it('is nothing where nothing is hidden', () => {
    expect(original('予約を取り消したい')).toBeUndefined();
  });

  it('is nothing where only a number is hidden that no desk may keep', () => {
    expect(original('マイナンバーは123456789018です')).toBeUndefined();
  });

  it('hides such a number even there', () => {
    const kept = original('090-1234-5678、マイナンバーは123456789018です');
    expect(kept).toEqual({ text: '090-1234-5678、マイナンバーは〔個人番号〕です', kinds: ['phone'] });
  });

  it('never holds a My Number, a card or an account number that the mask knows', () => {
    const texts = csvRows('data/personal-data.csv').map(([text = '']) => text);
    const joined = texts.slice(1).map((text, i) => `${texts[i] ?? ''}${text}`);
    const kept = [...texts, ...joined].map((text) => original(text)?.text ?? '');
    expect(kept.filter((text) => text !== '').length).toBeGreaterThan(200);
    for (const text of kept) {
      const found = maskPersonalData(text).kinds.filter((kind) =>
        ['mynumber', 'card', 'account'].includes(kind),
      );
      expect({ text, found }).toEqual({ text, found: [] });
    }
  });
});
