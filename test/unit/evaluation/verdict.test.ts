import { verdictOn } from '../../../src/evaluation/verdict';
import { prediction, query } from './labelled';

describe('the verdict on a question that one entry answers', () => {
  const asked = query('answer', 'a.one', 'a.two');

  it.each([
    ['right', 'answer', ['a.two', 'b.x']],
    ['wrong', 'answer', ['b.x', 'a.one']],
    ['wrong', 'answer', []],
    ['asked', 'disambiguate', ['b.x', 'a.one']],
    ['missed', 'disambiguate', ['b.x', 'b.y']],
    ['missed', 'disambiguate', ['b.1', 'b.2', 'b.3', 'b.4', 'b.5', 'a.one']],
    ['missed', 'fallback', ['a.one']],
    ['missed', 'handoff', ['a.one']],
    ['wrong', 'smalltalk', ['a.one']],
    ['wrong', 'emergency', ['a.one']],
  ] as const)('is %s after %s of %j', (verdict, decision, entries) => {
    expect(verdictOn(asked, prediction(decision, entries))).toBe(verdict);
  });
});

describe('the verdict on two questions in one message', () => {
  const asked = query('multi', 'a.one', 'b.one');

  it.each([
    ['right', 'answer', ['b.one', 'a.one']],
    ['half', 'answer', ['a.one', 'c.x']],
    ['wrong', 'answer', ['c.x']],
    ['asked', 'disambiguate', ['a.one', 'b.one']],
    ['half', 'disambiguate', ['a.one']],
    ['missed', 'disambiguate', ['c.x']],
    ['missed', 'fallback', ['a.one', 'b.one']],
    ['wrong', 'emergency', []],
  ] as const)('is %s after %s of %j', (verdict, decision, entries) => {
    expect(verdictOn(asked, prediction(decision, entries))).toBe(verdict);
  });
});

describe('the verdict on a vague question', () => {
  const asked = query('clarify', 'a.one', 'a.two', 'a.three');

  it.each([
    ['right', 'disambiguate', ['a.three', 'b.x', 'a.one']],
    ['half', 'disambiguate', ['a.three', 'b.x']],
    ['half', 'answer', ['a.one']],
    ['wrong', 'answer', ['b.x']],
    ['missed', 'fallback', []],
    ['wrong', 'emergency', []],
  ] as const)('is %s after %s of %j', (verdict, decision, entries) => {
    expect(verdictOn(asked, prediction(decision, entries))).toBe(verdict);
  });

  it('is right with the only plausible entry offered', () => {
    expect(verdictOn(query('clarify', 'a.one'), prediction('disambiguate', ['a.one', 'b.x']))).toBe('right');
  });
});

describe('the verdict on what no entry answers', () => {
  it.each([
    ['none', 'fallback', 'right'],
    ['none', 'smalltalk', 'right'],
    ['none', 'handoff', 'right'],
    ['none', 'disambiguate', 'half'],
    ['none', 'answer', 'wrong'],
    ['none', 'emergency', 'wrong'],
    ['handoff', 'handoff', 'right'],
    ['handoff', 'fallback', 'half'],
    ['handoff', 'answer', 'wrong'],
    ['emergency', 'emergency', 'right'],
    ['emergency', 'handoff', 'half'],
    ['emergency', 'fallback', 'wrong'],
  ] as const)('(%s) after %s is %s', (outcome, decision, verdict) => {
    expect(verdictOn(query(outcome), prediction(decision, ['a.one']))).toBe(verdict);
  });
});
