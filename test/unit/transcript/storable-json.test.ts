import fc from 'fast-check';
import { storableJson, storableText } from '../../../src/transcript/storable-json';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';

describe('storable text and JSON', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const text = fc.string({ unit: 'binary' });
  const broken = fc
    .array(fc.oneof(text, fc.constantFrom('\0', '\ud83d', '\udc00', '\\', '\\u0000', '\\ud800', '𠮟')), {
      maxLength: 8,
    })
    .map((parts) => parts.join(''));

  it('is what PostgreSQL takes and gives back, whatever came in', async () => {
    await fc.assert(
      fc.asyncProperty(broken, async (given) => {
        const value = { text: given, [given]: [given] };
        const [row] = await database.db.query<{ text: string; json: { text: string } }>(
          'select $1::text as text, $2::jsonb as json',
          [storableText(given), storableJson(value)],
        );
        expect(row?.text).toBe(storableText(given));
        expect(row?.json.text).toBe(given === 'text' ? [given] : storableText(given));
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['会場は\0どこ', '会場はどこ'],
    ['\ud83dです', '\ufffdです'],
    ['\ud83d\0\udc00', '\ufffd\ufffd'],
    ['🙂𠮟', '🙂𠮟'],
    ['\\u0000 と書く', '\\u0000 と書く'],
  ])('%j becomes %j', (given, stored) => {
    expect(storableText(given)).toBe(stored);
    expect(JSON.parse(storableJson([given]))).toEqual([stored]);
  });
});
