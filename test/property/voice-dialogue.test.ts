import fc from 'fast-check';
import { KEYS } from '../../src/channels/voice/ports';
import type { DialogueSettings } from '../../src/channels/voice/dialogue/dialogue-settings';
import type { DialogueWorld } from '../unit/voice-dialogue/dialogue-world';
import { CLOSED, OPEN, reply, SETTINGS, type Happening } from '../unit/voice-dialogue/dialogue-world';
import { ListeningWorld } from './voice-silence';

const WORDS = ['予約を変えたい', 'はい', 'いいえ', 'もう一度', 'ゆっくり', '最初から', 'オペレーター', '終わり', '1番', 'ゼロサンゼロゼロゼロゼロゼロゼロゼロゼロ', '折り返し', '伝言', 'ほかの質問', '']; // prettier-ignore
const DANGER = [{ text: '119番へ。', readings: [] }];
const REPLIES = [
  [],
  [{ ...reply('answer', '一。|二。|三。|四。|五。'), map: true }],
  [reply('disambiguate', '次のどれ。', ['甲', '乙', 'この中にはない'])],
  [reply('fallback', 'わかりません。', ['職員と話す'])],
  [reply('emergency', '119番へ。')],
  [reply('handoff', '職員に。'), reply('dialog', '順番は。', ['待つのをやめる'])],
];
const LINES = [OPEN, CLOSED, { ...OPEN, position: 3, wait: '3分' }];

/** Something that may happen; `world` fills in what fits the moment. */
type Draw = (world: DialogueWorld) => Happening | number | (Happening | number)[];

/** Somebody speaks, or something sounds: when it begins and ends, and what the recogniser makes of it. */
const utterances: fc.Arbitrary<Draw> = fc
  .record({
    lasts: fc.integer({ min: 100, max: 4000 }),
    hypothesis: fc.constantFrom('never', 'meanwhile', 'afterwards'),
    known: fc.nat(1600),
    becomes: fc.constantFrom('phrase', 'phrase', 'no-match', 'nothing'),
    text: fc.constantFrom(...WORDS),
    confidence: fc.constantFrom(undefined, 0.1, 0.9),
  })
  .map(({ lasts, hypothesis, known, becomes, text, confidence }): Draw => {
    const guess: Happening = { kind: 'hypothesis', text: '予約' };
    const heard: Happening[] =
      becomes === 'phrase'
        ? [{ kind: 'phrase', text, confidence }]
        : becomes === 'no-match'
          ? [{ kind: 'no-match' }]
          : [];
    return () => [
      { kind: 'speech-started' },
      ...[lasts, ...(hypothesis === 'meanwhile' ? [guess] : []), 300],
      { kind: 'speech-ended' },
      ...[Math.floor(known / 2), ...(hypothesis === 'afterwards' ? [guess] : []), Math.ceil(known / 2)],
      ...heard,
    ];
  });

const draws: fc.Arbitrary<Draw> = fc.oneof(
  { weight: 6, arbitrary: utterances },
  { weight: 4, arbitrary: fc.constantFrom(...KEYS).map((key): Draw => () => ({ kind: 'key', key })) },
  {
    weight: 4,
    arbitrary: fc
      .record({
        text: fc.constantFrom(...WORDS),
        confidence: fc.constantFrom(undefined, 0.1, 0.9),
        danger: fc.constantFrom(undefined, undefined, undefined, DANGER),
      })
      .map((phrase): Draw => () => ({ kind: 'phrase', ...phrase })),
  },
  {
    weight: 5,
    arbitrary: fc
      .constantFrom('speech-started', 'speech-ended', 'no-match', 'back', 'answered', 'started')
      .map((kind): Draw => () => ({ kind })),
  },
  { weight: 1, arbitrary: fc.nat(12_000).map((sinceMs): Draw => () => ({ kind: 'away', sinceMs })) },
  { weight: 2, arbitrary: fc.constant<Draw>(() => ({ kind: 'hypothesis', text: '予約' })) },
  { weight: 8, arbitrary: fc.constant<Draw>((world) => ({ kind: 'said', id: world.state.said })) },
  {
    weight: 6,
    arbitrary: fc
      .record({
        replies: fc.constantFrom(...REPLIES),
        owner: fc.constantFrom('bot' as const, 'bot' as const, 'queue' as const, 'person' as const),
        line: fc.constantFrom(...LINES),
      })
      .map((answer): Draw => (world) => ({ kind: 'replied', turn: world.state.turn, ...answer })),
  },
  { weight: 1, arbitrary: fc.constant<Draw>((world) => ({ kind: 'turn-failed', turn: world.state.turn })) },
  { weight: 2, arbitrary: fc.constantFrom(...LINES).map((line): Draw => () => ({ kind: 'line', line })) },
  { weight: 1, arbitrary: fc.constant<Draw>(() => ({ kind: 'taken', operatorId: 'suzuki' })) },
  { weight: 1, arbitrary: fc.constant<Draw>(() => ({ kind: 'told', pieces: DANGER })) },
  { weight: 1, arbitrary: fc.boolean().map((ok): Draw => () => ({ kind: 'map-sent', ok })) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('talked', 'no-answer', 'busy', 'failed')
      .map((outcome): Draw => () => ({ kind: 'transferred', outcome })),
  },
  { weight: 2, arbitrary: fc.boolean().map((ok): Draw => () => ({ kind: 'wish-taken', ok })) },
  {
    weight: 8,
    arbitrary: fc.nat(9000).map(
      (ms): Draw =>
        () =>
          ms,
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constant<Draw>((world) => Math.max(0, Math.min(world.earliest() - world.now, 200_000))),
  },
);

const settings: fc.Arbitrary<DialogueSettings> = fc
  .record({
    hearing: fc.boolean(),
    canTransfer: fc.boolean(),
    callerLast: fc.constantFrom(undefined, '0001'),
    canSendMap: fc.boolean(),
  })
  .map((given) => ({ ...SETTINGS, ...given }));
const key = (...keys: readonly (typeof KEYS)[number][]): Draw[] =>
  keys.map((one) => () => ({ kind: 'key', key: one }));
const answers = (replies: (typeof REPLIES)[number], owner: 'bot' | 'queue', line = OPEN): Draw => {
  return (world) => ({ kind: 'replied', turn: world.state.turn, replies, owner, line });
};
const played: Draw = (world) => ({ kind: 'said', id: world.state.said });
const said =
  (text: string): Draw =>
  () => ({ kind: 'phrase', text, confidence: undefined });
const closed = [...key('0'), answers([], 'queue', CLOSED)];
const rung = [...key('0'), answers([], 'queue'), played];
/** Ways into the deeper phases, which chance alone rarely finds. */
const BEGINNINGS: readonly (readonly Draw[])[] = [
  [],
  [said('予約'), answers(REPLIES[1] ?? [], 'bot')],
  [said('予約'), answers(REPLIES[2] ?? [], 'bot')],
  rung,
  [...rung, () => ({ kind: 'answered' })],
  [...rung, () => ({ kind: 'transferred', outcome: 'busy' })],
  closed,
  [...closed, ...key('2')],
  [...closed, ...key('1')],
  [...closed, ...key('1', '2', '0', '9')],
  [...closed, ...key('1', '2', '0', '3', '0', '0', '0', '0', '0', '0', '0', '1')],
  [...closed, ...key('1', '1')],
];
const calls = fc
  .record({ settings, beginning: fc.constantFrom(...BEGINNINGS), then: fc.array(draws, { maxLength: 50 }) })
  .map(({ settings: given, beginning, then }) => ({ settings: given, draws: [...beginning, ...then] }));

function play(world: DialogueWorld, draw: Draw): void {
  const drawn = draw(world);
  for (const next of Array.isArray(drawn) ? drawn : [drawn])
    if (typeof next === 'number') world.passes(next);
    else world.happens(next);
}

function begun(given: DialogueSettings): ListeningWorld {
  const world = new ListeningWorld(given);
  world.happens({ kind: 'started' });
  return world;
}

/** What is wrong with leaving the caller like this. */
function fault({ state, now }: DialogueWorld): string | undefined {
  const { phase, speech, due } = state;
  const next = Math.min(...Object.values(due), Infinity) - now;
  if (phase.name === 'ended')
    return next === Infinity && speech === undefined ? undefined : 'goes on after its end';
  if (['new', 'talking'].includes(phase.name)) return undefined;
  if (next === Infinity) return `${phase.name} waits for nothing`;
  if (speech?.paused && !('barge' in due)) return 'a pause that nobody ends';
  if (speech !== undefined) return 'speech' in due ? undefined : 'playback that is not watched';
  return next <= longestSilence(phase.name) ? undefined : `${phase.name} is silent for ${next} ms`;
}

/** How long nothing may be heard of the desk; while it rings, the caller hears ringing. */
function longestSilence(phase: string): number {
  if (phase === 'ringing') return 40_000;
  if (['queue', 'connecting', 'leaving'].includes(phase)) return -1;
  return ['thinking', 'wishing'].includes(phase) ? 1500 : 20_000;
}

/** A world in which everything works, and a caller who does nothing more. */
function cooperate(world: DialogueWorld, steps: number, done: (world: DialogueWorld) => boolean): boolean {
  for (let i = 0; i < steps && !done(world); i++) {
    const { name } = world.state.phase;
    if (name === 'thinking') {
      const person = world.state.phase.person;
      world.replies(
        person ? [reply('handoff', '職員に。')] : [reply('answer', '一。')],
        person ? 'queue' : 'bot',
      );
    } else if (name === 'wishing') world.happens({ kind: 'wish-taken', ok: true });
    else if (world.state.speech !== undefined) world.played();
    else world.passes(Math.max(0, world.earliest() - world.now));
  }
  return done(world);
}

describe('any call', () => {
  it('comes to every phase in these drawings', () => {
    const seen = new Set<string>();
    const sample = fc.sample(calls, { numRuns: 800, seed: 5 });
    for (const { settings: given, draws: happenings } of sample) {
      const world = begun(given);
      for (const draw of happenings) {
        play(world, draw);
        seen.add(world.phase);
      }
    }
    const all =
      'greeting listening thinking answering choosing connecting ringing talking queue offering number message wishing leaving ended';
    expect([...seen].sort()).toEqual(all.split(' ').sort());
  });

  it('never leaves the caller in a silence that nothing ends', () => {
    fc.assert(
      fc.property(calls, ({ settings: given, draws: happenings }) => {
        const world = begun(given);
        for (const draw of happenings) {
          play(world, draw);
          expect(fault(world)).toBeUndefined();
        }
      }),
      { numRuns: 600 },
    );
  });

  it('is never silent for more than two seconds while the caller waits for the desk', () => {
    fc.assert(
      fc.property(calls, ({ settings: given, draws: happenings }) => {
        const world = begun(given);
        for (const draw of happenings) play(world, draw);
        world.measure();
        expect(world.longest.ms <= 2000 ? undefined : world.longest).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });

  it('comes to a person, or to what there is instead, with 0 from everywhere', () => {
    const withPerson = ['ringing', 'talking', 'queue', 'offering'];
    fc.assert(
      fc.property(calls, ({ settings: given, draws: happenings }) => {
        const world = begun(given);
        for (const draw of happenings) play(world, draw);
        const { phase } = world.state;
        fc.pre(phase.name !== 'ended');
        fc.pre(phase.name !== 'number' || phase.digits === '');
        world.happens({ kind: 'key', key: '0' });
        const comes = ({ phase: name, state: { got } }: DialogueWorld): boolean =>
          withPerson.includes(name) || (phase.name === 'wishing' && (got.callback ?? got.message) === true);
        expect(cooperate(world, 12, comes)).toBe(true);
      }),
      { numRuns: 600 },
    );
  });

  it('ends exactly once when the caller hangs up, and says nothing afterwards', () => {
    fc.assert(
      fc.property(
        calls,
        fc.array(draws, { maxLength: 10 }),
        ({ settings: given, draws: happenings }, later) => {
          const world = begun(given);
          for (const draw of happenings) play(world, draw);
          world.happens({ kind: 'hung-up' });
          const before = world.done.length;
          for (const draw of later) play(world, draw);
          expect(world.done.filter(({ kind }) => kind === 'end')).toHaveLength(1);
          expect(world.done.at(-1)?.kind).toBe('end');
          expect(world.done).toHaveLength(before);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('comes to an end, a person or the queue when the caller falls silent', () => {
    const arrived = ['ringing', 'talking', 'queue', 'ended'];
    fc.assert(
      fc.property(calls, ({ settings: given, draws: happenings }) => {
        const world = begun(given);
        for (const draw of happenings) play(world, draw);
        world.happens({ kind: 'speech-ended' });
        expect(cooperate(world, 120, ({ phase }) => arrived.includes(phase))).toBe(true);
      }),
      { numRuns: 600 },
    );
  });

  it('numbers what it says upwards', () => {
    fc.assert(
      fc.property(calls, ({ settings: given, draws: happenings }) => {
        const world = begun(given);
        for (const draw of happenings) play(world, draw);
        const ids = world.done.flatMap((effect) =>
          effect.kind === 'say' || effect.kind === 'hold' ? [effect.id] : [],
        );
        expect(ids).toEqual(ids.map((_, i) => i + 1));
      }),
      { numRuns: 200 },
    );
  });
});
