import { Drafts, NO_DRAFT, provenance, withInsertion, withText } from '../../../src/console/page/drafts';
import { Memory } from '../../../src/console/page/memory';
import { tab } from './examples';

const change = { entryId: 'booking.change', release: 3 };

test('a draft outlives the page, in its tab, for its operator and conversation only', () => {
  const storage = tab();
  const page = (operator: string) => new Drafts(new Memory(() => storage), operator);
  page('a').keep('c1', { text: '書きかけ', inserted: [change] });
  expect(page('a').of('c1')).toEqual({ text: '書きかけ', inserted: [change] });
  expect(page('a').of('c2')).toEqual(NO_DRAFT);
  expect(page('b').of('c1')).toEqual(NO_DRAFT);
});

test('an emptied draft leaves nothing behind', () => {
  const storage = tab();
  const drafts = new Drafts(new Memory(() => storage), 'a');
  drafts.keep('c1', { text: 'あ', inserted: [] });
  drafts.keep('c1', NO_DRAFT);
  expect(storage.getItem('madoguchi-draft:a:c1')).toBeNull();
  expect(drafts.of('c1')).toEqual(NO_DRAFT);
});

test('without storage a draft lives as long as the page', () => {
  const blocked = new Memory(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  const drafts = new Drafts(blocked, 'a');
  drafts.keep('c1', { text: 'あ', inserted: [] });
  expect(drafts.of('c1').text).toBe('あ');
});

test('an insertion is appended and remembered once; editing keeps it, emptying drops it', () => {
  const first = withInsertion({ text: 'こんにちは。', inserted: [] }, '変更できます。', change);
  expect(first).toEqual({ text: 'こんにちは。\n変更できます。', inserted: [change] });
  expect(withInsertion(first, '変更できます。', { ...change, release: 4 }).inserted).toEqual([
    { ...change, release: 4 },
  ]);
  expect(provenance(withText(first, '変更できます'))).toEqual({ entryIds: ['booking.change'], release: 3 });
  expect(provenance(withText(first, ' '))).toEqual({});
});
