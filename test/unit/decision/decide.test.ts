import type { Candidate, Rival } from '../../../src/conversation/candidate';
import { decide, emergencyIn, type Case } from '../../../src/decision/decide';

const THRESHOLDS = { answer: 0.5, margin: 0.2, choices: 0.1 };

const candidate = (entryId: string, confidence: number, support = 0): Candidate => ({
  entryId,
  confidence,
  support,
  evidence: [],
});
const rival = (kind: Rival['kind'], id: string, confidence: number): Rival => ({ kind, id, confidence });

function decided(situation: Partial<Case>) {
  return decide({
    asksForPerson: false,
    candidates: [],
    rivals: [],
    terse: false,
    failures: 0,
    thresholds: THRESHOLDS,
    ...situation,
  });
}

const of = (...confidences: number[]) =>
  confidences.map((confidence, i) => candidate(`e${i + 1}`, confidence));

describe('a decision', () => {
  it.each([
    ['answers when sure and well ahead', of(0.6, 0.2), 'answer'],
    ['answers at exactly the threshold and the margin', of(0.5, 0.3), 'answer'],
    ['asks back just below the threshold', of(0.499, 0.2), 'disambiguate'],
    ['asks back when the second is too near', of(0.55, 0.36), 'disambiguate'],
    ['answers with a single candidate', of(0.9), 'answer'],
    ['does not know with a single weak candidate', of(0.4), 'fallback'],
    ['asks back when two together are likely enough', of(0.12, 0.1), 'disambiguate'],
    ['does not know when two together are not', of(0.12, 0.09), 'fallback'],
    ['does not know without candidates', [], 'fallback'],
  ])('%s', (_, candidates, kind) => {
    expect(decided({ candidates }).kind).toBe(kind);
  });

  it('offers two to four choices, those worth offering first', () => {
    expect(decided({ candidates: of(0.3, 0.25, 0.2, 0.12, 0.11) })).toMatchObject({
      choices: [{ entryId: 'e1' }, { entryId: 'e2' }, { entryId: 'e3' }, { entryId: 'e4' }],
    });
    expect(decided({ candidates: of(0.45, 0.05, 0.01) })).toMatchObject({
      choices: [{ entryId: 'e1' }, { entryId: 'e2' }],
    });
  });

  it('asks which when one word means several entries, however likely the first', () => {
    const candidates = [
      candidate('phone', 0.7, 1),
      candidate('centre', 0.1, 0.5),
      candidate('other', 0.05, 0.2),
    ];
    expect(decided({ candidates, terse: true })).toMatchObject({
      kind: 'disambiguate',
      choices: [{ entryId: 'phone' }, { entryId: 'centre' }],
    });
    expect(decided({ candidates, terse: false }).kind).toBe('answer');
  });

  it('takes an entry’s own words for what they are, whatever the figures', () => {
    const candidates = of(0.5, 0.4);
    expect(decided({ candidates, exact: { kind: 'entry', id: 'e2' } })).toMatchObject({
      kind: 'answer',
      answers: [{ entryId: 'e2' }],
      candidates: [{ entryId: 'e2' }, { entryId: 'e1' }],
    });
    expect(decided({ candidates, exact: { kind: 'entry', id: 'gone' } }).kind).toBe('disambiguate');
  });

  it.each([
    ['smalltalk', { kind: 'smalltalk', topicId: 'x' }],
    ['person', { kind: 'handoff', cause: 'asked' }],
    ['policy-topic', { kind: 'handoff', cause: 'policy-topic', topicId: 'x' }],
  ] as const)('takes the own words of a %s for what they are', (kind, expected) => {
    expect(decided({ candidates: of(0.1), exact: { kind, id: 'x' } })).toMatchObject(expected);
  });

  it.each([
    [
      'smalltalk likelier than any entry',
      [rival('smalltalk', 'thanks', 0.5)],
      of(0.4, 0.1),
      { kind: 'smalltalk', topicId: 'thanks' },
    ],
    ['smalltalk at the threshold', [rival('smalltalk', 'thanks', 0.3)], of(0.2, 0.15), { kind: 'smalltalk' }],
    [
      'smalltalk below the threshold',
      [rival('smalltalk', 'thanks', 0.29)],
      of(0.2, 0.15),
      { kind: 'disambiguate' },
    ],
    ['smalltalk less likely than an entry', [rival('smalltalk', 'thanks', 0.4)], of(0.6), { kind: 'answer' }],
    [
      'a person, believed sooner',
      [rival('person', 'person', 0.2)],
      of(0.1),
      { kind: 'handoff', cause: 'asked' },
    ],
    [
      'a topic for people',
      [rival('policy-topic', 'press', 0.5)],
      of(0.4),
      { kind: 'handoff', cause: 'policy-topic', topicId: 'press' },
    ],
    [
      'a topic that is not ours',
      [rival('outside', 'garbage', 0.6)],
      of(0.1),
      { kind: 'fallback', outsideId: 'garbage' },
    ],
    [
      'a topic that may not be ours',
      [rival('outside', 'garbage', 0.2)],
      of(0.1),
      { kind: 'fallback', outsideId: undefined },
    ],
  ])('weighs rivals: %s', (_, rivals, candidates, expected) => {
    const { kind, ...rest } = decided({ rivals, candidates });
    expect({ outsideId: undefined, ...rest, kind }).toMatchObject(expected);
  });

  it('hands over at the second failure in a row, not at the first', () => {
    expect(decided({ failures: 0 }).kind).toBe('fallback');
    expect(decided({ failures: 1 })).toMatchObject({ kind: 'handoff', cause: 'two-failures' });
    expect(decided({ failures: 1, candidates: of(0.9) }).kind).toBe('answer');
  });

  it('puts danger before a wish for a person, and that before everything else', () => {
    const most = { candidates: of(0.9), exact: { kind: 'entry', id: 'e1' } as const, asksForPerson: true };
    expect(decided({ ...most, emergency: 'life' })).toMatchObject({ kind: 'emergency', emergency: 'life' });
    expect(decided(most)).toMatchObject({ kind: 'handoff', cause: 'asked' });
  });

  it('always says why and with which candidates', () => {
    const candidates = of(0.3, 0.2);
    const situations: Partial<Case>[] = [
      { candidates },
      { candidates, asksForPerson: true },
      { candidates, emergency: 'self-harm' },
      { candidates: [], failures: 1 },
      { candidates, rivals: [rival('smalltalk', 'thanks', 0.9)] },
      { candidates, exact: { kind: 'entry', id: 'e2' } },
    ];
    for (const situation of situations) {
      const { reason, candidates: told } = decided(situation);
      expect(reason).not.toBe('');
      expect(told).toHaveLength(situation.candidates?.length ?? 0);
    }
  });
});

describe('danger', () => {
  const seen = (life: number, selfHarm: number, signed: boolean) => ({ life, 'self-harm': selfHarm, signed });

  it.each([
    ['a known sign at the threshold', seen(0.4, 0, true), false, 'life'],
    ['a known sign below it', seen(0.39, 0, true), false, undefined],
    ['both kinds together', seen(0.2, 0.25, true), false, 'self-harm'],
    ['mere likeness at its threshold', seen(0.8, 0, false), false, 'life'],
    ['mere likeness below it', seen(0.79, 0, false), false, undefined],
    ['mere likeness of a few letters', seen(0.9, 0, false), true, undefined],
    ['a few letters beyond doubt', seen(0.97, 0, false), true, 'life'],
    ['a few letters with a sign', seen(0.5, 0, true), true, 'life'],
  ] as const)('%s', (_, danger, short, kind) => {
    expect(emergencyIn(danger, short)).toBe(kind);
  });
});
