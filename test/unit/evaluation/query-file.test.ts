import { readLabelledQueries, readQueries } from '../../../src/evaluation/query-file';
import { thrownBy } from '../../helpers/thrown-by';

const GOOD = '{"id":"q1","text":"予約したい","outcome":"answer","expect":["booking.how"]}';

describe('a file of queries', () => {
  it('may have blank lines and fields that are not read', () => {
    const [first, second] = readQueries(`${GOOD}\n\n{"id":"q2","turns":["あ","い"],"pii":[]}\n`, 'q.jsonl');

    expect(first).toMatchObject({ id: 'q1', expect: ['booking.how'] });
    expect(second).toMatchObject({ id: 'q2', turns: ['あ', 'い'], kind: '', expect: [] });
  });

  it.each([
    ['that is not JSON', '{"id":', 'q.jsonl:2: not a line of JSON'],
    ['without words', '{"id":"q2"}', 'q.jsonl:2: it needs "text" or "turns"'],
    ['of an unknown channel', '{"id":"q2","text":"あ","channel":"fax"}', 'q.jsonl:2: channel'],
  ])('names the place of a line %s', (_, line, message) => {
    const error = thrownBy(() => readQueries(`${GOOD}\n${line}`, 'q.jsonl'));

    expect(error).toMatchObject({
      code: 'input.invalid',
      message: expect.stringContaining(message) as string,
    });
  });
});

describe('a file to be scored', () => {
  it.each([
    ['has no outcome', '{"id":"q2","text":"あ"}', 'q.jsonl:2: it needs "outcome"'],
    [
      'has no entry to expect',
      '{"id":"q2","text":"あ","outcome":"multi"}',
      'q.jsonl:2: outcome "multi" needs',
    ],
    ['has an id that was there before', GOOD, 'q.jsonl:2: the id "q1" is there twice'],
  ])('is refused with the place where a query %s', (_, line, message) => {
    const error = thrownBy(() => readLabelledQueries(`${GOOD}\n${line}`, 'q.jsonl'));

    expect(error).toMatchObject({
      code: 'input.invalid',
      message: expect.stringContaining(message) as string,
    });
  });
});
