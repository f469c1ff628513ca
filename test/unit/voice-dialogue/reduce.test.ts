import {
  ANSWER,
  CLOSED,
  DialogueWorld,
  greeted,
  HANDOFF,
  kinds,
  OPEN,
  reply,
  SETTINGS,
  spoken,
  waiting,
} from './dialogue-world';

describe('the dialogue of a call', () => {
  it('picks up, says who answers, and listens', () => {
    const world = new DialogueWorld();
    expect(kinds(world.happens({ kind: 'started' }))).toEqual(['pick-up', 'expect', 'say']);
    expect(world.phase).toBe('greeting');
    world.played();
    expect(world.phase).toBe('listening');
  });

  it('helps more each time: an example, then the keys, then a person', () => {
    const world = greeted();
    expect(spoken(world.passes(7000))).toContain('noInput');
    world.played();
    expect(spoken(world.passes(7000))).toContain('menuItem:予約:1');
    world.played();
    expect(world.passes(7000)).toContainEqual(expect.objectContaining({ kind: 'ask', text: 'オペレーター' }));
  });

  it('says something after a second and a half of thinking, and again', () => {
    const world = greeted();
    world.happens({ kind: 'phrase', text: '予約', confidence: undefined });
    expect(spoken(world.passes(1499))).toBe('');
    expect(spoken(world.passes(1))).toBe('filler');
    world.played();
    expect(spoken(world.passes(1500))).toBe('fillerAgain');
  });

  it('gives up on the bot after ten seconds, and calls a person the second time', () => {
    const world = greeted();
    for (const phase of ['listening', 'connecting']) {
      world.happens({ kind: 'phrase', text: '予約', confidence: undefined });
      for (let i = 0; i < 40 && world.phase === 'thinking'; i++) {
        world.played();
        world.passes(500);
      }
      expect(world.phase).toBe(phase);
    }
  });

  it('gives an answer in portions, and goes on when the caller is silent', () => {
    const world = greeted();
    world.happens({ kind: 'phrase', text: '予約', confidence: undefined });
    expect(spoken(world.replies([ANSWER]))).toBe('一。 二。 三。 moreAnswer');
    world.played();
    expect(spoken(world.passes(3000))).toBe('四。 afterAnswer');
  });

  it('says goodbye to who has an answer and is silent twice', () => {
    const world = greeted();
    world.happens({ kind: 'phrase', text: '予約', confidence: undefined });
    world.replies([reply('answer', '一。')]);
    world.played();
    expect(spoken(world.passes(7000))).toBe('anythingElse');
    world.played();
    expect(spoken(world.passes(7000))).toBe('goodbye');
    expect(world.played()).toEqual([
      { kind: 'hang-up' },
      { kind: 'end', reason: 'answered', phase: 'leaving' },
    ]);
  });

  it('pauses at a sound, resumes when no words come within 900 ms, and is silent when they do', () => {
    const world = new DialogueWorld();
    world.happens({ kind: 'started' });
    expect(kinds(world.happens({ kind: 'speech-started' }))).toEqual(['pause']);
    expect(kinds(world.passes(900))).toEqual(['resume']);
    world.happens({ kind: 'speech-started' });
    expect(kinds(world.happens({ kind: 'hypothesis', text: '予' }))).toEqual(['flush']);
  });

  it('silences at once for a key', () => {
    const world = new DialogueWorld();
    world.happens({ kind: 'started' });
    expect(kinds(world.happens({ kind: 'key', key: '9' }))).toEqual(['flush', 'say']);
  });

  it('cuts in after twenty seconds of talk', () => {
    const world = greeted();
    world.happens({ kind: 'speech-started' });
    expect(spoken(world.passes(19_999))).toBe('');
    expect(spoken(world.passes(1))).toContain('tooLong');
  });

  it.each([
    ['もう一度お願いします', 'greeting:狛江市 open'],
    ['もっとゆっくり', 'slow greeting:狛江市 open'],
    ['最初から', 'open'],
    ['終わります', 'goodbye'],
  ])('understands 「%s」 at any time', (text, said) => {
    const world = greeted();
    expect(spoken(world.happens({ kind: 'phrase', text, confidence: undefined }))).toBe(said);
  });

  it('asks the bot for everything that says more than such a word', () => {
    const world = greeted();
    const effects = world.happens({ kind: 'phrase', text: 'もう一度予約を取り直したい', confidence: 0.8 });
    expect(effects).toContainEqual(
      expect.objectContaining({ kind: 'ask', text: 'もう一度予約を取り直したい' }),
    );
  });

  it('does not believe words that the service itself doubts', () => {
    const world = greeted();
    expect(kinds(world.happens({ kind: 'phrase', text: '世役', confidence: 0.1 }))).not.toContain('ask');
  });

  it('lets keys and words choose', () => {
    for (const event of [
      { kind: 'key', key: '2' },
      { kind: 'phrase', text: '二番', confidence: undefined },
    ] as const) {
      const world = greeted();
      world.happens({ kind: 'phrase', text: '電話', confidence: undefined });
      world.replies([reply('disambiguate', '次のどれ。', ['甲', '乙'])]);
      expect(world.phase).toBe('choosing');
      expect(world.happens(event)).toContainEqual(
        expect.objectContaining({ kind: 'ask', text: event.kind === 'key' ? '乙' : '二番' }),
      );
    }
  });

  it('goes over to keys when recognition has been away for three seconds, and to a person after ten', () => {
    const world = greeted();
    world.happens({ kind: 'away', sinceMs: 0 });
    expect(spoken(world.passes(3000))).toContain('away menu');
    world.passes(7000);
    expect(world.done).toContainEqual(expect.objectContaining({ kind: 'ask', text: 'オペレーター' }));
  });

  it('stays with the keys of a caller who uses them while recognition is away', () => {
    const world = greeted();
    world.happens({ kind: 'away', sinceMs: 0 });
    world.passes(3000);
    world.happens({ kind: 'key', key: '1' });
    world.passes(7000);
    expect(world.done).not.toContainEqual(expect.objectContaining({ kind: 'ask' }));
    world.happens({ kind: 'back' });
    expect(world.state.hearing).toBe('on');
  });

  it('warns of danger before anything else, and tells the bot', () => {
    const world = waiting();
    const danger = [{ text: '119番へ。', readings: [] }];
    const effects = world.happens({ kind: 'phrase', text: '倒れた', confidence: undefined, danger });
    expect(spoken(effects)).toBe('119番へ。 emergencyAfter');
    expect(kinds(effects)).toContain('ask');
    expect(world.phase).toBe('queue');
  });
});

describe('who wants a person', () => {
  it('is rung for after the bot has handed over', () => {
    const world = greeted();
    world.happens({ kind: 'key', key: '0' });
    expect(spoken(world.replies(HANDOFF, 'queue'))).toBe('職員に。 connecting');
    expect(world.played()).toContainEqual({ kind: 'transfer', operatorId: undefined });
  });

  it('says once that a person is called, when the bot has said it already', () => {
    const world = greeted();
    world.happens({ kind: 'key', key: '0' });
    const said = [reply('handoff', 'はい。|connecting')];
    expect(spoken(world.replies(said, 'queue'))).toBe('はい。 connecting');
  });

  it('waits for their turn behind others', () => {
    const world = greeted();
    world.happens({ kind: 'key', key: '0' });
    world.replies(HANDOFF, 'queue', { ...OPEN, position: 3, wait: '3分から5分' });
    expect(spoken(world.played())).toBe('place:3 wait:3分から5分 holdOn');
    expect(world.phase).toBe('queue');
  });

  it('hears the place when it changes, and is rung for again when it is the first and a minute has passed', () => {
    const world = waiting();
    expect(spoken(world.happens({ kind: 'line', line: { ...OPEN, position: 2 } }))).toContain('place:2');
    expect(spoken(world.happens({ kind: 'line', line: { ...OPEN, position: 2 } }))).toBe('');
    world.passes(59_000);
    expect(kinds(world.passes(2000))).not.toContain('transfer');
    expect(kinds(world.happens({ kind: 'line', line: OPEN }))).toContain('transfer');
  });

  it('is offered a callback after three minutes, and keeps the place until one is left', () => {
    const world = waiting();
    for (let i = 0; i < 400 && world.phase !== 'offering'; i++) {
      if (world.phase === 'ringing') world.happens({ kind: 'transferred', outcome: 'no-answer' });
      world.played();
      world.passes(1000);
    }
    expect(world.now).toBeGreaterThanOrEqual(180_000);
    expect(world.now).toBeLessThan(220_000);
    expect(spoken(world.happens({ kind: 'key', key: '1' }))).toContain('ownNumber');
    expect(world.happens({ kind: 'key', key: '1' })).toContainEqual({
      kind: 'wish',
      wish: { kind: 'callback', number: 'own' },
    });
    world.happens({ kind: 'wish-taken', ok: true });
    expect(world.played()).toContainEqual(expect.objectContaining({ kind: 'end', reason: 'callback' }));
  });

  it('is told outside opening hours when people answer, and may leave a message', () => {
    const world = greeted();
    world.happens({ kind: 'key', key: '0' });
    expect(spoken(world.replies(HANDOFF, 'queue', CLOSED))).toContain('closed closedNext:月曜日 closedWays');
    expect(spoken(world.happens({ kind: 'phrase', text: '伝言をお願いします', confidence: undefined }))).toBe(
      'leaveMessage',
    );
    expect(world.happens({ kind: 'phrase', text: '電話をください', confidence: undefined })).toContainEqual({
      kind: 'wish',
      wish: { kind: 'message', text: '電話をください' },
    });
  });

  it('keys a number, which is read back; 0 alone is still the person', () => {
    const world = greeted({ ...SETTINGS, callerLast: undefined });
    world.happens({ kind: 'key', key: '0' });
    world.replies(HANDOFF, 'queue', CLOSED);
    expect(spoken(world.happens({ kind: 'key', key: '1' }))).toContain('keyNumber');
    world.happens({ kind: 'key', key: '0' });
    expect(spoken(world.passes(3000))).toContain('closedWays');
    world.happens({ kind: 'key', key: '1' });
    for (const key of [...'09000000001'] as '0'[]) world.happens({ kind: 'key', key });
    expect(world.state.phase).toMatchObject({ name: 'number', step: 'confirm', digits: '09000000001' });
  });

  it('is with the person as long as the talk lasts, and may ask on afterwards', () => {
    const world = greeted();
    world.happens({ kind: 'key', key: '0' });
    world.replies(HANDOFF, 'queue');
    world.played();
    world.happens({ kind: 'answered' });
    expect(world.phase).toBe('talking');
    expect(world.happens({ kind: 'phrase', text: '最初から', confidence: undefined })).toEqual([]);
    expect(spoken(world.happens({ kind: 'transferred', outcome: 'talked' }))).toContain('personEnds');
    expect(world.happens({ kind: 'hung-up' })).toEqual([
      { kind: 'end', reason: 'person', phase: 'listening' },
    ]);
  });
});
