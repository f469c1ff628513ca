import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Analyzer } from '../../src/language/analyze';
import { LearnedCache } from '../../src/learned-cache';
import { loadDesk } from '../../src/load-desk';
import { learn, type Teaching } from '../../src/matching/learn';
import { makeMatcher } from '../../src/matching/matcher';

const TEACHING: Teaching = {
  owners: [
    { id: 'lost', kind: 'entry', phrasings: ['券をなくした', '券を捨てた', '券がない', '券はどこ'] },
    { id: 'bath', kind: 'entry', phrasings: ['風呂に入る', '風呂はいつ', '湯に入る', '湯につかる'] },
    { id: 'person', kind: 'person', phrasings: ['人と話す', '人に代わる', '係を出す'] },
  ],
  dangerWords: { life: ['息ができない'], selfHarm: ['死にたい'], ordinary: ['息切れの持病'] },
};
/** Takes a text apart without a dictionary. */
const analyze: Analyzer = (text) => {
  const letters = [...new Set(text)];
  const pairs = [...new Set(letters.map((letter, i) => letter + (letters[i + 1] ?? '')))];
  return { text, words: letters, bigrams: pairs, sounds: pairs };
};
const SAID = ['券をなくしました', '風呂に入れますか', '人を出して', '息ができない', 'こんにちは'];

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'learned-cache-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const kept = () => readdirSync(folder).map((name) => path.join(folder, name));

describe('what was learned, read back', () => {
  it('is the same bit for bit, and so is every match', () => {
    const learned = learn(TEACHING, analyze);
    new LearnedCache(folder, TEACHING).keep(learned);

    const again = new LearnedCache(folder, TEACHING).read();
    if (!again) throw new Error('nothing was read');

    expect(
      Buffer.from(again.confidence.buffer, again.confidence.byteOffset, again.confidence.byteLength),
    ).toEqual(Buffer.from(learned.confidence.buffer));
    expect([...again.danger.weights]).toEqual([...learned.danger.weights]);
    const [first, second] = [learned, again].map((from) => makeMatcher(TEACHING.owners, from, analyze));
    expect(second?.weights).toEqual(first?.weights);
    for (const text of SAID) expect(second?.match(text)).toEqual(first?.match(text));
  });

  it('is not taken for that of other knowledge', () => {
    new LearnedCache(folder, TEACHING).keep(learn(TEACHING, analyze));
    const [first, ...others] = TEACHING.owners;
    const changed = [{ ...first, phrasings: [...(first?.phrasings ?? []), '券が破れた'] }, ...others];

    expect(new LearnedCache(folder, { ...TEACHING, owners: changed }).read()).toBeUndefined();
    expect(new LearnedCache(folder, TEACHING, ['another synonym']).read()).toBeUndefined();
    expect(new LearnedCache(folder, TEACHING).read()).toBeDefined();
  });

  it.each([
    ['changed at its end', (bytes: Buffer) => bytes.fill(1, bytes.length - 9)],
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['empty', () => Buffer.alloc(0)],
    ['of something else', () => Buffer.from('{"confidence":[1,2,3]}')],
  ])('is not believed when the file is %s, and kept anew', (_, spoil) => {
    const learned = learn(TEACHING, analyze);
    const cache = new LearnedCache(folder, TEACHING);
    cache.keep(learned);
    const [file = ''] = kept();
    const whole = readFileSync(file);
    writeFileSync(file, spoil(Buffer.from(whole)));

    expect(cache.read()).toBeUndefined();
    cache.keep(learned);
    expect(readFileSync(file).equals(whole)).toBe(true);
  });

  it('leaves no more than three files behind, whatever was edited', () => {
    const learned = learn(TEACHING, analyze);
    for (const edition of ['1', '2', '3', '4', '5']) new LearnedCache(folder, edition).keep(learned);

    expect(kept()).toHaveLength(3);
    expect(new LearnedCache(folder, '5').read()).toBeDefined();
  });

  it('is nothing in a folder that cannot be written', () => {
    const file = path.join(folder, 'a-file');
    writeFileSync(file, '');
    const cache = new LearnedCache(path.join(file, 'cache'), TEACHING);

    expect(() => cache.keep(learn(TEACHING, analyze))).not.toThrow();
    expect(cache.read()).toBeUndefined();
  });
});

it('the desk answers the same when it learns, when it remembers and when its memory is spoilt', async () => {
  const packDir = path.join(__dirname, '../../knowledge/komae');
  const now = Date.parse('2021-06-04T10:00+09:00');
  const said = [
    '接種券をなくしました',
    '予約を取り消したい',
    '息ができない',
    '人と話したい',
    'どこで打てますか',
  ];
  const answers = async () => {
    const { matcher } = await loadDesk({ packDir, now, cacheDir: folder });
    return { weights: matcher.weights, matches: said.map((text) => matcher.match(text)) };
  };

  const cold = await answers();
  const [file = ''] = kept().filter((name) => name.includes('learned-'));
  const written = readFileSync(file);
  expect(await answers()).toEqual(cold);
  writeFileSync(file, written.subarray(0, written.length / 2));
  expect(await answers()).toEqual(cold);
  expect(readFileSync(file).length).toBeGreaterThan(written.length / 2); // whole again
}, 120_000);
