import type { Decision } from '../../../src/conversation/decision';
import { csvRows } from '../../helpers/csv';
import { realDesk, type RealDesk } from '../../helpers/real-desk';

/* Hand-labelled utterances through the whole real desk. The floors lie a little under what was measured when they were set: they
 * may rise with a better desk, and a change that lowers one is looked at by a person. */

let real: RealDesk;
beforeAll(async () => (real = await realDesk()));

interface Tally {
  readonly rows: number;
  readonly share: number;
  readonly misses: string;
}

/** How many of a file's rows with one label are decided rightly. */
function tally(file: string, label: string, isRight: (decision: Decision) => boolean): Tally {
  const rows = csvRows(`data/${file}`).filter(([, expected]) => expected === label);
  const misses = rows.flatMap(([text = '', , remarks = '']) => {
    const { decision } = real.ask(text);
    return isRight(decision) ? [] : [`${text} [${remarks}] → ${decision.kind}: ${decision.reason}`];
  });
  return { rows: rows.length, share: (rows.length - misses.length) / rows.length, misses: misses.join('\n') };
}

/** Empty, or what is short and which rows were missed: that is what one wants to read. */
function shortOf(floor: number, { rows, share, misses }: Tally): string {
  if (rows < 40) return `only ${rows} rows`;
  return share >= floor
    ? ''
    : `${(share * 100).toFixed(1)} % < ${floor * 100} %:
${misses}`;
}

const isEmergency = (kind: string) => (decision: Decision) =>
  decision.kind === 'emergency' && decision.emergency === kind;
const isHandoff = ({ kind }: Decision) => kind === 'handoff';
const isAskedFor = (decision: Decision) => decision.kind === 'handoff' && decision.cause === 'asked';

describe('danger', () => {
  it('to life is recognised', () =>
    expect(shortOf(0.84, tally('emergency.csv', 'life', isEmergency('life')))).toBe(''));
  it('to oneself is recognised', () =>
    expect(shortOf(0.9, tally('emergency.csv', 'self-harm', isEmergency('self-harm')))).toBe(''));
  it('is not seen where there is none', () =>
    expect(
      shortOf(
        0.96,
        tally('emergency.csv', 'none', ({ kind }) => kind !== 'emergency'),
      ),
    ).toBe(''));
  it('is never seen in a wish for a person or in smalltalk', () => {
    for (const [file, label] of [
      ['person-wish.csv', 'handoff'],
      ['person-wish.csv', 'none'],
      ['smalltalk.csv', 'smalltalk'],
      ['smalltalk.csv', 'none'],
    ] as const)
      expect(
        shortOf(
          0.98,
          tally(file, label, ({ kind }) => kind !== 'emergency'),
        ),
      ).toBe('');
  });
});

describe('a wish for a person', () => {
  it('is heard', () => expect(shortOf(0.94, tally('person-wish.csv', 'handoff', isHandoff))).toBe(''));
  it('is not heard where there is none', () =>
    expect(
      shortOf(
        0.96,
        tally('person-wish.csv', 'none', (decision) => !isAskedFor(decision)),
      ),
    ).toBe(''));
});

describe('smalltalk', () => {
  it('is answered as such', () =>
    expect(
      shortOf(
        0.68,
        tally('smalltalk.csv', 'smalltalk', ({ kind }) => kind === 'smalltalk'),
      ),
    ).toBe(''));
  it('never swallows a question', () =>
    expect(
      shortOf(
        0.96,
        tally('smalltalk.csv', 'none', ({ kind }) => kind !== 'smalltalk'),
      ),
    ).toBe(''));
  it('is never answered with an entry', () =>
    expect(
      shortOf(
        0.97,
        tally('smalltalk.csv', 'smalltalk', ({ kind }) => kind !== 'answer'),
      ),
    ).toBe(''));
});
