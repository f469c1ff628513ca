import {
  answered,
  CLOSED,
  greeted,
  kinds,
  OPEN,
  spoken,
  waiting,
  type DialogueWorld,
} from './dialogue-world';

describe('who hears badly', () => {
  it.each([
    '大きく',
    '大きな声で',
    'もっと大きな声でお願いします',
    '聞こえません',
    'よく聞こえない',
    '声が小さいです',
    '聞こえないんですけど',
    '耳が遠いので大きな声でお願いします',
  ])('hears it again, and louder, after 「%s」', (text) => {
    const world = answered();
    const effects = world.happens({ kind: 'phrase', text, confidence: undefined });
    expect(spoken(effects)).toBe('loud 一。 二。 三。');
    expect(effects).toContainEqual(expect.objectContaining({ kind: 'say', loud: true }));
  });

  it('hears from then on everything louder, and the second time how to turn the telephone up', () => {
    const world = answered();
    world.happens({ kind: 'phrase', text: '聞こえません', confidence: undefined });
    world.played();
    expect(world.passes(3000)).toContainEqual(expect.objectContaining({ kind: 'say', loud: true }));
    expect(spoken(world.happens({ kind: 'phrase', text: '聞こえません', confidence: undefined }))).toBe(
      'loudest 四。',
    );
  });
});

describe('who wants a person while a wish is being left', () => {
  function wishing(line = OPEN): DialogueWorld {
    const world = greeted();
    world.happens({ kind: 'key', key: '0' });
    world.replies([], 'queue', line);
    if (line.open) {
      world.played();
      world.happens({ kind: 'transferred', outcome: 'busy' });
    }
    world.happens({ kind: 'key', key: '1' });
    world.happens({ kind: 'key', key: '1' });
    expect(world.phase).toBe('wishing');
    return world;
  }

  it.each([
    { kind: 'key', key: '0' },
    { kind: 'phrase', text: 'オペレーター', confidence: undefined },
  ] as const)('hears that it is taken, and comes to the person: %j', (event) => {
    const world = wishing();
    expect(world.happens(event)).toEqual([]);
    expect(spoken(world.happens({ kind: 'wish-taken', ok: true }))).toBe('callbackTaken');
    expect(world.played()).toContainEqual(expect.objectContaining({ kind: 'ask', text: 'オペレーター' }));
  });

  it('comes to the person as well when it could not be taken', () => {
    const world = wishing();
    world.happens({ kind: 'key', key: '0' });
    expect(spoken(world.happens({ kind: 'wish-taken', ok: false }))).toBe('wishFailed connecting');
    expect(kinds(world.played())).toContain('transfer');
  });

  it('has the wish while nobody is there, and may leave another when it failed', () => {
    const taken = wishing(CLOSED);
    taken.happens({ kind: 'key', key: '0' });
    expect(spoken(taken.happens({ kind: 'wish-taken', ok: true }))).toBe('callbackTaken goodbye');
    const failed = wishing(CLOSED);
    failed.happens({ kind: 'key', key: '0' });
    expect(spoken(failed.passes(10_000))).toContain('wishFailed closed');
    expect(failed.phase).toBe('offering');
  });
});

describe('what an operator writes', () => {
  const TOLD = { kind: 'told', pieces: [{ text: 'すぐ参ります。', readings: [] }] } as const;

  it('is read to who waits, and the wait goes on', () => {
    const world = waiting();
    expect(spoken(world.happens(TOLD))).toBe('operatorSays すぐ参ります。');
    expect(kinds(world.played())).toEqual(['hold']);
    expect(world.phase).toBe('queue');
  });

  it('is read before the offer is made again', () => {
    const world = greeted();
    world.happens({ kind: 'key', key: '0' });
    world.replies([], 'queue', CLOSED);
    expect(spoken(world.happens(TOLD))).toBe(
      'operatorSays すぐ参ります。 closed closedNext:月曜日 closedWays',
    );
  });

  it('is not lost when a telephone rings, and read when nobody picks up', () => {
    for (const told of ['before', 'meanwhile']) {
      const world = waiting();
      if (told === 'before') world.happens(TOLD);
      world.happens({ kind: 'taken', operatorId: 'suzuki' });
      if (told === 'meanwhile') world.happens(TOLD);
      const effects = world.happens({ kind: 'transferred', outcome: 'no-answer' });
      expect(spoken(effects)).toMatch(/^operatorSays すぐ参ります。 noAnswer/);
      world.played();
      expect(spoken(world.happens({ kind: 'key', key: '9' }))).not.toBe('');
      expect(spoken(world.happens({ kind: 'line', line: { ...OPEN, position: 2 } }))).not.toContain('すぐ');
    }
  });

  it('is not read into a talk, nor after it', () => {
    const world = waiting();
    world.happens({ kind: 'taken', operatorId: 'suzuki' });
    world.happens(TOLD);
    world.happens({ kind: 'answered' });
    expect(world.happens(TOLD)).toEqual([]);
    expect(spoken(world.happens({ kind: 'transferred', outcome: 'talked' }))).toBe('personEnds open');
  });
});
