import { describeScore } from '../../../src/evaluation/describe-score';
import { score } from '../../../src/evaluation/score';
import { prediction, query } from './labelled';

describe('the figures', () => {
  it('are null, not zero, where there is nothing to count', () => {
    const { summary } = score([], []);

    expect(summary['rows']).toBe(0);
    expect(summary['sr1']).toBeNull();
    expect(summary['answer_precision']).toBeNull();
    expect(summary['auroc']).toBeNull();
    expect(summary['coverage_at_98']).toBeNull();
    expect(summary['ms_p50']).toBeNull();
  });

  it('score ranking apart from deciding', () => {
    const asked = query('answer', 'a.one');
    const { summary } = score(
      [asked, asked, asked, asked],
      [
        prediction('answer', ['a.one']),
        prediction('fallback', ['a.one']),
        prediction('disambiguate', ['b.x', 'b.y', 'a.one']),
        prediction('answer', ['b.x']),
      ],
    );

    expect(summary).toMatchObject({
      sr1: 0.5,
      sr3: 0.75,
      answered_right: 0.25,
      asked_right: 0.25,
      missed: 0.25,
      answered_wrong: 0.25,
      answer_precision: 0.5,
    });
  });

  it('count answers to what no entry covers against the precision of answers', () => {
    const { summary } = score(
      [query('answer', 'a.one'), query('none'), query('none'), query('emergency')],
      [
        prediction('answer', ['a.one']),
        prediction('answer', ['a.one']),
        prediction('disambiguate', ['a.one', 'b.x']),
        prediction('answer', ['a.one']),
      ],
    );

    expect(summary['answer_precision']).toBeCloseTo(1 / 3);
    expect(summary['none_false_answer']).toBe(0.5);
    expect(summary['none_left_alone']).toBe(0);
    expect(summary['emergency_recall']).toBe(0);
  });

  it('count false alarms over every row that is no emergency', () => {
    const { summary } = score(
      [query('none'), query('answer', 'a.one'), query('emergency'), query('handoff')],
      [prediction('emergency'), prediction('handoff'), prediction('emergency'), prediction('handoff')],
    );

    expect(summary['emergency_false']).toBeCloseTo(1 / 3);
    expect(summary['emergency_recall']).toBe(1);
    expect(summary['handoff_false']).toBe(1);
    expect(summary['handoff_recall']).toBe(1);
  });

  it('take the row at the quantile, not a mean of neighbours', () => {
    const rows = [5, 1, 4, 2, 3].map((ms) => ({ ...prediction('fallback'), ms }));
    const { summary } = score(
      rows.map(() => query('none')),
      rows,
    );

    expect(summary).toMatchObject({ ms_p50: 3, ms_p95: 5 });
  });
});

describe('the separation by confidence', () => {
  const right = (confidence: number) =>
    [query('answer', 'a.one'), prediction('answer', [['a.one', confidence]])] as const;
  const outside = (confidence: number) =>
    [query('none'), prediction('fallback', [['a.one', confidence]])] as const;
  const scored = (...rows: readonly ReturnType<typeof right>[]) =>
    score(
      rows.map(([asked]) => asked),
      rows.map(([, made]) => made),
    ).summary;

  it('is perfect when every right candidate is surer than every other', () => {
    expect(scored(right(0.9), right(0.6), outside(0.5))).toMatchObject({ auroc: 1, coverage_at_98: 1 });
  });

  it('counts a tie as half a win, and never cuts between equal confidences', () => {
    expect(scored(right(0.6), outside(0.6))).toMatchObject({ auroc: 0.5, coverage_at_98: 0 });
  });

  it('covers what stands above the first fault', () => {
    expect(scored(right(0.9), right(0.8), outside(0.7), right(0.6))['coverage_at_98']).toBeCloseTo(2 / 3);
  });
});

describe('the printed score', () => {
  it('has one line a figure and one a kind', () => {
    const text = describeScore(score([query('answer', 'a.one')], [prediction('answer', ['a.one'])]));

    expect(text).toContain('sr1                100.0 %');
    expect(text).toContain('multi_both         -');
    expect(text).toMatch(/^plain +1 +100 % +1 +0 +0 +0 +0$/m);
  });
});
