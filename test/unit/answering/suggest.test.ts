import { EntrySuggestions, type SaidLine } from '../../../src/answering/suggest';
import { OPENING, realDesk } from '../../helpers/real-desk';

let suggestions: EntrySuggestions;

beforeAll(async () => {
  const { desk } = await realDesk();
  suggestions = new EntrySuggestions(
    () => desk,
    () => OPENING,
  );
});

const citizen = (text: string): SaidLine => ({ author: 'citizen', text, entryIds: [] });
const bot = (text: string, ...entryIds: string[]): SaidLine => ({ author: 'bot', text, entryIds });

describe('suggestions for a conversation', () => {
  it('answers the last words of the citizen as the desk would, and says why', () => {
    const { query, suggestions: found } = suggestions.forConversation(
      [citizen('こんにちは'), bot('こんにちは。'), citizen('会場に駐車場はありますか')],
      'web',
    );

    expect(query).toBe('会場に駐車場はありますか');
    expect(found[0]).toMatchObject({ entryId: 'venue.parking', sure: true, release: 1 });
    expect(found[0]?.why).toMatch(/『駐車場?』.*言い方「.+」/);
    expect(found[0]?.answer).not.toContain('{{');
    expect(found[0]?.speak).not.toContain('{{');
  });

  it('reads a follow-up together with the question before it', () => {
    const lines = [
      citizen('岩戸児童センターへの行き方を教えて'),
      bot('…', 'venue.access-iwado'),
      citizen('車は？'),
    ];
    const alone = suggestions.forConversation([citizen('車は？')], 'web').suggestions;
    const followed = suggestions.forConversation(lines, 'web').suggestions;

    expect(followed.slice(0, 3).map(({ entryId }) => entryId)).toContain('venue.iwado');
    expect(followed.map(({ confidence }) => confidence)).not.toEqual(
      alone.map(({ confidence }) => confidence),
    );
  });

  it('begins with the guidance when the words show danger', () => {
    const { suggestions: found } = suggestions.forConversation(
      [citizen('母の息が苦しそうで、意識がありません')],
      'web',
    );

    expect(found[0]).toMatchObject({ entryId: 'emergency.life', sure: true });
    expect(found[0]?.answer).toContain('119番');
    expect(suggestions.entry('emergency.life')).toEqual(found[0]);
  });

  it('has nothing to say before the citizen has said anything', () => {
    expect(suggestions.forConversation([bot('ようこそ')], 'web')).toEqual({ query: '', suggestions: [] });
  });

  it('brings the directions of the venue that is named', () => {
    const [first] = suggestions.search('岩戸児童センターへの行き方を教えてください');

    expect(first?.venue).toMatchObject({ venueId: 'iwado', name: '岩戸児童センター' });
    expect(first?.venue?.script).toContain('岩戸南');
  });
});

describe('the search while typing', () => {
  it.each([
    ['駐', 'venue.parking'],
    ['駐車', 'venue.parking'],
    ['ちゅうしゃじょう', 'venue.parking'],
    ['venue.parking', 'venue.parking'],
    ['venue.park', 'venue.parking'],
    ['再発行', 'ticket.lost'],
    ['副反', 'safety.side-effects'],
    ['予約を変えたいのですがどうしたらいいですか', 'booking.change'],
  ])('finds for 「%s」 the entry %s', (typed, entryId) => {
    expect(suggestions.search(typed).map((one) => one.entryId)).toContain(entryId);
  });

  it('lists entries of a category by its name', () => {
    const found = suggestions.search('会場');

    expect(found).toHaveLength(5);
    expect(found.filter(({ entryId }) => entryId.startsWith('venue.')).length).toBeGreaterThanOrEqual(4);
  });

  it('finds something for the first kana of a word', () => {
    expect(suggestions.search('ちゅう').length).toBeGreaterThan(0);
  });

  it('finds nothing for nothing, and stays up with anything', () => {
    expect(suggestions.search('  ')).toEqual([]);
    for (const typed of ['(', '\\', '<script>', '{{venue.iwado.name}}', '😀', 'あ'.repeat(200)])
      expect(Array.isArray(suggestions.search(typed))).toBe(true);
  });

  it('takes less than a tenth of a second', () => {
    suggestions.search('予約');
    const begin = performance.now();
    for (const typed of [
      'よ',
      'よや',
      '予約',
      '予約の',
      '予約の変',
      '予約の変更',
      '会場までバスで行けますか',
    ])
      suggestions.search(typed);

    expect((performance.now() - begin) / 7).toBeLessThan(300); // some milliseconds where nothing else runs
  });
});
