import fc from 'fast-check';
import { encodeSaid, withPageLink } from '../../../src/channels/line/encode-said';
import { cutText, graphemesOf } from '../../../src/channels/line/graphemes';
import { splitText } from '../../../src/channels/line/split-text';

const FAMILY = '👨‍👩‍👧‍👦';
const card = { title: '続きは', button: '市のページを開く', note: '10分以内に' };

describe('text for LINE', () => {
  it('is split after a sentence, not in the middle of one', () => {
    const sentence = `${'あ'.repeat(998)}。`;
    const pieces = splitText(sentence.repeat(12));
    expect(pieces.map(({ length }) => length)).toEqual([4995, 4995, 1998]);
    expect(pieces.every((piece) => piece.endsWith('。'))).toBe(true);
  });

  it('is never cut inside a character', () => {
    const pieces = splitText(FAMILY.repeat(1000));
    expect(pieces.length).toBeGreaterThan(1);
    expect(
      pieces.every((piece) => piece.length <= 5000 && graphemesOf(piece).every((sign) => sign === FAMILY)),
    ).toBe(true);
  });

  it('keeps every character when it is split, and no piece is too long', () => {
    const texts = fc.string({
      unit: fc.constantFrom('あ', '。', '\n', ' ', FAMILY, 'か\u3099', '𠮷', '！', '」'),
      maxLength: 400,
    });
    fc.assert(
      fc.property(texts, fc.integer({ min: 30, max: 120 }), (text, longest) => {
        const pieces = splitText(text, longest);
        expect(pieces.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        expect(pieces.every((piece) => piece.length <= longest && piece.trim() !== '')).toBe(true);
      }),
    );
  });

  it.each([
    ['短い', 20, '短い'],
    ['あ'.repeat(25), 20, `${'あ'.repeat(19)}…`],
    [FAMILY.repeat(25), 20, `${FAMILY.repeat(19)}…`],
  ])('is cut to so many graphemes: %s', (text, most, cut) => {
    expect(cutText(text, most)).toBe(cut);
  });
});

describe('what the desk says on LINE', () => {
  const said = { author: 'bot', text: 'はい。', activity: {} } as const;

  it('offers thirteen buttons at most, under the last message, with the whole words behind a short label', () => {
    const actions = Array.from({ length: 20 }, (_, n) => ({
      title: `${n}${'長い質問'.repeat(10)}`,
      value: `${n}${'長い質問'.repeat(10)}`,
    }));
    const activity = { suggestedActions: { actions } };
    const place = { title: '会場', address: '狛江市', latitude: 35, longitude: 139 };
    const messages = encodeSaid({ ...said, activity }, { place, card });

    expect(messages.map(({ type }) => type)).toEqual(['text', 'location']);
    expect(messages[0]).not.toHaveProperty('quickReply');
    const { items } = messages[1]?.['quickReply'] as { items: { action: { label: string; text: string } }[] };
    expect(items).toHaveLength(13);
    expect(graphemesOf(items[0]?.action.label ?? '')).toHaveLength(20);
    expect(items[0]?.action.text).toBe(actions[0]?.value);
  });

  it('names the operator who speaks, never LINE itself', () => {
    const activity = { channelData: { senderName: 'LINE公式の佐藤さんという名前がとても長い担当者です' } };
    const [message] = encodeSaid({ ...said, author: 'operator', activity }, { card });
    const { name } = message?.['sender'] as { name: string };
    expect(name).not.toMatch(/line/i);
    expect(name.length).toBeLessThanOrEqual(20);
    expect(encodeSaid({ ...said, activity }, { card })[0]).not.toHaveProperty('sender');
  });

  it('leads to the page by a card that a screen reader can read, with the link put in last', () => {
    const messages = encodeSaid({ ...said, activity: { channelData: { offersPage: true } } }, { card });
    expect(messages[1]).toMatchObject({ type: 'flex', altText: '続きは。10分以内に' });
    expect(JSON.stringify(withPageLink(messages, 'https://desk.example.lg.jp/go/x'))).toContain(
      '"uri":"https://desk.example.lg.jp/go/x"',
    );
  });
});
