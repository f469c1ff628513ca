import { silence } from '../../../src/channels/voice/dialogue/draft';
import {
  ANSWER,
  answered,
  CLOSED,
  DialogueWorld,
  greeted,
  kinds,
  noise,
  reply,
  SETTINGS,
  spoken,
} from './dialogue-world';

describe('a sound that says nothing', () => {
  it('does not cost the caller the answer: what it cut off is said again, and then the rest', () => {
    const world = answered();
    expect(noise(world)).toBe('resume 一。 二。 三。 moreAnswer');
    expect(noise(world)).toBe('resume 一。 二。 三。 moreAnswer');
    world.played();
    expect(spoken(world.passes(3000))).toBe('四。 afterAnswer');
    expect(noise(world)).toBe('resume 四。 afterAnswer');
  });

  it('leads to help when it comes again and again', () => {
    const world = answered();
    noise(world);
    noise(world);
    expect(noise(world)).toBe('noMatch open');
  });

  it('between two portions means "go on"', () => {
    const world = answered();
    world.played();
    expect(noise(world)).toBe('resume 四。 afterAnswer');
  });

  it('after an answer is taken for a question that was not understood', () => {
    const world = answered(reply('answer', '一。'));
    world.played();
    expect(noise(world)).toBe('noMatch open');
  });

  it.each(['fallback', 'smalltalk'])('does not cost a %s either', (decision) => {
    expect(noise(answered(reply(decision, 'コールセンターへ。')))).toBe('resume コールセンターへ。');
  });

  it('only pauses what is being said when the recogniser says so at once, or doubts its own words', () => {
    for (const event of [{ kind: 'no-match' }, { kind: 'phrase', text: '世役', confidence: 0.1 }] as const) {
      const world = answered();
      world.happens({ kind: 'speech-started' });
      world.happens({ kind: 'speech-ended' });
      expect(kinds(world.happens(event))).toEqual(['resume']);
      expect(kinds(world.passes(2000))).toEqual([]);
    }
  });

  it('only pauses it too when the caller nods', () => {
    const world = answered();
    for (const text of ['はい', 'ええ、はい。', 'そうですか', 'なるほど']) {
      world.happens({ kind: 'speech-started' });
      expect(kinds(world.happens({ kind: 'hypothesis', text }))).toEqual(['resume']);
      world.happens({ kind: 'speech-ended' });
      expect(kinds(world.happens({ kind: 'phrase', text, confidence: 0.9 }))).toEqual([]);
    }
    expect(kinds(world.happens({ kind: 'hypothesis', text: 'はい予約を' }))).toEqual(['flush']);
    world.happens({ kind: 'phrase', text: 'はい、予約を変えたいです', confidence: 0.9 });
    expect(world.phase).toBe('thinking');
  });

  it('goes on to the next portion after a yes, once the first is said', () => {
    const world = answered();
    world.played();
    expect(spoken(world.happens({ kind: 'phrase', text: 'はい', confidence: 0.9 }))).toBe('四。 afterAnswer');
  });

  it('while the bot thinks changes nothing', () => {
    const world = greeted();
    world.happens({ kind: 'phrase', text: '予約', confidence: undefined });
    noise(world);
    world.happens({ kind: 'no-match' });
    world.happens({ kind: 'phrase', text: '世役', confidence: 0.1 });
    expect(spoken(world.replies([ANSWER]))).toBe('一。 二。 三。 moreAnswer');
  });

  it('has a choice and an offer said again', () => {
    const choosing = greeted();
    choosing.happens({ kind: 'phrase', text: '電話', confidence: undefined });
    choosing.replies([reply('disambiguate', '次のどれ。', ['甲', '乙'])]);
    expect(noise(choosing)).toBe('choiceHelp 次のどれ。');
    expect(choosing.state.phase).toMatchObject({ name: 'choosing', choices: ['甲', '乙'] });
    const offering = greeted();
    offering.happens({ kind: 'key', key: '0' });
    offering.replies([], 'queue', CLOSED);
    expect(noise(offering)).toBe('closed closedNext:月曜日 closedWays');
    offering.happens({ kind: 'key', key: '1' });
    expect(noise(offering)).toBe('ownNumber:ゼロゼロゼロイチ');
  });

  it('leaves the digits that were keyed, and 0 alone is the person all the same', () => {
    const world = greeted({ ...SETTINGS, callerLast: undefined });
    world.happens({ kind: 'key', key: '0' });
    world.replies([], 'queue', CLOSED);
    world.happens({ kind: 'key', key: '1' });
    for (const key of [...'09000000'] as '0'[]) world.happens({ kind: 'key', key });
    expect(noise(world)).toBe('');
    world.happens({ kind: 'phrase', text: 'ええと', confidence: undefined });
    for (const key of [...'001'] as '0'[]) world.happens({ kind: 'key', key });
    expect(world.state.phase).toMatchObject({ step: 'confirm', digits: '09000000001' });
    world.happens({ kind: 'key', key: '2' });
    world.happens({ kind: 'key', key: '0' });
    noise(world);
    expect(spoken(world.passes(3000))).toContain('closedWays');
  });

  it('does not cut off who says a number in groups', () => {
    const world = greeted({ ...SETTINGS, callerLast: undefined });
    world.happens({ kind: 'key', key: '0' });
    world.replies([], 'queue', CLOSED);
    world.happens({ kind: 'key', key: '1' });
    world.happens({ kind: 'phrase', text: 'ゼロキュウゼロ', confidence: undefined });
    world.passes(2900);
    world.happens({ kind: 'speech-started' });
    expect(spoken(world.passes(2000))).toBe('');
    world.happens({ kind: 'phrase', text: 'ゼロゼロゼロゼロゼロゼロゼロイチ', confidence: undefined });
    expect(world.state.phase).toMatchObject({ step: 'confirm', digits: '09000000001' });
  });
});

describe('silence', () => {
  it('begins when the call is picked up', () => {
    const world = new DialogueWorld();
    world.passes(5000);
    world.happens({ kind: 'started' });
    expect(silence(world.state, world.now + 300)).toBe(300);
  });

  it('counts from the caller’s last sound, however late the words are known', () => {
    const world = greeted();
    world.happens({ kind: 'speech-started' });
    world.passes(1000);
    world.happens({ kind: 'speech-ended' });
    world.passes(900);
    world.happens({ kind: 'phrase', text: '予約', confidence: undefined });
    expect(spoken(world.passes(299))).toBe('');
    expect(spoken(world.passes(1))).toBe('filler');
  });

  it('leaves the bot a moment when the words come at the last', () => {
    const world = greeted();
    world.happens({ kind: 'speech-started' });
    world.happens({ kind: 'speech-ended' });
    world.passes(1499);
    world.happens({ kind: 'phrase', text: '予約', confidence: undefined });
    expect(spoken(world.passes(199))).toBe('');
    expect(spoken(world.passes(1))).toBe('filler');
  });

  it('ends as soon as the recogniser has found no words', () => {
    const world = greeted();
    world.happens({ kind: 'speech-started' });
    expect(spoken(world.happens({ kind: 'no-match' }))).toBe('');
    world.happens({ kind: 'speech-ended' });
    expect(spoken(world.happens({ kind: 'no-match' }))).toBe('noMatch open');
  });

  it('is short too after words that begin and are never finished, whether the sound was noticed or not', () => {
    const noticed = answered();
    noticed.happens({ kind: 'speech-started' });
    noticed.passes(300);
    noticed.happens({ kind: 'speech-ended' });
    noticed.happens({ kind: 'hypothesis', text: '予' });
    expect(spoken(noticed.passes(1500))).toContain('resume');
    const unnoticed = greeted();
    for (let i = 0; i < 8; i++) {
      unnoticed.happens({ kind: 'hypothesis', text: '予' });
      expect(spoken(unnoticed.passes(300))).toBe('');
    }
    expect(spoken(unnoticed.passes(1500))).toContain('noMatch');
  });

  it('ends while the map is being sent, which one key sends once', () => {
    const world = greeted({ ...SETTINGS, canSendMap: true });
    world.happens({ kind: 'phrase', text: '会場', confidence: undefined });
    world.replies([{ ...reply('answer', '一。'), map: true }]);
    expect(kinds(world.happens({ kind: 'key', key: '1' }))).toEqual(['flush', 'send-map']);
    expect(spoken(world.passes(1500))).toBe('filler');
    expect(spoken(world.happens({ kind: 'map-sent', ok: true }))).toBe('mapSent');
    expect(kinds(world.happens({ kind: 'key', key: '1' }))).not.toContain('send-map');
  });
});

describe('a question of several sentences', () => {
  const says = (world: DialogueWorld, text: string): unknown => {
    world.happens({ kind: 'speech-started' });
    world.happens({ kind: 'hypothesis', text });
    world.happens({ kind: 'speech-ended' });
    return world.happens({ kind: 'phrase', text, confidence: undefined });
  };
  const asks = (text: string): unknown => expect.objectContaining({ kind: 'ask', text });

  it.each(['thinking', 'answering'])('is asked as one when the caller goes on at once, while %s', (phase) => {
    const world = greeted();
    expect(says(world, '券をなくしました。')).toContainEqual(asks('券をなくしました。'));
    if (phase === 'answering') world.replies([ANSWER]);
    expect(world.phase).toBe(phase);
    world.passes(900);
    expect(says(world, '再発行できますか。')).toContainEqual(asks('券をなくしました。再発行できますか。'));
    world.passes(900);
    expect(says(world, '今日です。')).toContainEqual(asks('券をなくしました。再発行できますか。今日です。'));
  });

  it.each([
    ['begins again before the first is understood', 300],
    ['makes one sound of it', 3000],
  ])('is asked as one when the caller %s', (_, ms) => {
    const world = greeted();
    world.happens({ kind: 'speech-started' });
    world.passes(ms);
    expect(
      world.happens({ kind: 'phrase', text: '券をなくしました。', confidence: undefined }),
    ).toContainEqual(asks('券をなくしました。'));
    world.passes(600);
    world.happens({ kind: 'hypothesis', text: '再発行' });
    world.passes(1500);
    world.happens({ kind: 'speech-ended' });
    expect(
      world.happens({ kind: 'phrase', text: '再発行できますか。', confidence: undefined }),
    ).toContainEqual(asks('券をなくしました。再発行できますか。'));
  });

  it('is asked as one when what follows is several sounds', () => {
    const world = greeted();
    says(world, '券をなくしました。');
    world.replies([ANSWER]);
    world.passes(200);
    world.happens({ kind: 'speech-started' });
    world.passes(900);
    world.happens({ kind: 'speech-ended' });
    world.passes(100);
    expect(says(world, '再発行できますか。')).toContainEqual(asks('券をなくしました。再発行できますか。'));
  });

  it('is not made of what is understood amid a noise that goes on', () => {
    const world = greeted();
    world.happens({ kind: 'speech-started' });
    world.passes(1500);
    world.happens({ kind: 'phrase', text: '券をなくしました。', confidence: undefined });
    world.replies([ANSWER]);
    world.passes(3000);
    expect(
      world.happens({ kind: 'phrase', text: '会場はどこですか。', confidence: undefined }),
    ).toContainEqual(asks('会場はどこですか。'));
  });

  it('is another question after a second', () => {
    const world = greeted();
    says(world, '券をなくしました。');
    world.replies([ANSWER]);
    world.passes(1000);
    expect(says(world, '会場はどこですか。')).toContainEqual(asks('会場はどこですか。'));
  });
});
